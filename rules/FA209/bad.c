// SPDX-License-Identifier: GPL-2.0
/* A notification took the place of the wake-up, and who sleeps in the driver sleeps on. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

/* The wake-up went away when the notification came. */
struct bell {
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	unsigned int rings;
};

static struct bell bell = {
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(bell.wait),
};

static ssize_t bell_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(bell.wait, bell.rings);

	if (ret)
		return ret;
	bell.rings = 0;
	return 0;
}

static __poll_t bell_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &bell.wait, wait);
	return bell.rings ? EPOLLIN | EPOLLRDNORM : 0;
}

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &bell.queue);
}

static ssize_t bell_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	bell.rings++;
	kill_fasync(&bell.queue, SIGIO, POLL_IN); /* expect: FA209 */
	return len;
}

static int bell_release(struct inode *inode, struct file *filp)
{
	return bell_fasync(-1, filp, 0);
}

static const struct file_operations bell_fops = {
	.owner = THIS_MODULE,
	.read = bell_read,
	.write = bell_write,
	.poll = bell_poll,
	.fasync = bell_fasync,
	.release = bell_release,
};

/* Either the files or the tasks. */
static DECLARE_WAIT_QUEUE_HEAD(gong_wait);
static struct fasync_struct *gong_queue;
static unsigned int gong_rings;

static ssize_t gong_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(gong_wait, gong_rings > 0);

	if (ret)
		return ret;
	gong_rings = 0;
	return 0;
}

static int gong_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gong_queue);
}

static ssize_t gong_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	gong_rings++;
	if (gong_queue)
		kill_fasync(&gong_queue, SIGIO, POLL_IN); /* expect: FA209 */
	else
		wake_up_interruptible(&gong_wait);
	return len;
}

static int gong_release(struct inode *inode, struct file *filp)
{
	return gong_fasync(-1, filp, 0);
}

static const struct file_operations gong_fops = {
	.owner = THIS_MODULE,
	.read = gong_read,
	.write = gong_write,
	.fasync = gong_fasync,
	.release = gong_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "bell", .fops = &bell_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gong", .fops = &gong_fops },
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
