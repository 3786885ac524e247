// SPDX-License-Identifier: GPL-2.0
/* Orders that look wrong and are not. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct scope {
	struct fasync_struct *queue;
	void *samples;
};

static struct fasync_struct *bus_rx_queue;
static struct fasync_struct *bus_tx_queue;

static int scope_open(struct inode *inode, struct file *filp)
{
	filp->private_data = kzalloc(sizeof(struct scope), GFP_KERNEL);
	return filp->private_data ? 0 : -ENOMEM;
}

static int scope_fasync(int fd, struct file *filp, int on)
{
	struct scope *scope = filp->private_data;

	return fasync_helper(fd, filp, on, &scope->queue);
}

static ssize_t scope_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct scope *scope = filp->private_data;

	kill_fasync(&scope->queue, SIGIO, POLL_IN);
	return len;
}

/* Other memory may go first; the queue's own goes last. */
static int scope_release(struct inode *inode, struct file *filp)
{
	struct scope *scope = filp->private_data;

	kfree(scope->samples);
	scope_fasync(-1, filp, 0);
	filp->private_data = NULL;
	kfree(scope);
	return 0;
}

static const struct file_operations scope_fops = {
	.owner = THIS_MODULE,
	.open = scope_open,
	.write = scope_write,
	.fasync = scope_fasync,
	.release = scope_release,
};

/* Two queues, the same choice for on and off: the mode of a file is fixed. */
static struct fasync_struct **bus_queue(struct file *filp)
{
	return filp->f_mode & FMODE_WRITE ? &bus_tx_queue : &bus_rx_queue;
}

static int bus_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, bus_queue(filp));
}

static ssize_t bus_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&bus_rx_queue, SIGIO, POLL_IN);
	kill_fasync(&bus_tx_queue, SIGIO, POLL_OUT);
	return len;
}

/* This handler does not read private_data. */
static int bus_release(struct inode *inode, struct file *filp)
{
	filp->private_data = NULL;
	bus_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations bus_fops = {
	.owner = THIS_MODULE,
	.write = bus_write,
	.fasync = bus_fasync,
	.release = bus_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scope", .fops = &scope_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scope_bus", .fops = &bus_fops },
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
