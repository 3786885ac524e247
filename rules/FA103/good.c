// SPDX-License-Identifier: GPL-2.0
/* Handlers that may refuse to switch on and never refuse to switch off. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>

struct valve {
	struct fasync_struct *queue;
	struct mutex lock;
	bool gone;
};

static struct valve valve = {
	.lock = __MUTEX_INITIALIZER(valve.lock),
};

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&valve.queue, SIGIO, POLL_IN);
	return len;
}

static int valve_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &valve.queue);
	return 0;
}

static int guarded_fasync(int fd, struct file *filp, int on)
{
	if (on && valve.gone)
		return -ENODEV;
	return fasync_helper(fd, filp, on, &valve.queue);
}

static int branches_fasync(int fd, struct file *filp, int mode)
{
	if (mode)
		return fasync_helper(fd, filp, 1, &valve.queue);
	return fasync_helper(fd, filp, 0, &valve.queue);
}

static int nested_fasync(int fd, struct file *filp, int on)
{
	int ret;

	if (on) {
		if (valve.gone)
			return -ENODEV;
		if (mutex_lock_interruptible(&valve.lock))
			return -ERESTARTSYS;
	} else {
		mutex_lock(&valve.lock);
	}
	ret = fasync_helper(fd, filp, !!on, &valve.queue);
	mutex_unlock(&valve.lock);
	return ret;
}

static int off_first_fasync(int fd, struct file *filp, int on)
{
	if (!on)
		return fasync_helper(-1, filp, 0, &valve.queue);
	if (valve.gone)
		return -ENODEV;
	return fasync_helper(fd, filp, on ? 1 : 0, &valve.queue);
}

static const struct file_operations guarded_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = guarded_fasync,
	.release = valve_release,
};

static const struct file_operations branches_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = branches_fasync,
	.release = valve_release,
};

static const struct file_operations nested_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = nested_fasync,
	.release = valve_release,
};

static const struct file_operations off_first_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = off_first_fasync,
	.release = valve_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_guarded", .fops = &guarded_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_branches", .fops = &branches_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_nested", .fops = &nested_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_off_first", .fops = &off_first_fops },
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
