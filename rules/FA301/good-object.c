// SPDX-License-Identifier: GPL-2.0
/* Removal first, then the object that holds the queue goes. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct meter {
	struct fasync_struct *queue;
	void *samples;
};

static int meter_open(struct inode *inode, struct file *filp)
{
	struct meter *meter = kzalloc(sizeof(*meter), GFP_KERNEL);

	if (!meter)
		return -ENOMEM;
	meter->samples = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!meter->samples) {
		kfree(meter);
		return -ENOMEM;
	}
	filp->private_data = meter;
	return 0;
}

static int meter_fasync(int fd, struct file *filp, int on)
{
	struct meter *meter = filp->private_data;

	return fasync_helper(fd, filp, on, &meter->queue);
}

static ssize_t meter_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct meter *meter = filp->private_data;

	kill_fasync(&meter->queue, SIGIO, POLL_IN);
	return len;
}

static int meter_release(struct inode *inode, struct file *filp)
{
	struct meter *meter = filp->private_data;

	kfree(meter->samples);
	meter_fasync(-1, filp, 0);
	filp->private_data = NULL;
	kfree(meter);
	return 0;
}

static const struct file_operations meter_fops = {
	.owner = THIS_MODULE,
	.open = meter_open,
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

static struct miscdevice meter_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "meter",
	.fops = &meter_fops,
};
module_misc_device(meter_misc);

MODULE_LICENSE("GPL");
