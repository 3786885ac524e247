// SPDX-License-Identifier: GPL-2.0
/* The band says what happened. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

/* A box with room for one letter: readers wait for one, writers for room. */
static DECLARE_WAIT_QUEUE_HEAD(readers);
static DECLARE_WAIT_QUEUE_HEAD(writers);
static struct fasync_struct *box_queue;
static size_t letters;

static ssize_t box_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(readers, letters > 0);

	if (ret)
		return ret;
	letters = 0;
	wake_up_interruptible(&writers);
	kill_fasync(&box_queue, SIGIO, POLL_OUT);
	return 0;
}

static ssize_t box_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(writers, letters == 0);

	if (ret)
		return ret;
	letters = len;
	wake_up_interruptible_poll(&readers, EPOLLIN | EPOLLRDNORM);
	kill_fasync(&box_queue, SIGIO, POLL_IN);
	return len;
}

static __poll_t box_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &readers, wait);
	poll_wait(filp, &writers, wait);
	return letters ? EPOLLIN | EPOLLRDNORM : EPOLLOUT | EPOLLWRNORM;
}

static int box_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &box_queue);
}

static int box_release(struct inode *inode, struct file *filp)
{
	return box_fasync(-1, filp, 0);
}

static const struct file_operations box_fops = {
	.owner = THIS_MODULE,
	.read = box_read,
	.write = box_write,
	.poll = box_poll,
	.fasync = box_fasync,
	.release = box_release,
};

/* One wait queue for all: the band is not contradicted by it. */
static DECLARE_WAIT_QUEUE_HEAD(tray_wait);
static struct fasync_struct *tray_queue;
static size_t sheets;

static ssize_t tray_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(tray_wait, sheets > 0);

	if (ret)
		return ret;
	sheets = 0;
	wake_up_interruptible(&tray_wait);
	kill_fasync(&tray_queue, SIGIO, POLL_OUT);
	return 0;
}

static ssize_t tray_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(tray_wait, sheets == 0);

	if (ret)
		return ret;
	sheets = len;
	wake_up_interruptible(&tray_wait);
	kill_fasync(&tray_queue, SIGIO, POLL_IN);
	return len;
}

static int tray_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &tray_queue);
}

static int tray_release(struct inode *inode, struct file *filp)
{
	return tray_fasync(-1, filp, 0);
}

static const struct file_operations tray_fops = {
	.owner = THIS_MODULE,
	.read = tray_read,
	.write = tray_write,
	.fasync = tray_fasync,
	.release = tray_release,
};

/* Both directions at once, and an end that is neither. */
static DECLARE_WAIT_QUEUE_HEAD(in_wait);
static DECLARE_WAIT_QUEUE_HEAD(out_wait);
static struct fasync_struct *line_queue;
static bool line_up;

static ssize_t line_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	return wait_event_interruptible(in_wait, line_up);
}

static ssize_t line_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	return wait_event_interruptible(out_wait, line_up);
}

static int line_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &line_queue);
}

static long line_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	line_up = arg;
	wake_up_interruptible(&in_wait);
	wake_up_interruptible(&out_wait);
	kill_fasync(&line_queue, SIGIO, POLL_IN);
	kill_fasync(&line_queue, SIGIO, arg ? POLL_OUT : POLL_HUP);
	return 0;
}

static int line_release(struct inode *inode, struct file *filp)
{
	return line_fasync(-1, filp, 0);
}

static const struct file_operations line_fops = {
	.owner = THIS_MODULE,
	.read = line_read,
	.write = line_write,
	.unlocked_ioctl = line_ioctl,
	.fasync = line_fasync,
	.release = line_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "box", .fops = &box_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tray", .fops = &tray_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "line", .fops = &line_fops },
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
