// SPDX-License-Identifier: GPL-2.0
/* Plain numbers from 1 to 6 name a band from 4.14 on; before, they stop the kernel. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *pump_queue;

static ssize_t pump_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&pump_queue, SIGIO, 1); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, 6); /* expect: FA203 */
	return len;
}

static int pump_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pump_queue);
}

static int pump_release(struct inode *inode, struct file *filp)
{
	pump_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations pump_fops = {
	.owner = THIS_MODULE,
	.write = pump_write,
	.fasync = pump_fasync,
	.release = pump_release,
};

static struct miscdevice pump_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pump",
	.fops = &pump_fops,
};
module_misc_device(pump_misc);

MODULE_LICENSE("GPL");
