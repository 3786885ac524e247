// SPDX-License-Identifier: GPL-2.0
/* The owner is a part of struct file up to 6.11. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *bell_queue;

static int bell_fasync(int fd, struct file *filp, int on)
{
	if (on && !filp->f_owner.pid) /* expect: FA401 */
		pr_debug("bell: no owner yet\n");
	return fasync_helper(fd, filp, on, &bell_queue);
}

static int bell_signal(struct file *filp)
{
	struct fown_struct *owner = &filp->f_owner; /* expect: FA401 */

	return owner->signum ?: SIGIO;
}

static ssize_t bell_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
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
