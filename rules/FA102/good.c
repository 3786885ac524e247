// SPDX-License-Identifier: GPL-2.0
/* Handlers that reach a registration, or rightly say no. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *gps_queue;
static struct file *gps_lower;

static int gps_enlist(struct file *filp, int fd, bool on)
{
	return fasync_helper(fd, filp, on, &gps_queue);
}

/* Two calls away. */
static int gps_update(int fd, struct file *filp, int on)
{
	int ret = gps_enlist(filp, fd, on);

	return ret < 0 ? ret : 0;
}

static int gps_fasync(int fd, struct file *filp, int on)
{
	return gps_update(fd, filp, on);
}

static ssize_t gps_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&gps_queue, SIGIO, POLL_IN);
	return len;
}

static int gps_release(struct inode *inode, struct file *filp)
{
	gps_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations gps_fops = {
	.owner = THIS_MODULE,
	.write = gps_write,
	.fasync = gps_fasync,
	.release = gps_release,
};

/* Another driver's file does the work. */
static int lower_open(struct inode *inode, struct file *filp)
{
	if (!gps_lower)
		return -ENODEV;
	filp->private_data = gps_lower;
	return 0;
}

static int lower_fasync(int fd, struct file *filp, int on)
{
	struct file *lower = filp->private_data;
	int ret = 0;

	if (lower->f_op->fasync)
		ret = lower->f_op->fasync(fd, lower, on);
	return ret;
}

static const struct file_operations lower_fops = {
	.owner = THIS_MODULE,
	.open = lower_open,
	.fasync = lower_fasync,
};

/* Tells user space the truth: there is no SIGIO here. */
static int none_fasync(int fd, struct file *filp, int on)
{
	return -ENOTTY;
}

static const struct file_operations none_fops = {
	.owner = THIS_MODULE,
	.fasync = none_fasync,
};

/* No method is a valid answer too. */
static const struct file_operations plain_fops = {
	.owner = THIS_MODULE,
	.fasync = NULL,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps", .fops = &gps_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps_lower", .fops = &lower_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps_none", .fops = &none_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps_plain", .fops = &plain_fops },
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
