// SPDX-License-Identifier: GPL-2.0
/* The handler may set a default owner; the ioctl asks for one; reading is free. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *loom_queue;

struct loom {
	unsigned int f_flags;
};

static struct loom loom;

static int loom_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &loom_queue);

	if (ret > 0 && on)
		ret = f_setown(filp, current->pid, 0);
	return ret < 0 ? ret : 0;
}

static long loom_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	loom.f_flags |= FASYNC;
	filp->f_flags |= O_NONBLOCK;
	return f_setown(filp, arg, 1);
}

static ssize_t loom_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&loom_queue, SIGIO, POLL_IN);
	return len;
}

static int loom_release(struct inode *inode, struct file *filp)
{
	if (filp->f_flags & FASYNC)
		loom_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations loom_fops = {
	.owner = THIS_MODULE,
	.write = loom_write,
	.unlocked_ioctl = loom_ioctl,
	.fasync = loom_fasync,
	.release = loom_release,
};

static struct miscdevice loom_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "loom",
	.fops = &loom_fops,
};
module_misc_device(loom_misc);

MODULE_LICENSE("GPL");
