// SPDX-License-Identifier: GPL-2.0
/* Constants behind a name, a constant variable, a function in between. */
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

#define VALVE_ASYNC_ON	1

static int named_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, VALVE_ASYNC_ON, &valve.queue); /* expect: FA103 */
}

static int variable_fasync(int fd, struct file *filp, int on)
{
	const bool enable = true;
	int ret;

	mutex_lock(&valve.lock);
	ret = fasync_helper(fd, filp, enable, &valve.queue); /* expect: FA103 */
	mutex_unlock(&valve.lock);
	return ret;
}

static int inner_register(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &valve.queue);
}

static int inner_fasync(int fd, struct file *filp, int on)
{
	return inner_register(fd, filp, true); /* expect: FA103 */
}

static int never_fasync(int fd, struct file *filp, int on)
{
	return inner_register(fd, filp, 0); /* expect: FA103 */
}

static int off_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, 0, &valve.queue); /* expect: FA103 */
}

static const struct file_operations named_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = named_fasync,
	.release = valve_release,
};

static const struct file_operations variable_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = variable_fasync,
	.release = valve_release,
};

static const struct file_operations inner_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = inner_fasync,
	.release = valve_release,
};

static const struct file_operations never_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = never_fasync,
	.release = valve_release,
};

static const struct file_operations off_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = off_fasync,
	.release = valve_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_named", .fops = &named_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_variable", .fops = &variable_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_inner", .fops = &inner_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_never", .fops = &never_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve_off", .fops = &off_fops },
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
