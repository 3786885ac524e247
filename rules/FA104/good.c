// SPDX-License-Identifier: GPL-2.0
/* A negative result reaches the caller; the rest is a matter of taste. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *tuner_queue;
static int tuner_users;

static ssize_t tuner_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&tuner_queue, SIGIO, POLL_IN);
	return len;
}

static int tuner_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &tuner_queue);
	return 0;
}

static int clamped_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &tuner_queue);

	if (ret > 0)
		tuner_users += on ? 1 : -1;
	return ret < 0 ? ret : 0;
}

static int checked_fasync(int fd, struct file *filp, int on)
{
	int err;

	err = fasync_helper(fd, filp, on, &tuner_queue);
	if (err < 0)
		return err;
	pr_debug("tuner: %d users\n", tuner_users);
	return 0;
}

static int mapped_fasync(int fd, struct file *filp, int on)
{
	if (fasync_helper(fd, filp, on, &tuner_queue) < 0)
		return -EIO;
	return 0;
}

/* Switching off cannot fail, so there is no error to lose. */
static int off_fasync(int fd, struct file *filp, int on)
{
	if (!on) {
		fasync_helper(-1, filp, 0, &tuner_queue);
		return 0;
	}
	return fasync_helper(fd, filp, on, &tuner_queue);
}

static const struct file_operations clamped_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = clamped_fasync,
	.release = tuner_release,
};

static const struct file_operations checked_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = checked_fasync,
	.release = tuner_release,
};

static const struct file_operations mapped_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = mapped_fasync,
	.release = tuner_release,
};

static const struct file_operations off_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = off_fasync,
	.release = tuner_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_clamped", .fops = &clamped_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_checked", .fops = &checked_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_mapped", .fops = &mapped_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_off", .fops = &off_fops },
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
