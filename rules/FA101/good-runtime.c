// SPDX-License-Identifier: GPL-2.0
/* Wired at run time, in one field or by copying a whole table. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *pad_queue;
static struct fasync_struct *dial_queue;

static int pad_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pad_queue);
}

static int dial_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &dial_queue);
}

static ssize_t pad_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&pad_queue, SIGIO, POLL_IN);
	kill_fasync(&dial_queue, SIGIO, POLL_IN);
	return len;
}

static int pad_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &pad_queue);
	fasync_helper(-1, filp, 0, &dial_queue);
	return 0;
}

static const struct file_operations pad_template = {
	.owner = THIS_MODULE,
	.write = pad_write,
	.fasync = pad_fasync,
	.release = pad_release,
};

static struct file_operations pad_fops;
static struct file_operations dial_fops;

static struct miscdevice pad_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pad",
	.fops = &pad_fops,
};

static struct miscdevice dial_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "dial",
	.fops = &dial_fops,
};

static int __init pad_init(void)
{
	int ret;

	pad_fops = pad_template;
	dial_fops = pad_template;
	dial_fops.fasync = dial_fasync;

	ret = misc_register(&pad_misc);
	if (ret)
		return ret;
	ret = misc_register(&dial_misc);
	if (ret)
		misc_deregister(&pad_misc);
	return ret;
}

static void __exit pad_exit(void)
{
	misc_deregister(&dial_misc);
	misc_deregister(&pad_misc);
}

module_init(pad_init);
module_exit(pad_exit);

MODULE_LICENSE("GPL");
