// SPDX-License-Identifier: GPL-2.0
/* Memory that is cleared, though not always by kzalloc(). */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

struct lane {
	unsigned int number;
	struct fasync_struct *queue;
};

/* The head of the queue is all that has to be NULL. */
static struct lane *lane_alloc(void)
{
	struct lane *lane = kmalloc(sizeof(*lane), GFP_KERNEL);

	if (lane)
		lane->queue = NULL;
	return lane;
}

static int lane_open(struct inode *inode, struct file *filp)
{
	static const struct lane template = { .number = 0 };
	struct lane *lane;

	switch (iminor(inode) & 7) {
	case 0:
		lane = kzalloc(sizeof(*lane), GFP_KERNEL);
		break;
	case 1:
		lane = kmalloc(sizeof(*lane), GFP_KERNEL | __GFP_ZERO);
		break;
	case 2:
		lane = kcalloc(1, sizeof(*lane), GFP_KERNEL);
		break;
	case 3:
		lane = kmemdup(&template, sizeof(template), GFP_KERNEL);
		break;
	default:
		lane = lane_alloc();
	}
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

static int siding_open(struct inode *inode, struct file *filp)
{
	struct lane *lane = kmalloc(sizeof(*lane), GFP_KERNEL);

	if (!lane)
		return -ENOMEM;
	memset(lane, 0, sizeof(*lane));
	filp->private_data = lane;
	return 0;
}

static int spur_open(struct inode *inode, struct file *filp)
{
	struct lane *lane = kmalloc(sizeof(*lane), GFP_KERNEL);

	if (!lane)
		return -ENOMEM;
	*lane = (struct lane) { .number = iminor(inode) };
	filp->private_data = lane;
	return 0;
}

static const struct file_operations siding_fops = {
	.owner = THIS_MODULE,
	.open = siding_open,
	.write = lane_write,
	.fasync = lane_fasync,
	.release = lane_release,
};

static const struct file_operations spur_fops = {
	.owner = THIS_MODULE,
	.open = spur_open,
	.write = lane_write,
	.fasync = lane_fasync,
	.release = lane_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lane", .fops = &lane_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lane_siding", .fops = &siding_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lane_spur", .fops = &spur_fops },
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
