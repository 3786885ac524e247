// SPDX-License-Identifier: GPL-2.0
/* Handlers that do not do what the third argument says. */
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

static int always_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, 1, &valve.queue); /* expect: FA103 */
}

static int unplugged_fasync(int fd, struct file *filp, int on)
{
	if (valve.gone)
		return -ENODEV; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &valve.queue);
}

static int locked_fasync(int fd, struct file *filp, int on)
{
	int ret;

	if (mutex_lock_interruptible(&valve.lock))
		return -ERESTARTSYS; /* expect: FA103 */
	ret = fasync_helper(fd, filp, on, &valve.queue);
	mutex_unlock(&valve.lock);
	return ret;
}

static int on_only_fasync(int fd, struct file *filp, int on)
{
	if (!on)
		return 0; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &valve.queue);
}

static const struct file_operations always_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = always_fasync,
	.release = valve_release,
};

static const struct file_operations unplugged_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = unplugged_fasync,
	.release = valve_release,
};

static const struct file_operations locked_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = locked_fasync,
	.release = valve_release,
};

static const struct file_operations on_only_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = on_only_fasync,
	.release = valve_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_always", .fops = &always_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_unplugged", .fops = &unplugged_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_locked", .fops = &locked_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_on_only", .fops = &on_only_fops },
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
