// SPDX-License-Identifier: GPL-2.0
/* Everybody is told, each in the way they asked for. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(readers);
static DECLARE_WAIT_QUEUE_HEAD(writers);
static struct fasync_struct *box_queue;
static size_t letters;
static bool gone;

static ssize_t box_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(readers, letters > 0 || gone);

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
	int ret = wait_event_interruptible(writers, letters == 0 || gone);

	if (ret)
		return ret;
	letters = len;
	wake_up_interruptible(&readers);
	kill_fasync(&box_queue, SIGIO, POLL_IN);
	return len;
}

static __poll_t box_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &readers, wait);
	poll_wait(filp, &writers, wait);
	if (gone)
		return EPOLLHUP;
	return letters ? EPOLLIN | EPOLLRDNORM : EPOLLOUT | EPOLLWRNORM;
}

/* Letters from elsewhere. */
static long box_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	letters = arg;
	wake_up_interruptible(&readers);
	kill_fasync(&box_queue, SIGIO, POLL_IN);
	return 0;
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
	.unlocked_ioctl = box_ioctl,
	.fasync = box_fasync,
	.release = box_release,
};

static struct miscdevice box_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "box",
	.fops = &box_fops,
};

static int box_probe(struct platform_device *pdev)
{
	return misc_register(&box_misc);
}

static int box_remove(struct platform_device *pdev)
{
	gone = true;
	wake_up_interruptible(&readers);
	wake_up_interruptible(&writers);
	kill_fasync(&box_queue, SIGIO, POLL_HUP);
	misc_deregister(&box_misc);
	return 0;
}

static struct platform_driver box_driver = {
	.driver = { .name = "box" },
	.probe = box_probe,
	.remove = box_remove,
};
module_platform_driver(box_driver);

MODULE_LICENSE("GPL");
