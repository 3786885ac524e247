// SPDX-License-Identifier: GPL-2.0
/* Names of parameters and of types that stand for int do not matter. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct lamp {
	struct fasync_struct *queue;
};

static struct lamp lamp;

static int lamp_fsync(int inode, struct file *fp, int mode)
{
	return fasync_helper(inode, fp, mode, &lamp.queue);
}

typedef struct file lamp_file_t;

static s32 dim_fasync(s32 fd, lamp_file_t *filp, signed int on)
{
	return fasync_helper(fd, filp, on, &lamp.queue);
}

static ssize_t lamp_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&lamp.queue, SIGIO, POLL_IN);
	return len;
}

static int lamp_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &lamp.queue);
	return 0;
}

static const struct file_operations lamp_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = lamp_fsync,
	.release = lamp_release,
};

static const struct file_operations dim_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = dim_fasync,
	.release = lamp_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lamp", .fops = &lamp_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "dim", .fops = &dim_fops },
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
