// SPDX-License-Identifier: GPL-2.0
/* Code that cannot be unloaded needs no owner. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *meter_queue;

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
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

static struct miscdevice meter_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "meter",
	.fops = &meter_fops,
};

static int __init meter_init(void)
{
	return misc_register(&meter_misc);
}
device_initcall(meter_init);

MODULE_LICENSE("GPL");
