// SPDX-License-Identifier: GPL-2.0
/* There is no such header. What it is wanted for is in linux/fs.h. */
#include <linux/fasync.h> /* expect: FA106 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *lamp_queue;

static int lamp_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lamp_queue);
}

static ssize_t lamp_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&lamp_queue, SIGIO, POLL_IN);
	return len;
}

static int lamp_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &lamp_queue);
	return 0;
}

static const struct file_operations lamp_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = lamp_fasync,
	.release = lamp_release,
};

static struct miscdevice lamp_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "lamp",
	.fops = &lamp_fops,
};
module_misc_device(lamp_misc);

MODULE_LICENSE("GPL");
