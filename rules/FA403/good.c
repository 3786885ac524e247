// SPDX-License-Identifier: GPL-2.0
/* The result is handed on, or it is said that it does not matter. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *horn_queue;

static int horn_fasync(int fd, struct file *filp, int on)
{
	if (on)
		(void)f_setown(filp, current->pid, 0);
	return fasync_helper(fd, filp, on, &horn_queue);
}

static long horn_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	return f_setown(filp, arg, 1);
}

static ssize_t horn_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&horn_queue, SIGIO, POLL_IN);
	return len;
}

static int horn_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &horn_queue);
	return 0;
}

static const struct file_operations horn_fops = {
	.owner = THIS_MODULE,
	.write = horn_write,
	.unlocked_ioctl = horn_ioctl,
	.fasync = horn_fasync,
	.release = horn_release,
};

static struct miscdevice horn_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "horn",
	.fops = &horn_fops,
};
module_misc_device(horn_misc);

MODULE_LICENSE("GPL");
