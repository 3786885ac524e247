// SPDX-License-Identifier: GPL-2.0
/* Queues that start their life with whatever was in memory. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct lane {
	unsigned int number;
	struct fasync_struct *queue;
};

static int lane_open(struct inode *inode, struct file *filp)
{
	struct lane *lane = kmalloc(sizeof(*lane), GFP_KERNEL); /* expect: FA303 */

	if (!lane)
		return -ENOMEM;
	lane->number = iminor(inode);
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

/* Zeroed memory, and then a part that is not. */
struct wagon {
	struct lane *lanes;
};

static int wagon_open(struct inode *inode, struct file *filp)
{
	struct wagon *wagon = kzalloc(sizeof(*wagon), GFP_KERNEL);

	if (!wagon)
		return -ENOMEM;
	wagon->lanes = kmalloc_array(2, sizeof(*wagon->lanes), GFP_KERNEL); /* expect: FA303 */
	if (!wagon->lanes) {
		kfree(wagon);
		return -ENOMEM;
	}
	filp->private_data = wagon;
	return 0;
}

static int wagon_fasync(int fd, struct file *filp, int on)
{
	struct wagon *wagon = filp->private_data;

	return fasync_helper(fd, filp, on, &wagon->lanes[0].queue);
}

static ssize_t wagon_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct wagon *wagon = filp->private_data;

	kill_fasync(&wagon->lanes[0].queue, SIGIO, POLL_IN);
	return len;
}

static int wagon_release(struct inode *inode, struct file *filp)
{
	struct wagon *wagon = filp->private_data;

	wagon_fasync(-1, filp, 0);
	kfree(wagon->lanes);
	kfree(wagon);
	return 0;
}

static const struct file_operations wagon_fops = {
	.owner = THIS_MODULE,
	.open = wagon_open,
	.write = wagon_write,
	.fasync = wagon_fasync,
	.release = wagon_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lane", .fops = &lane_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "wagon", .fops = &wagon_fops },
};

static int __init demo_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
