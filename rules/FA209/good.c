// SPDX-License-Identifier: GPL-2.0
/* Whoever is notified, the others are woken too. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

struct bell {
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	struct timer_list timer;
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

/* One place that tells everybody. */
static void bell_tell(struct bell *b)
{
	wake_up_interruptible(&b->wait);
	kill_fasync(&b->queue, SIGIO, POLL_IN);
}

static ssize_t bell_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	bell.rings++;
	bell_tell(&bell);
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

/* The wake-up is in both branches, or behind them. */
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
		kill_fasync(&gong_queue, SIGIO, POLL_IN);
	else
		pr_debug("nobody asked for signals\n");
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

/* Those who wait look again by themselves. */
static DECLARE_WAIT_QUEUE_HEAD(lamp_wait);
static struct fasync_struct *lamp_queue;
static bool lamp_on;

static ssize_t lamp_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	while (!lamp_on)
		wait_event_interruptible_timeout(lamp_wait, lamp_on, HZ / 10);
	return 0;
}

static int lamp_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lamp_queue);
}

static ssize_t lamp_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	lamp_on = len & 1;
	kill_fasync(&lamp_queue, SIGIO, POLL_IN);
	return len;
}

static int lamp_release(struct inode *inode, struct file *filp)
{
	return lamp_fasync(-1, filp, 0);
}

static const struct file_operations lamp_fops = {
	.owner = THIS_MODULE,
	.read = lamp_read,
	.write = lamp_write,
	.fasync = lamp_fasync,
	.release = lamp_release,
};

/* Another wait queue, for something that is not announced by a signal. */
static DECLARE_WAIT_QUEUE_HEAD(door_wait);
static struct fasync_struct *door_queue;
static bool door_free = true;

static int door_open(struct inode *inode, struct file *filp)
{
	return wait_event_interruptible(door_wait, xchg(&door_free, false));
}

static int door_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &door_queue);
}

static int door_release(struct inode *inode, struct file *filp)
{
	door_fasync(-1, filp, 0);
	door_free = true;
	wake_up(&door_wait);
	return 0;
}

static ssize_t door_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&door_queue, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations door_fops = {
	.owner = THIS_MODULE,
	.open = door_open,
	.release = door_release,
	.write = door_write,
	.fasync = door_fasync,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "bell", .fops = &bell_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gong", .fops = &gong_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lamp", .fops = &lamp_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "door", .fops = &door_fops },
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
