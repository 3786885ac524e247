// SPDX-License-Identifier: GPL-2.0
/* Allocated once at module load, in a function that also fills the rest in. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

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

	the_lane = kmalloc(sizeof(struct lane), GFP_KERNEL); /* expect: FA303 */
	if (!the_lane)
		return -ENOMEM;
	memset(&the_lane->misc, 0, sizeof(the_lane->misc));
	the_lane->misc.minor = MISC_DYNAMIC_MINOR;
	the_lane->misc.name = "lane";
	the_lane->misc.fops = &lane_fops;
	ret = misc_register(&the_lane->misc);
	if (ret)
		kfree(the_lane);
	return ret;
}

static void __exit lane_exit(void)
{
	misc_deregister(&the_lane->misc);
	kfree(the_lane);
}

module_init(lane_init);
module_exit(lane_exit);

MODULE_LICENSE("GPL");
