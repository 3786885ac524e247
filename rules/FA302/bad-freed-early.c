// SPDX-License-Identifier: GPL-2.0
/*
 * The object with the queue goes while the file is still open and perhaps on the
 * queue: the removal that follows at close has nothing to work on.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct scope {
	struct fasync_struct *queue;
};

#define SCOPE_RESET	_IO('s', 1)

static int scope_open(struct inode *inode, struct file *filp)
{
	filp->private_data = kzalloc(sizeof(struct scope), GFP_KERNEL);
	return filp->private_data ? 0 : -ENOMEM;
}

static int scope_fasync(int fd, struct file *filp, int on)
{
	struct scope *scope = filp->private_data;

	return fasync_helper(fd, filp, on, &scope->queue);
}

static long scope_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct scope *old = filp->private_data;
	struct scope *scope;

	if (cmd != SCOPE_RESET) {
		kill_fasync(&old->queue, SIGIO, POLL_IN);
		return 0;
	}

	scope = kzalloc(sizeof(*scope), GFP_KERNEL);
	if (!scope)
		return -ENOMEM;
	filp->private_data = scope;
	kfree(old); /* expect: FA302 */
	return 0;
}

static int scope_release(struct inode *inode, struct file *filp)
{
	struct scope *scope = filp->private_data;

	scope_fasync(-1, filp, 0);
	kfree(scope);
	return 0;
}

static const struct file_operations scope_fops = {
	.owner = THIS_MODULE,
	.open = scope_open,
	.unlocked_ioctl = scope_ioctl,
	.fasync = scope_fasync,
	.release = scope_release,
};

static struct miscdevice scope_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "scope",
	.fops = &scope_fops,
};
module_misc_device(scope_misc);

MODULE_LICENSE("GPL");
