// SPDX-License-Identifier: GPL-2.0
/*
 * The file is added to a copy of the head, and the copy is written back: of two
 * concurrent callers one is lost.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct cam {
	unsigned int frames;
	struct fasync_struct *queue;
};

static struct cam cam;

static int cam_fasync(int fd, struct file *filp, int on)
{
	struct fasync_struct *queue = cam.queue; /* expect: FA304 */
	int ret;

	ret = fasync_helper(fd, filp, on, &queue);
	cam.queue = queue; /* expect: FA304 */
	return ret;
}

static int cam_release(struct inode *inode, struct file *filp)
{
	cam_fasync(-1, filp, 0);
	return 0;
}

static ssize_t cam_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&cam.queue, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations cam_fops = {
	.owner = THIS_MODULE,
	.write = cam_write,
	.fasync = cam_fasync,
	.release = cam_release,
};

static struct miscdevice cam_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "cam",
	.fops = &cam_fops,
};
module_misc_device(cam_misc);

MODULE_LICENSE("GPL");
