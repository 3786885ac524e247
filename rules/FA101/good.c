// SPDX-License-Identifier: GPL-2.0
/* Handlers that are wired, though not by a plain ".fasync = pad_fasync" in the next table. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *pad_queue;

/* Looks like a handler, is the inner half of one. */
static int __pad_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pad_queue);
}

static int pad_fasync(int fd, struct file *filp, int on)
{
	int ret = __pad_fasync(fd, filp, on);

	return ret < 0 ? ret : 0;
}

static int pad_release(struct inode *inode, struct file *filp)
{
	pad_fasync(-1, filp, 0);
	return 0;
}

static ssize_t pad_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&pad_queue, SIGIO, POLL_IN);
	return len;
}

/* Old GNU initialiser. */
static const struct file_operations pad_fops = {
	owner:		THIS_MODULE,
	write:		pad_write,
	fasync:		pad_fasync,
	release:	pad_release,
};

/* Table made by a macro. */
static int macro_fsync(int inode, struct file *fp, int flag)
{
	return fasync_helper(inode, fp, flag, &pad_queue);
}

#define PAD_FOPS(name, handler) \
static const struct file_operations name = { \
	.owner = THIS_MODULE, \
	.write = pad_write, \
	.fasync = handler, \
	.release = pad_release, \
}

PAD_FOPS(macro_fops, macro_fsync);

/* An array of tables. */
static int array_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pad_queue);
}

static const struct file_operations array_fops[] = {
	{ .owner = THIS_MODULE, .write = pad_write, .release = pad_release, .fasync = &array_fasync },
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pad", .fops = &pad_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pad_macro", .fops = &macro_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pad_array", .fops = &array_fops[0] },
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
