// SPDX-License-Identifier: GPL-2.0
/* The head is looked at or pointed at, never duplicated. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/string.h>

struct cam {
	unsigned int frames;
	struct fasync_struct *queue;
};

static struct cam cam;

struct cam_stats {
	unsigned int frames;
	bool watched;
};

static struct cam_stats cam_stats;

static void cam_notify(struct fasync_struct **queue)
{
	if (*queue)
		kill_fasync(queue, SIGIO, POLL_IN);
}

static bool cam_watched(const struct cam *c)
{
	return c->queue != NULL;
}

static long cam_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct fasync_struct **queue = &cam.queue;
	struct cam_stats before = cam_stats;
	struct cam *c = &cam;

	cam_stats.frames = cam.frames;
	cam_stats.watched = cam_watched(c);
	if (memcmp(&before, &cam_stats, sizeof(before)))
		pr_debug("cam: queue %p\n", c->queue);
	if (!c->queue)
		return 0;
	cam_notify(queue);
	kill_fasync(&c->queue, SIGIO, POLL_IN);
	return 0;
}

static int cam_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &cam.queue);
}

static int cam_release(struct inode *inode, struct file *filp)
{
	cam_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations cam_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = cam_ioctl,
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
