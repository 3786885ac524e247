// SPDX-License-Identifier: GPL-2.0
/* The band says the opposite of what happened. */
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
	kill_fasync(&box_queue, SIGIO, POLL_IN); /* expect: FA207 */
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
	kill_fasync(&box_queue, SIGIO, POLL_OUT); /* expect: FA207 */
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

/* There is never anything to write, and poll knows it. */
static DECLARE_WAIT_QUEUE_HEAD(siren_wait);
static struct fasync_struct *siren_queue;
static bool siren_on;

static __poll_t siren_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &siren_wait, wait);
	return siren_on ? EPOLLIN | EPOLLRDNORM : 0;
}

static int siren_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &siren_queue);
}

static void siren_tell(void)
{
	kill_fasync(&siren_queue, SIGIO, POLL_OUT); /* expect: FA207 */
}

static ssize_t siren_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	siren_on = true;
	wake_up_interruptible(&siren_wait);
	siren_tell();
	return len;
}

static int siren_release(struct inode *inode, struct file *filp)
{
	return siren_fasync(-1, filp, 0);
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.poll = siren_poll,
	.write = siren_write,
	.fasync = siren_fasync,
	.release = siren_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "box", .fops = &box_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "siren", .fops = &siren_fops },
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
