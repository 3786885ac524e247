// SPDX-License-Identifier: GPL-2.0
/* Cleared by the allocator that was chosen for its size. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

struct lane {
	struct miscdevice misc;
	struct fasync_struct *queue;
};

static struct lane *the_lane;

static int lane_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &the_lane->queue);
}

static ssize_t lane_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&the_lane->queue, SIGIO, POLL_IN);
	return len;
}

static int lane_release(struct inode *inode, struct file *filp)
{
	lane_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations lane_fops = {
	.owner = THIS_MODULE,
	.write = lane_write,
	.fasync = lane_fasync,
	.release = lane_release,
};

static int __init lane_init(void)
{
	int ret;

	the_lane = vzalloc(sizeof(struct lane));
	if (!the_lane)
		return -ENOMEM;
	the_lane->misc.minor = MISC_DYNAMIC_MINOR;
	the_lane->misc.name = "lane";
	the_lane->misc.fops = &lane_fops;
	ret = misc_register(&the_lane->misc);
	if (ret)
		vfree(the_lane);
	return ret;
}

static void __exit lane_exit(void)
{
	misc_deregister(&the_lane->misc);
	vfree(the_lane);
}

module_init(lane_init);
module_exit(lane_exit);

MODULE_LICENSE("GPL");
