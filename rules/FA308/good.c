// SPDX-License-Identifier: GPL-2.0
/* A table with an owner. */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/module.h>

static struct fasync_struct *meter_queue;
static dev_t meter_number;
static struct cdev meter_cdev;

static int meter_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &meter_queue);
}

static ssize_t meter_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&meter_queue, SIGIO, POLL_IN);
	return len;
}

static int meter_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &meter_queue);
	return 0;
}

static const struct file_operations meter_fops = {
	.owner = THIS_MODULE,
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

static int __init meter_init(void)
{
	int ret = alloc_chrdev_region(&meter_number, 0, 1, "meter");

	if (ret)
		return ret;
	cdev_init(&meter_cdev, &meter_fops);
	ret = cdev_add(&meter_cdev, meter_number, 1);
	if (ret)
		unregister_chrdev_region(meter_number, 1);
	return ret;
}

static void __exit meter_exit(void)
{
	cdev_del(&meter_cdev);
	unregister_chrdev_region(meter_number, 1);
}

module_init(meter_init);
module_exit(meter_exit);

MODULE_LICENSE("GPL");
