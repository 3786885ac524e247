// SPDX-License-Identifier: GPL-2.0
/*
 * tiltmeter - inclinometer that tells each opener about its own threshold
 *
 * Every open file owns a structure from kzalloc() with its own queue; a
 * delayed work item samples the sensor and serves the list of openers.
 * The close path takes the opener off the list before its memory goes.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define TILT_PERIOD_MS	50
#define TILT_DEPTH	64

struct tilt_client {
	struct list_head node;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	s16 threshold;
	DECLARE_KFIFO(samples, s16, TILT_DEPTH);
};

static unsigned short port = 0x320;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the sensor's data register");

/* Guards the list, the thresholds and both ends of every kfifo. */
static DEFINE_MUTEX(tilt_lock);
static LIST_HEAD(tilt_clients);

static void tilt_sample(struct work_struct *work);
static DECLARE_DELAYED_WORK(tilt_work, tilt_sample);

static void tilt_sample(struct work_struct *work)
{
	struct tilt_client *client;
	s16 angle = (s16)inw(port);

	mutex_lock(&tilt_lock);
	list_for_each_entry(client, &tilt_clients, node) {
		if (abs(angle) < client->threshold)
			continue;
		if (!kfifo_put(&client->samples, angle))
			continue;
		wake_up_interruptible(&client->wait);
		kill_fasync(&client->queue, SIGIO, POLL_IN);
	}
	if (!list_empty(&tilt_clients))
		schedule_delayed_work(&tilt_work,
				      msecs_to_jiffies(TILT_PERIOD_MS));
	mutex_unlock(&tilt_lock);
}

static int tilt_open(struct inode *inode, struct file *filp)
{
	struct tilt_client *client;

	client = kzalloc(sizeof(*client), GFP_KERNEL);
	if (!client)
		return -ENOMEM;
	init_waitqueue_head(&client->wait);
	INIT_KFIFO(client->samples);
	client->threshold = 100;
	filp->private_data = client;

	mutex_lock(&tilt_lock);
	list_add_tail(&client->node, &tilt_clients);
	mutex_unlock(&tilt_lock);
	schedule_delayed_work(&tilt_work, 0);
	return stream_open(inode, filp);
}

static int tilt_fasync(int fd, struct file *filp, int on)
{
	struct tilt_client *client = filp->private_data;

	return fasync_helper(fd, filp, on, &client->queue);
}

static int tilt_release(struct inode *inode, struct file *filp)
{
	struct tilt_client *client = filp->private_data;

	mutex_lock(&tilt_lock);
	list_del(&client->node);
	mutex_unlock(&tilt_lock);

	if (filp->f_flags & FASYNC)
		tilt_fasync(-1, filp, 0);
	kfree(client);
	return 0;
}

static ssize_t tilt_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct tilt_client *client = filp->private_data;
	unsigned int copied;
	int ret;

	if (len < sizeof(s16))
		return -EINVAL;

	do {
		if (kfifo_is_empty(&client->samples)) {
			if (filp->f_flags & O_NONBLOCK)
				return -EAGAIN;
			ret = wait_event_interruptible(client->wait,
					!kfifo_is_empty(&client->samples));
			if (ret)
				return ret;
		}
		mutex_lock(&tilt_lock);
		ret = kfifo_to_user(&client->samples, buf, len, &copied);
		mutex_unlock(&tilt_lock);
		if (ret)
			return ret;
	} while (!copied);

	return copied;
}

static ssize_t tilt_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	struct tilt_client *client = filp->private_data;
	s16 threshold;

	if (len != sizeof(threshold))
		return -EINVAL;
	if (copy_from_user(&threshold, buf, sizeof(threshold)))
		return -EFAULT;
	if (threshold < 0)
		return -EINVAL;

	mutex_lock(&tilt_lock);
	client->threshold = threshold;
	mutex_unlock(&tilt_lock);
	return len;
}

static __poll_t tilt_poll(struct file *filp, poll_table *pt)
{
	struct tilt_client *client = filp->private_data;
	__poll_t mask = EPOLLOUT | EPOLLWRNORM;

	poll_wait(filp, &client->wait, pt);
	if (!kfifo_is_empty(&client->samples))
		mask |= EPOLLIN | EPOLLRDNORM;
	return mask;
}

static const struct file_operations tilt_fops = {
	.owner		= THIS_MODULE,
	.open		= tilt_open,
	.release	= tilt_release,
	.read		= tilt_read,
	.write		= tilt_write,
	.poll		= tilt_poll,
	.fasync		= tilt_fasync,
};

static struct miscdevice tilt_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "tiltmeter",
	.fops	= &tilt_fops,
};

static int __init tilt_init(void)
{
	int ret;

	if (!request_region(port, 2, "tiltmeter"))
		return -EBUSY;
	ret = misc_register(&tilt_misc);
	if (ret)
		release_region(port, 2);
	return ret;
}

static void __exit tilt_exit(void)
{
	misc_deregister(&tilt_misc);
	cancel_delayed_work_sync(&tilt_work);
	release_region(port, 2);
}

module_init(tilt_init);
module_exit(tilt_exit);
MODULE_DESCRIPTION("Inclinometer with one threshold per opener");
MODULE_LICENSE("GPL");
