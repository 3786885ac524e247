// SPDX-License-Identifier: GPL-2.0
/* Only what is below 0 is an error. The last handler is right from 2.6.30 on. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *valve_queue;

static int clamped_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &valve_queue);

	return ret < 0 ? ret : 0;
}

static int tested_fasync(int fd, struct file *filp, int on)
{
	int ret;

	ret = fasync_helper(fd, filp, on, &valve_queue);
	if (ret < 0)
		return ret;
	return 0;
}

static int levelled_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &valve_queue);

	if (ret > 0)
		ret = 0;
	return ret;
}

static int valve_open(struct inode *inode, struct file *filp)
{
	int err = fasync_helper(-1, filp, 1, &valve_queue);

	if (err < 0)
		return err;
	return 0;
}

static int plain_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &valve_queue);
}

/* Nobody looks at what .release returns. */
static int plain_release(struct inode *inode, struct file *filp)
{
	return plain_fasync(-1, filp, 0);
}

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&valve_queue, SIGIO, POLL_IN);
	return len;
}

static int valve_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &valve_queue);
	return 0;
}

static const struct file_operations clamped_fops = {
	.owner = THIS_MODULE,
	.open = valve_open,
	.write = valve_write,
	.fasync = clamped_fasync,
	.release = valve_release,
};

static const struct file_operations tested_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = tested_fasync,
	.release = valve_release,
};

static const struct file_operations levelled_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = levelled_fasync,
	.release = valve_release,
};

static const struct file_operations plain_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = plain_fasync,
	.release = plain_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "clamped", .fops = &clamped_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tested", .fops = &tested_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "levelled", .fops = &levelled_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "plain", .fops = &plain_fops },
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
