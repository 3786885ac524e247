// SPDX-License-Identifier: GPL-2.0
/* Handlers that work, and that no operations table points at. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *pad_queue;
static struct fasync_struct *dial_queue;

/* Called on close only. */
static int pad_fasync(int fd, struct file *filp, int on) /* expect: FA101 */
{
	return fasync_helper(fd, filp, on, &pad_queue);
}

static ssize_t pad_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&pad_queue, SIGIO, POLL_IN);
	return len;
}

static int pad_release(struct inode *inode, struct file *filp)
{
	pad_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations pad_fops = {
	.owner = THIS_MODULE,
	.write = pad_write,
	.release = pad_release,
};

/* Reaches fasync_helper() through another function; the entry is a comment. */
static inline int dial_register(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &dial_queue);
}

static int dial_async(int fd, struct file *filp, int mode) /* expect: FA101 */
{
	int ret = dial_register(fd, filp, mode);

	return ret < 0 ? ret : 0;
}

static ssize_t dial_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&dial_queue, SIGIO, POLL_IN);
	return len;
}

static int dial_release(struct inode *inode, struct file *filp)
{
	return dial_async(-1, filp, 0);
}

static const struct file_operations dial_fops = {
	.owner = THIS_MODULE,
	.write = dial_write,
	.release = dial_release,
	/* .fasync = dial_async, */
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pad", .fops = &pad_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "dial", .fops = &dial_fops },
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
