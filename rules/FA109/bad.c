// SPDX-License-Identifier: GPL-2.0
/* A file on the queue gets operations that cannot take it off. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *gate_queue;

static int gate_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gate_queue);
}

static ssize_t gate_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&gate_queue, SIGIO, POLL_IN);
	return len;
}

static ssize_t locked_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *pos)
{
	return -EACCES;
}

static const struct file_operations locked_fops = {
	.owner = THIS_MODULE,
	.read = locked_read,
};

static long gate_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	filp->f_op = &locked_fops; /* expect: FA109 */
	return 0;
}

static int gate_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &gate_queue);
	return 0;
}

static const struct file_operations gate_fops = {
	.owner = THIS_MODULE,
	.write = gate_write,
	.unlocked_ioctl = gate_ioctl,
	.fasync = gate_fasync,
	.release = gate_release,
};

static struct miscdevice gate_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "gate",
	.fops = &gate_fops,
};
module_misc_device(gate_misc);

MODULE_LICENSE("GPL");
