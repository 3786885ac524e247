// SPDX-License-Identifier: GPL-2.0
/* The kernel says which it is, or nobody needs to know. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/version.h>

static struct fasync_struct *bell_queue;

struct bell {
	struct {
		int pid;
	} f_owner;
};

static struct bell bell;

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &bell_queue);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
static int bell_signal(struct file *filp)
{
	struct fown_struct *owner = file_f_owner(filp);

	return owner && owner->signum ? owner->signum : SIGIO;
}
#else
static int bell_signal(struct file *filp)
{
	return filp->f_owner.signum ?: SIGIO;
}
#endif

static ssize_t bell_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	bell.f_owner.pid = 1;
	pr_debug("bell: signal %d\n", bell_signal(filp));
	kill_fasync(&bell_queue, SIGIO, POLL_IN);
	return len;
}

static int bell_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &bell_queue);
	return 0;
}

static const struct file_operations bell_fops = {
	.owner = THIS_MODULE,
	.write = bell_write,
	.fasync = bell_fasync,
	.release = bell_release,
};

static struct miscdevice bell_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bell",
	.fops = &bell_fops,
};
module_misc_device(bell_misc);

MODULE_LICENSE("GPL");
