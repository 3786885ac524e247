// SPDX-License-Identifier: GPL-2.0
/* Declarations that current kernels refuse to build, and that old compilers let pass. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct lamp {
	struct fasync_stuct *queue; /* expect: FA106 */
	struct fasync_struct alarm; /* expect: FA106 */
};

static struct lamp lamp;
static struct fasync_struct *dim_queue;

static void quiet_fasync(int fd, struct file *filp, int on) /* expect: FA106 */
{
	fasync_helper(fd, filp, on, &lamp.queue);
}

static ssize_t long_fasync(int fd, struct file *filp, int on) /* expect: FA106 */
{
	return fasync_helper(fd, filp, on, &lamp.alarm);
}

static int old_fasync(struct inode *inode, struct file *filp, int on) /* expect: FA106 */
{
	return fasync_helper(0, filp, on, &dim_queue);
}

static untyped_fasync(int fd, struct file *filp, int on) /* expect: FA106 */
{
	return fasync_helper(fd, filp, on, &dim_queue);
}

static ssize_t lamp_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&lamp.queue, SIGIO, POLL_IN);
	kill_fasync(&lamp.alarm, SIGIO, POLL_PRI);
	kill_fasync(&dim_queue, SIGIO, POLL_IN);
	return len;
}

static int lamp_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &lamp.queue);
	fasync_helper(-1, filp, 0, &lamp.alarm);
	fasync_helper(-1, filp, 0, &dim_queue);
	return 0;
}

static const struct file_operations quiet_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = quiet_fasync,
	.release = lamp_release,
};

static const struct file_operations long_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = long_fasync,
	.release = lamp_release,
};

static const struct file_operations old_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = old_fasync,
	.release = lamp_release,
};

static const struct file_operations untyped_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = untyped_fasync,
	.release = lamp_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "quiet", .fops = &quiet_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "long", .fops = &long_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "old", .fops = &old_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "untyped", .fops = &untyped_fops },
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
