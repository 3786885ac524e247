// SPDX-License-Identifier: GPL-2.0
/*
 * geiger - Geiger-Mueller tube behind a self-clearing pulse counter
 *
 * Minor 0 delivers clicks, minor 1 only reports that the rate is too high.
 * The fasync method picks the queue by the minor, which cannot change while
 * the file is open, through a pointer variable; it holds a mutex around the
 * helper and turns the positive result into 0. SIGPOLL is SIGIO by another
 * name. A high-resolution timer in softirq mode samples the counter.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/wait.h>

#define GEIGER_ALARM	1	/* offset of the minor for the alarm */
#define GEIGER_MINORS	2
#define GEIGER_PERIOD	(5 * NSEC_PER_MSEC)
#define GEIGER_WINDOW	200	/* samples, i.e. one second */

struct geiger_tube {
	struct cdev cdev;
	struct hrtimer sampler;
	struct mutex async_lock;
	spinlock_t read_lock;
	DECLARE_KFIFO(clicks, u8, 256);
	unsigned int samples;
	u32 sum;
	u32 rate;
	bool alarm;
	wait_queue_head_t wait;
	struct fasync_struct *click_queue;
	struct fasync_struct *alarm_queue;
};

static unsigned short port = 0x3a0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the pulse counter");
static unsigned int limit = 100;
module_param(limit, uint, 0644);
MODULE_PARM_DESC(limit, "Clicks per second that raise the alarm");

static struct geiger_tube *tube;
static dev_t geiger_devt;

static bool geiger_is_alarm(struct file *filp)
{
	return iminor(file_inode(filp)) - MINOR(geiger_devt) == GEIGER_ALARM;
}

static enum hrtimer_restart geiger_sample(struct hrtimer *timer)
{
	struct geiger_tube *gm = container_of(timer, struct geiger_tube, sampler);
	u8 clicks = inb(port);

	gm->sum += clicks;
	if (clicks && kfifo_put(&gm->clicks, clicks)) {
		wake_up_interruptible(&gm->wait);
		kill_fasync(&gm->click_queue, SIGPOLL, POLL_IN);
	}
	if (++gm->samples == GEIGER_WINDOW) {
		WRITE_ONCE(gm->rate, gm->sum);
		if (gm->sum > limit) {
			WRITE_ONCE(gm->alarm, true);
			wake_up_interruptible(&gm->wait);
			kill_fasync(&gm->alarm_queue, SIGPOLL, POLL_PRI);
		}
		gm->samples = 0;
		gm->sum = 0;
	}
	hrtimer_forward_now(timer, ns_to_ktime(GEIGER_PERIOD));
	return HRTIMER_RESTART;
}

static ssize_t geiger_read_rate(struct geiger_tube *gm, char __user *buf,
				size_t len)
{
	u32 rate;

	if (len < sizeof(rate))
		return -EINVAL;
	WRITE_ONCE(gm->alarm, false);
	rate = READ_ONCE(gm->rate);
	return copy_to_user(buf, &rate, sizeof(rate)) ? -EFAULT : sizeof(rate);
}

static ssize_t geiger_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *off)
{
	struct geiger_tube *gm = filp->private_data;
	u8 clicks;
	int ret;

	if (geiger_is_alarm(filp))
		return geiger_read_rate(gm, buf, len);
	if (!len)
		return 0;
	while (!kfifo_out_spinlocked(&gm->clicks, &clicks, 1, &gm->read_lock)) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(gm->wait,
					       !kfifo_is_empty(&gm->clicks));
		if (ret)
			return ret;
	}
	return put_user(clicks, buf) ? -EFAULT : 1;
}

static __poll_t geiger_poll(struct file *filp, poll_table *pt)
{
	struct geiger_tube *gm = filp->private_data;

	poll_wait(filp, &gm->wait, pt);
	if (geiger_is_alarm(filp))
		return READ_ONCE(gm->alarm) ? EPOLLPRI : 0;
	return kfifo_is_empty(&gm->clicks) ? 0 : EPOLLIN | EPOLLRDNORM;
}

static int geiger_fasync(int fd, struct file *filp, int on)
{
	struct geiger_tube *gm = filp->private_data;
	struct fasync_struct **q;
	int ret;

	if (geiger_is_alarm(filp))
		q = &gm->alarm_queue;
	else
		q = &gm->click_queue;

	mutex_lock(&gm->async_lock);
	ret = fasync_helper(fd, filp, on, q);
	mutex_unlock(&gm->async_lock);
	return ret < 0 ? ret : 0;
}

static int geiger_open(struct inode *inode, struct file *filp)
{
	filp->private_data = container_of(inode->i_cdev, struct geiger_tube,
					  cdev);
	return stream_open(inode, filp);
}

static int geiger_release(struct inode *inode, struct file *filp)
{
	geiger_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations geiger_fops = {
	.owner		= THIS_MODULE,
	.open		= geiger_open,
	.release	= geiger_release,
	.read		= geiger_read,
	.poll		= geiger_poll,
	.fasync		= geiger_fasync,
};

static int __init geiger_init(void)
{
	int ret;

	if (!request_region(port, 1, "geiger"))
		return -EBUSY;
	ret = -ENOMEM;
	tube = kzalloc(sizeof(*tube), GFP_KERNEL);
	if (!tube)
		goto drop_region;
	mutex_init(&tube->async_lock);
	spin_lock_init(&tube->read_lock);
	init_waitqueue_head(&tube->wait);
	INIT_KFIFO(tube->clicks);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
	hrtimer_setup(&tube->sampler, geiger_sample, CLOCK_MONOTONIC,
		      HRTIMER_MODE_REL_SOFT);
#else
	hrtimer_init(&tube->sampler, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	tube->sampler.function = geiger_sample;
#endif

	ret = alloc_chrdev_region(&geiger_devt, 0, GEIGER_MINORS, "geiger");
	if (ret)
		goto drop_tube;
	cdev_init(&tube->cdev, &geiger_fops);
	tube->cdev.owner = THIS_MODULE;
	ret = cdev_add(&tube->cdev, geiger_devt, GEIGER_MINORS);
	if (ret)
		goto drop_number;
	hrtimer_start(&tube->sampler, ns_to_ktime(GEIGER_PERIOD),
		      HRTIMER_MODE_REL_SOFT);
	return 0;

drop_number:
	unregister_chrdev_region(geiger_devt, GEIGER_MINORS);
drop_tube:
	kfree(tube);
drop_region:
	release_region(port, 1);
	return ret;
}

static void __exit geiger_exit(void)
{
	cdev_del(&tube->cdev);
	unregister_chrdev_region(geiger_devt, GEIGER_MINORS);
	hrtimer_cancel(&tube->sampler);
	kfree(tube);
	release_region(port, 1);
}

module_init(geiger_init);
module_exit(geiger_exit);
MODULE_DESCRIPTION("Geiger counter with an alarm minor");
MODULE_LICENSE("GPL");
