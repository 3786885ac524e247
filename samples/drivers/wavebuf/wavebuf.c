// SPDX-License-Identifier: GPL-2.0
/*
 * wavebuf - vibration recorder with two buffers that take turns
 *
 * Deliberate mistake: the fasync method copies the head of the queue into a
 * local variable and hands the copy to the helper. The entry hangs on a
 * variable that is gone when the method returns.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define WAVE_SAMPLES	512
#define WAVE_PERIOD_MS	10
#define WAVE_BURST	64

struct wave_recorder {
	struct mutex lock;
	s16 buf[2][WAVE_SAMPLES];
	unsigned int fill;		/* samples in the buffer being filled */
	unsigned int active;		/* the buffer being filled */
	bool full;			/* the other one waits to be read */
	struct delayed_work sample;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static unsigned short port = 0x240;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the converter");

static struct wave_recorder *wave;

static void wave_sample(struct work_struct *work)
{
	struct wave_recorder *rec = container_of(to_delayed_work(work),
						 struct wave_recorder, sample);
	bool full = false;
	int i;

	mutex_lock(&rec->lock);
	for (i = 0; i < WAVE_BURST; i++)
		rec->buf[rec->active][rec->fill++] = (s16)inw(port);
	if (rec->fill == WAVE_SAMPLES) {
		rec->active = !rec->active;
		rec->fill = 0;
		rec->full = true;
		full = true;
	}
	mutex_unlock(&rec->lock);

	if (full) {
		wake_up_interruptible(&rec->wait);
		kill_fasync(&rec->queue, SIGIO, POLL_IN);
	}
	schedule_delayed_work(&rec->sample, msecs_to_jiffies(WAVE_PERIOD_MS));
}

static int wave_open(struct inode *inode, struct file *filp)
{
	filp->private_data = wave;
	return stream_open(inode, filp);
}

static int wave_fasync(int fd, struct file *filp, int on)
{
	struct wave_recorder *rec = filp->private_data;
	struct fasync_struct *q = rec->queue; /* expect: FA304 */

	return fasync_helper(fd, filp, on, &q);
}

static int wave_release(struct inode *inode, struct file *filp)
{
	wave_fasync(-1, filp, 0);
	return 0;
}

static ssize_t wave_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct wave_recorder *rec = filp->private_data;
	ssize_t ret;

	if (len < sizeof(rec->buf[0]))
		return -EINVAL;
	mutex_lock(&rec->lock);
	while (!rec->full) {
		mutex_unlock(&rec->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(rec->wait,
					       READ_ONCE(rec->full));
		if (ret)
			return ret;
		mutex_lock(&rec->lock);
	}
	ret = sizeof(rec->buf[0]);
	if (copy_to_user(buf, rec->buf[!rec->active], ret))
		ret = -EFAULT;
	else
		rec->full = false;
	mutex_unlock(&rec->lock);
	return ret;
}

static __poll_t wave_poll(struct file *filp, poll_table *pt)
{
	struct wave_recorder *rec = filp->private_data;

	poll_wait(filp, &rec->wait, pt);
	return READ_ONCE(rec->full) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations wave_fops = {
	.owner		= THIS_MODULE,
	.open		= wave_open,
	.release	= wave_release,
	.read		= wave_read,
	.poll		= wave_poll,
	.fasync		= wave_fasync,
};

static struct miscdevice wave_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "wavebuf",
	.fops	= &wave_fops,
};

static int __init wave_init(void)
{
	int ret;

	if (!request_region(port, 2, "wavebuf"))
		return -EBUSY;
	ret = -ENOMEM;
	wave = kzalloc(sizeof(*wave), GFP_KERNEL);
	if (!wave)
		goto drop_region;
	mutex_init(&wave->lock);
	init_waitqueue_head(&wave->wait);
	INIT_DELAYED_WORK(&wave->sample, wave_sample);
	ret = misc_register(&wave_misc);
	if (ret)
		goto drop_wave;
	schedule_delayed_work(&wave->sample, 0);
	return 0;

drop_wave:
	kfree(wave);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit wave_exit(void)
{
	misc_deregister(&wave_misc);
	cancel_delayed_work_sync(&wave->sample);
	kfree(wave);
	release_region(port, 2);
}

module_init(wave_init);
module_exit(wave_exit);
MODULE_DESCRIPTION("Vibration recorder");
MODULE_LICENSE("GPL");
