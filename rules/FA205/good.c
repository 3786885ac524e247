// SPDX-License-Identifier: GPL-2.0
/* The registration is there, under another name or in another shape. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#define SCANNER_TRAYS	2

struct scanner {
	struct fasync_struct *queue;
	struct fasync_struct *tray_queue[SCANNER_TRAYS];
	struct miscdevice misc;
};

static const struct file_operations scanner_fops;

static struct scanner scanner = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = "scanner",
		.fops = &scanner_fops,
	},
};

static struct fasync_struct **scanner_tray(struct scanner *s, struct file *filp)
{
	return &s->tray_queue[filp->f_mode & FMODE_WRITE ? 1 : 0];
}

static int scanner_register(int fd, struct file *filp, int on, struct fasync_struct **queue)
{
	return fasync_helper(fd, filp, on, queue);
}

/* misc_open() left its miscdevice in private_data. */
static int scanner_fasync(int fd, struct file *filp, int on)
{
	struct scanner *s = container_of(filp->private_data, struct scanner, misc);
	int ret = scanner_register(fd, filp, on, &s->queue);

	if (ret < 0)
		return ret;
	ret = fasync_helper(fd, filp, on, scanner_tray(s, filp));
	if (ret < 0)
		fasync_helper(-1, filp, 0, &s->queue);
	return ret < 0 ? ret : 0;
}

static int scanner_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &scanner.tray_queue[0]);
	fasync_helper(-1, filp, 0, &scanner.tray_queue[1]);
	fasync_helper(-1, filp, 0, &scanner.queue);
	return 0;
}

static ssize_t scanner_write(struct file *filp, const char __user *buf,
			     size_t len, loff_t *pos)
{
	kill_fasync(&scanner.queue, SIGIO, POLL_IN);
	kill_fasync(&scanner.tray_queue[0], SIGIO, POLL_IN);
	kill_fasync(scanner.tray_queue + 1, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations scanner_fops = {
	.owner = THIS_MODULE,
	.write = scanner_write,
	.fasync = scanner_fasync,
	.release = scanner_release,
};

static int __init scanner_init(void)
{
	return misc_register(&scanner.misc);
}

static void __exit scanner_exit(void)
{
	misc_deregister(&scanner.misc);
}

module_init(scanner_init);
module_exit(scanner_exit);

MODULE_LICENSE("GPL");
