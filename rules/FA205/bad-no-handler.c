// SPDX-License-Identifier: GPL-2.0
/* Notified from the beginning, but the handler was never written. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct scanner {
	struct fasync_struct *queue;
	int pages;
};

static int scanner_open(struct inode *inode, struct file *filp)
{
	filp->private_data = kzalloc(sizeof(struct scanner), GFP_KERNEL);
	return filp->private_data ? 0 : -ENOMEM;
}

static long scanner_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct scanner *s = filp->private_data;

	s->pages++;
	kill_fasync(&s->queue, SIGIO, POLL_IN); /* expect: FA205 */
	return 0;
}

static int scanner_release(struct inode *inode, struct file *filp)
{
	kfree(filp->private_data);
	return 0;
}

static const struct file_operations scanner_fops = {
	.owner = THIS_MODULE,
	.open = scanner_open,
	.unlocked_ioctl = scanner_ioctl,
	.release = scanner_release,
};

static struct miscdevice scanner_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "scanner",
	.fops = &scanner_fops,
};
module_misc_device(scanner_misc);

MODULE_LICENSE("GPL");
