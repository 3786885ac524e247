// SPDX-License-Identifier: GPL-2.0
/*
 * sonarbuoy - depth sounder with a shallow water alarm
 *
 * Deliberate mistake: the alarm has a queue of its own, and the driver tells
 * it faithfully, but no handler ever puts a file on it.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define SONAR_PERIOD_MS	100

struct sonar_buoy {
	struct cdev cdev;
	struct delayed_work ping;
	struct mutex lock;
	DECLARE_KFIFO(depths, u16, 256);
	bool shallow;
	struct {
		wait_queue_head_t wait;
		struct fasync_struct *depth_queue;
		struct fasync_struct *alarm_queue;
	} io;
};

static unsigned short port = 0x350;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the sounder");
static unsigned int keel = 40;
module_param(keel, uint, 0644);
MODULE_PARM_DESC(keel, "Depth in decimetres below which to raise the alarm");

static struct sonar_buoy *buoy;
static dev_t sonar_devt;

static void sonar_ping(struct work_struct *work)
{
	struct sonar_buoy *b = container_of(to_delayed_work(work),
					    struct sonar_buoy, ping);
	u16 depth = inw(port);
	bool stored, alarm;

	mutex_lock(&b->lock);
	stored = kfifo_put(&b->depths, depth);
	alarm = depth < keel && !b->shallow;
	b->shallow = depth < keel;
	mutex_unlock(&b->lock);

	if (stored || alarm)
		wake_up_interruptible(&b->io.wait);
	if (stored)
		kill_fasync(&b->io.depth_queue, SIGIO, POLL_IN);
	if (alarm)
		kill_fasync(&b->io.alarm_queue, SIGIO, POLL_PRI); /* expect: FA205 */
	schedule_delayed_work(&b->ping, msecs_to_jiffies(SONAR_PERIOD_MS));
}

static int sonar_open(struct inode *inode, struct file *filp)
{
	filp->private_data = container_of(inode->i_cdev, struct sonar_buoy,
					  cdev);
	return stream_open(inode, filp);
}

static int sonar_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

static ssize_t sonar_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	struct sonar_buoy *b = filp->private_data;
	unsigned int copied = 0;
	int ret;

	if (len < sizeof(u16))
		return -EINVAL;
	for (;;) {
		mutex_lock(&b->lock);
		ret = kfifo_to_user(&b->depths, buf, len, &copied);
		mutex_unlock(&b->lock);
		if (ret)
			return ret;
		if (copied)
			return copied;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(b->io.wait,
					       !kfifo_is_empty(&b->depths));
		if (ret)
			return ret;
	}
}

static __poll_t sonar_poll(struct file *filp, poll_table *pt)
{
	struct sonar_buoy *b = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &b->io.wait, pt);
	if (!kfifo_is_empty(&b->depths))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(b->shallow))
		mask |= EPOLLPRI;
	return mask;
}

static int sonar_fasync(int fd, struct file *filp, int on)
{
	struct sonar_buoy *b = filp->private_data;

	return fasync_helper(fd, filp, on, &b->io.depth_queue);
}

static const struct file_operations sonar_fops = {
	.owner		= THIS_MODULE,
	.open		= sonar_open,
	.release	= sonar_release,
	.read		= sonar_read,
	.poll		= sonar_poll,
	.fasync		= sonar_fasync,
};

static int __init sonar_init(void)
{
	int ret;

	if (!request_region(port, 2, "sonarbuoy"))
		return -EBUSY;
	ret = -ENOMEM;
	buoy = kzalloc(sizeof(*buoy), GFP_KERNEL);
	if (!buoy)
		goto drop_region;
	mutex_init(&buoy->lock);
	init_waitqueue_head(&buoy->io.wait);
	INIT_KFIFO(buoy->depths);
	INIT_DELAYED_WORK(&buoy->ping, sonar_ping);

	ret = alloc_chrdev_region(&sonar_devt, 0, 1, "sonarbuoy");
	if (ret)
		goto drop_buoy;
	cdev_init(&buoy->cdev, &sonar_fops);
	buoy->cdev.owner = THIS_MODULE;
	ret = cdev_add(&buoy->cdev, sonar_devt, 1);
	if (ret)
		goto drop_number;
	schedule_delayed_work(&buoy->ping, 0);
	return 0;

drop_number:
	unregister_chrdev_region(sonar_devt, 1);
drop_buoy:
	kfree(buoy);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit sonar_exit(void)
{
	cdev_del(&buoy->cdev);
	unregister_chrdev_region(sonar_devt, 1);
	cancel_delayed_work_sync(&buoy->ping);
	kfree(buoy);
	release_region(port, 2);
}

module_init(sonar_init);
module_exit(sonar_exit);
MODULE_DESCRIPTION("Depth sounder with alarm");
MODULE_LICENSE("GPL");
