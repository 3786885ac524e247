// SPDX-License-Identifier: GPL-2.0
/* FILL IN: what is right here. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *gadget_queue;

static int gadget_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gadget_queue);
}

static int gadget_release(struct inode *inode, struct file *filp)
{
	gadget_fasync(-1, filp, 0);
	return 0;
}

static ssize_t gadget_write(struct file *filp, const char __user *buf,
			    size_t len, loff_t *pos)
{
	kill_fasync(&gadget_queue, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations gadget_fops = {
	.owner = THIS_MODULE,
	.write = gadget_write,
	.fasync = gadget_fasync,
	.release = gadget_release,
};

static struct miscdevice gadget_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "gadget",
	.fops = &gadget_fops,
};
module_misc_device(gadget_misc);

MODULE_LICENSE("GPL");
