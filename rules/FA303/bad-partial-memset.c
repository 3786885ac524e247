// SPDX-License-Identifier: GPL-2.0
/* A memset() of the wrong size, and a list head that is set up in one branch only. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

struct lane {
	unsigned int number;
	struct fasync_struct *queue;
};

static int lane_open(struct inode *inode, struct file *filp)
{
	struct lane *lane = kmalloc(sizeof(*lane), GFP_KERNEL); /* expect: FA303 */

	if (!lane)
		return -ENOMEM;
	memset(&lane->number, 0, sizeof(lane->number));
	if (filp->f_mode & FMODE_READ)
		lane->queue = NULL;
	filp->private_data = lane;
	return 0;
}

static int lane_fasync(int fd, struct file *filp, int on)
{
	struct lane *lane = filp->private_data;

	return fasync_helper(fd, filp, on, &lane->queue);
}

static ssize_t lane_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct lane *lane = filp->private_data;

	kill_fasync(&lane->queue, SIGIO, POLL_IN);
	return len;
}

static int lane_release(struct inode *inode, struct file *filp)
{
	struct lane *lane = filp->private_data;

	lane_fasync(-1, filp, 0);
	kfree(lane);
	return 0;
}

static const struct file_operations lane_fops = {
	.owner = THIS_MODULE,
	.open = lane_open,
	.write = lane_write,
	.fasync = lane_fasync,
	.release = lane_release,
};

static struct miscdevice lane_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "lane",
	.fops = &lane_fops,
};
module_misc_device(lane_misc);

MODULE_LICENSE("GPL");
