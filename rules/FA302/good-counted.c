// SPDX-License-Identifier: GPL-2.0
/* One object for all openers, freed by the last of them. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct scope {
	struct fasync_struct *queue;
	unsigned int users;
};

static struct scope *shared_scope;
static DEFINE_MUTEX(shared_lock);

static int scope_open(struct inode *inode, struct file *filp)
{
	int ret = 0;

	mutex_lock(&shared_lock);
	if (!shared_scope)
		shared_scope = kzalloc(sizeof(*shared_scope), GFP_KERNEL);
	if (shared_scope)
		shared_scope->users++;
	else
		ret = -ENOMEM;
	mutex_unlock(&shared_lock);
	return ret;
}

static int scope_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &shared_scope->queue);
}

static ssize_t scope_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&shared_scope->queue, SIGIO, POLL_IN);
	return len;
}

static int scope_release(struct inode *inode, struct file *filp)
{
	mutex_lock(&shared_lock);
	scope_fasync(-1, filp, 0);
	if (--shared_scope->users == 0) {
		kfree(shared_scope);
		shared_scope = NULL;
	}
	mutex_unlock(&shared_lock);
	return 0;
}

static const struct file_operations scope_fops = {
	.owner = THIS_MODULE,
	.open = scope_open,
	.write = scope_write,
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
