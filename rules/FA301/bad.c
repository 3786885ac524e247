// SPDX-License-Identifier: GPL-2.0
/* Nothing takes a closed file off its queue; up to 2.6.27 nobody else does. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

/* One queue for the device; release does other work only. */
static struct fasync_struct *key_queue;
static atomic_t key_users = ATOMIC_INIT(0);

static int key_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &key_queue);
}

static ssize_t key_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&key_queue, SIGIO, POLL_IN);
	return len;
}

static int key_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	atomic_dec(&key_users);
	return 0;
}

static int key_open(struct inode *inode, struct file *filp)
{
	atomic_inc(&key_users);
	return nonseekable_open(inode, filp);
}

static const struct file_operations key_fops = {
	.owner = THIS_MODULE,
	.open = key_open,
	.write = key_write,
	.fasync = key_fasync,
	.release = key_release,
};

/* The queue lives in the object that release frees. */
struct meter {
	struct fasync_struct *queue;
};

static int meter_open(struct inode *inode, struct file *filp)
{
	filp->private_data = kzalloc(sizeof(struct meter), GFP_KERNEL);
	return filp->private_data ? 0 : -ENOMEM;
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

static int meter_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	kfree(filp->private_data);
	return 0;
}

static const struct file_operations meter_fops = {
	.owner = THIS_MODULE,
	.open = meter_open,
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

/* No release method at all. */
static struct fasync_struct *led_queue;

static int led_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &led_queue);
}

static ssize_t led_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&led_queue, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations led_fops = {
	.owner = THIS_MODULE,
	.write = led_write,
	.fasync = led_fasync, /* expect-legacy: FA301 */
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "key", .fops = &key_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "meter", .fops = &meter_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "led", .fops = &led_fops },
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
