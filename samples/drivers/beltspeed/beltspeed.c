// SPDX-License-Identifier: GPL-2.0
/*
 * beltspeed - speed of a conveyor belt, pulses of an inductive sensor
 *
 * Deliberate mistake: the structure comes from kmalloc() and its members are
 * set one by one. The queue is not among them, so it starts as whatever the
 * memory held before.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/ktime.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define BELT_ACK	0
#define BELT_PULSE	0x01

struct belt_sensor {
	spinlock_t lock;
	ktime_t last;
	u32 period_us;
	bool fresh;
	wait_queue_head_t wait;
	struct fasync_struct *async;
};

static unsigned short port = 0x210;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the sensor");
static unsigned int irq = 15;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the sensor");

static struct belt_sensor *belt;

static irqreturn_t belt_irq(int line, void *data)
{
	struct belt_sensor *bs = data;
	ktime_t now = ktime_get();

	if (!(inb(port + BELT_ACK) & BELT_PULSE))
		return IRQ_NONE;
	outb(BELT_PULSE, port + BELT_ACK);

	spin_lock(&bs->lock);
	bs->period_us = ktime_us_delta(now, bs->last);
	bs->last = now;
	bs->fresh = true;
	spin_unlock(&bs->lock);

	wake_up_interruptible(&bs->wait);
	kill_fasync(&bs->async, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static int belt_open(struct inode *inode, struct file *filp)
{
	filp->private_data = belt;
	return stream_open(inode, filp);
}

static int belt_fasync(int fd, struct file *filp, int on)
{
	struct belt_sensor *bs = filp->private_data;

	return fasync_helper(fd, filp, on, &bs->async);
}

static int belt_release(struct inode *inode, struct file *filp)
{
	belt_fasync(-1, filp, 0);
	return 0;
}

static ssize_t belt_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct belt_sensor *bs = filp->private_data;
	u32 period;
	bool fresh;
	int ret;

	if (len < sizeof(period))
		return -EINVAL;
	for (;;) {
		spin_lock_irq(&bs->lock);
		fresh = bs->fresh;
		period = bs->period_us;
		bs->fresh = false;
		spin_unlock_irq(&bs->lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(bs->wait, READ_ONCE(bs->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &period, sizeof(period)) ? -EFAULT :
		sizeof(period);
}

static __poll_t belt_poll(struct file *filp, poll_table *pt)
{
	struct belt_sensor *bs = filp->private_data;

	poll_wait(filp, &bs->wait, pt);
	return READ_ONCE(bs->fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations belt_fops = {
	.owner		= THIS_MODULE,
	.open		= belt_open,
	.release	= belt_release,
	.read		= belt_read,
	.poll		= belt_poll,
	.fasync		= belt_fasync,
};

static struct miscdevice belt_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "beltspeed",
	.fops	= &belt_fops,
};

static int __init belt_init(void)
{
	int ret;

	if (!request_region(port, 1, "beltspeed"))
		return -EBUSY;
	ret = -ENOMEM;
	belt = kmalloc(sizeof(*belt), GFP_KERNEL); /* expect: FA303 */
	if (!belt)
		goto drop_region;
	spin_lock_init(&belt->lock);
	init_waitqueue_head(&belt->wait);
	belt->last = ktime_get();
	belt->period_us = 0;
	belt->fresh = false;

	ret = request_irq(irq, belt_irq, IRQF_SHARED, "beltspeed", belt);
	if (ret)
		goto drop_belt;
	ret = misc_register(&belt_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, belt);
drop_belt:
	kfree(belt);
drop_region:
	release_region(port, 1);
	return ret;
}

static void __exit belt_exit(void)
{
	misc_deregister(&belt_misc);
	free_irq(irq, belt);
	kfree(belt);
	release_region(port, 1);
}

module_init(belt_init);
module_exit(belt_exit);
MODULE_DESCRIPTION("Conveyor belt speed");
MODULE_LICENSE("GPL");
