// SPDX-License-Identifier: GPL-2.0
/* The head of a queue copied, so that two variables claim the same list. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/string.h>

struct cam {
	unsigned int frames;
	struct fasync_struct *queue;
};

static struct cam cam;
static struct cam cam_saved;

/* The parameter is a copy of the head. */
static void cam_notify(struct fasync_struct *queue)
{
	kill_fasync(&queue, SIGIO, POLL_IN);
}

static void cam_frame_done(void)
{
	cam.frames++;
	cam_notify(cam.queue); /* expect: FA304 */
}

static void cam_frame_lost(struct cam *c)
{
	struct fasync_struct *queue = c->queue; /* expect: FA304 */

	kill_fasync(&queue, SIGIO, POLL_ERR);
}

static void cam_suspend(void)
{
	cam_saved = cam; /* expect: FA304 */
}

/* Brings back entries of files that were closed in between. */
static void cam_resume(void)
{
	memcpy(&cam, &cam_saved, sizeof(cam)); /* expect: FA304 */
}

static long cam_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	cam_suspend();
	cam_resume();
	cam_frame_done();
	cam_frame_lost(&cam);
	kill_fasync(&cam.queue, SIGIO, POLL_IN);
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
