// SPDX-License-Identifier: GPL-2.0
/* Removals that come too late or go to the wrong queue. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

struct scope {
	struct fasync_struct *queue;
};

static struct scope probe_scope;
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

/* The handler looks into memory that has just been freed. */
static int scope_release(struct inode *inode, struct file *filp)
{
	kfree(filp->private_data);
	scope_fasync(-1, filp, 0); /* expect: FA302 */
	return 0;
}

static const struct file_operations scope_fops = {
	.owner = THIS_MODULE,
	.open = scope_open,
	.write = scope_write,
	.fasync = scope_fasync,
	.release = scope_release,
};

static int probe_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &probe_scope;
	return 0;
}

/* The handler starts from private_data, which is gone. */
static int probe_release(struct inode *inode, struct file *filp)
{
	filp->private_data = NULL;
	return scope_fasync(-1, filp, 0); /* expect: FA302 */
}

static const struct file_operations probe_fops = {
	.owner = THIS_MODULE,
	.open = probe_open,
	.write = scope_write,
	.fasync = scope_fasync,
	.release = probe_release,
};

/* On goes to one queue, off to another. */
static int bus_fasync(int fd, struct file *filp, int on)
{
	if (on)
		return fasync_helper(fd, filp, 1, &bus_rx_queue);
	return fasync_helper(-1, filp, 0, &bus_tx_queue); /* expect: FA302 */
}

static ssize_t bus_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&bus_rx_queue, SIGIO, POLL_IN);
	return len;
}

static int bus_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &bus_rx_queue);
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
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scope_probe", .fops = &probe_fops },
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
