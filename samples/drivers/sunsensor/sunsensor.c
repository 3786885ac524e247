// SPDX-License-Identifier: GPL-2.0
/*
 * sunsensor - brightness sensor that closes the blinds
 *
 * Deliberate mistake: the fasync method remembers the calling process and
 * the driver signals it by itself. Without fasync_helper() the file never
 * carries FASYNC, so clearing O_ASYNC does not get here, nor does close;
 * F_SETOWN and F_SETSIG have no effect and the second user evicts the first.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define SUN_PERIOD_MS	250

static unsigned short port = 0x3e0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the converter");
static unsigned int bright = 40000;
module_param(bright, uint, 0644);
MODULE_PARM_DESC(bright, "Reading above which the sun is said to shine");

static struct sun_sensor {
	struct mutex lock;
	wait_queue_head_t wait;
	struct pid *listener;
	u16 value;
	bool shining;
	bool changed;
} sun;

static void sun_sample(struct work_struct *work);
static DECLARE_DELAYED_WORK(sun_work, sun_sample);

static void sun_sample(struct work_struct *work)
{
	u16 value = inw(port);
	bool shining = value > bright;

	mutex_lock(&sun.lock);
	sun.value = value;
	if (shining != sun.shining) {
		sun.shining = shining;
		sun.changed = true;
		wake_up_interruptible(&sun.wait);
		if (sun.listener)
			kill_pid(sun.listener, SIGIO, 1);
	}
	mutex_unlock(&sun.lock);
	schedule_delayed_work(&sun_work, msecs_to_jiffies(SUN_PERIOD_MS));
}

static int sun_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &sun;
	return stream_open(inode, filp);
}

static int sun_fasync(int fd, struct file *filp, int on) /* expect: FA102 */
{
	struct sun_sensor *s = filp->private_data;

	mutex_lock(&s->lock);
	put_pid(s->listener);
	s->listener = on ? get_task_pid(current, PIDTYPE_TGID) : NULL;
	mutex_unlock(&s->lock);
	return 0;
}

static ssize_t sun_read(struct file *filp, char __user *buf, size_t len,
			loff_t *off)
{
	struct sun_sensor *s = filp->private_data;
	bool changed;
	u16 value;
	int ret;

	if (len < sizeof(value))
		return -EINVAL;
	for (;;) {
		mutex_lock(&s->lock);
		changed = s->changed;
		value = s->value;
		s->changed = false;
		mutex_unlock(&s->lock);
		if (changed)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(s->wait, READ_ONCE(s->changed));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &value, sizeof(value)) ? -EFAULT :
		sizeof(value);
}

static __poll_t sun_poll(struct file *filp, poll_table *pt)
{
	struct sun_sensor *s = filp->private_data;

	poll_wait(filp, &s->wait, pt);
	return READ_ONCE(s->changed) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations sun_fops = {
	.owner	= THIS_MODULE,
	.open	= sun_open,
	.read	= sun_read,
	.poll	= sun_poll,
	.fasync	= sun_fasync,
};

static struct miscdevice sun_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "sunsensor",
	.fops	= &sun_fops,
};

static int __init sun_init(void)
{
	int ret;

	mutex_init(&sun.lock);
	init_waitqueue_head(&sun.wait);
	if (!request_region(port, 2, "sunsensor"))
		return -EBUSY;
	ret = misc_register(&sun_misc);
	if (ret) {
		release_region(port, 2);
		return ret;
	}
	schedule_delayed_work(&sun_work, 0);
	return 0;
}

static void __exit sun_exit(void)
{
	misc_deregister(&sun_misc);
	cancel_delayed_work_sync(&sun_work);
	put_pid(sun.listener);
	release_region(port, 2);
}

module_init(sun_init);
module_exit(sun_exit);
MODULE_DESCRIPTION("Brightness sensor for blinds");
MODULE_LICENSE("GPL");
