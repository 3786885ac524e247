// SPDX-License-Identifier: GPL-2.0
/*
 * weathermast - wind and rain sensors on a mast, one minor each
 *
 * Deliberate mistake: the fasync method drops the result of the helper. A
 * registration that failed for lack of memory is reported as a success.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define MAST_PERIOD_MS	500

enum mast_sensor { MAST_WIND, MAST_RAIN, MAST_SENSORS };

struct mast_channel {
	u16 value;
	bool fresh;
	wait_queue_head_t wait;
	struct fasync_struct *async_queue;
};

static unsigned short port = 0x3c8;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the mast, two bytes per sensor");

static DEFINE_MUTEX(mast_lock);
static struct mast_channel mast[MAST_SENSORS];
static struct cdev mast_cdev;
static dev_t mast_devt;

static void mast_sample(struct work_struct *work);
static DECLARE_DELAYED_WORK(mast_work, mast_sample);

static void mast_sample(struct work_struct *work)
{
	struct mast_channel *ch;
	u16 value;
	int i;

	for (i = 0; i < MAST_SENSORS; i++) {
		ch = &mast[i];
		value = inw(port + 2 * i);
		if (value == ch->value)
			continue;
		mutex_lock(&mast_lock);
		ch->value = value;
		ch->fresh = true;
		mutex_unlock(&mast_lock);
		wake_up_interruptible(&ch->wait);
		kill_fasync(&ch->async_queue, SIGIO, POLL_IN);
	}
	schedule_delayed_work(&mast_work, msecs_to_jiffies(MAST_PERIOD_MS));
}

static int mast_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &mast[iminor(inode) - MINOR(mast_devt)];
	return stream_open(inode, filp);
}

static int mast_fasync(int fd, struct file *filp, int on)
{
	struct mast_channel *ch = filp->private_data;

	fasync_helper(fd, filp, on, &ch->async_queue); /* expect: FA104 */
	return 0;
}

static int mast_release(struct inode *inode, struct file *filp)
{
	mast_fasync(-1, filp, 0);
	return 0;
}

static ssize_t mast_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct mast_channel *ch = filp->private_data;
	bool fresh;
	u16 value;
	int ret;

	if (len < sizeof(value))
		return -EINVAL;
	for (;;) {
		mutex_lock(&mast_lock);
		fresh = ch->fresh;
		value = ch->value;
		ch->fresh = false;
		mutex_unlock(&mast_lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(ch->wait, READ_ONCE(ch->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &value, sizeof(value)) ? -EFAULT :
		sizeof(value);
}

static __poll_t mast_poll(struct file *filp, poll_table *pt)
{
	struct mast_channel *ch = filp->private_data;

	poll_wait(filp, &ch->wait, pt);
	return READ_ONCE(ch->fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations mast_fops = {
	.owner		= THIS_MODULE,
	.open		= mast_open,
	.release	= mast_release,
	.read		= mast_read,
	.poll		= mast_poll,
	.fasync		= mast_fasync,
};

static int __init mast_init(void)
{
	int i, ret;

	for (i = 0; i < MAST_SENSORS; i++)
		init_waitqueue_head(&mast[i].wait);
	if (!request_region(port, 2 * MAST_SENSORS, "weathermast"))
		return -EBUSY;
	ret = alloc_chrdev_region(&mast_devt, 0, MAST_SENSORS, "weathermast");
	if (ret)
		goto drop_region;
	cdev_init(&mast_cdev, &mast_fops);
	mast_cdev.owner = THIS_MODULE;
	ret = cdev_add(&mast_cdev, mast_devt, MAST_SENSORS);
	if (ret)
		goto drop_number;
	schedule_delayed_work(&mast_work, 0);
	return 0;

drop_number:
	unregister_chrdev_region(mast_devt, MAST_SENSORS);
drop_region:
	release_region(port, 2 * MAST_SENSORS);
	return ret;
}

static void __exit mast_exit(void)
{
	cdev_del(&mast_cdev);
	unregister_chrdev_region(mast_devt, MAST_SENSORS);
	cancel_delayed_work_sync(&mast_work);
	release_region(port, 2 * MAST_SENSORS);
}

module_init(mast_init);
module_exit(mast_exit);
MODULE_DESCRIPTION("Wind and rain sensors");
MODULE_LICENSE("GPL");
