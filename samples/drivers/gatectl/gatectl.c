// SPDX-License-Identifier: GPL-2.0
/*
 * gatectl - induction loops of a car park barrier on a PC/104 card
 *
 * The queue sits two structures deep, a function returns its address, and an
 * inline helper does the telling. The hard interrupt handler only checks who
 * called; the thread does the rest.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define GATE_STATUS	0
#define GATE_ACK	1
#define GATE_IN		0x01
#define GATE_OUT	0x02

struct gate_notify {
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

struct gate_events {
	spinlock_t lock;
	u32 cars_in;
	u32 cars_out;
	bool fresh;
	struct gate_notify notify;
};

struct gate_lane {
	unsigned short base;
	struct gate_events evt;
};

struct gate_count {
	u32 cars_in;
	u32 cars_out;
};

static unsigned short port = 0x2a0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the loop detector");
static unsigned int irq = 10;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the loop detector");

static struct gate_lane *gate;

static struct fasync_struct **gate_queue(struct file *filp)
{
	struct gate_lane *lane = filp->private_data;

	return &lane->evt.notify.queue;
}

static inline void gate_tell(struct gate_notify *who, int band)
{
	wake_up_interruptible(&who->wait);
	kill_fasync(&who->queue, SIGIO, band);
}

static irqreturn_t gate_check(int line, void *data)
{
	struct gate_lane *lane = data;

	if (!(inb(lane->base + GATE_STATUS) & (GATE_IN | GATE_OUT)))
		return IRQ_NONE;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t gate_thread(int line, void *data)
{
	struct gate_lane *lane = data;
	u8 status = inb(lane->base + GATE_STATUS);

	outb(status, lane->base + GATE_ACK);

	spin_lock(&lane->evt.lock);
	if (status & GATE_IN)
		lane->evt.cars_in++;
	if (status & GATE_OUT)
		lane->evt.cars_out++;
	lane->evt.fresh = true;
	spin_unlock(&lane->evt.lock);

	gate_tell(&lane->evt.notify, POLL_IN);
	return IRQ_HANDLED;
}

static int gate_open(struct inode *inode, struct file *filp)
{
	filp->private_data = gate;
	return stream_open(inode, filp);
}

static int gate_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, gate_queue(filp));
	return 0;
}

static ssize_t gate_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct gate_lane *lane = filp->private_data;
	struct gate_count count;
	bool fresh;
	int ret;

	if (len < sizeof(count))
		return -EINVAL;
	for (;;) {
		spin_lock(&lane->evt.lock);
		fresh = lane->evt.fresh;
		lane->evt.fresh = false;
		count.cars_in = lane->evt.cars_in;
		count.cars_out = lane->evt.cars_out;
		spin_unlock(&lane->evt.lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(lane->evt.notify.wait,
					       READ_ONCE(lane->evt.fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &count, sizeof(count)) ? -EFAULT : sizeof(count);
}

static __poll_t gate_poll(struct file *filp, poll_table *pt)
{
	struct gate_lane *lane = filp->private_data;

	poll_wait(filp, &lane->evt.notify.wait, pt);
	return READ_ONCE(lane->evt.fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static int gate_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, gate_queue(filp));
}

static const struct file_operations gate_fops = {
	.owner		= THIS_MODULE,
	.open		= gate_open,
	.release	= gate_release,
	.read		= gate_read,
	.poll		= gate_poll,
	.fasync		= gate_fasync,
};

static struct miscdevice gate_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "gatectl",
	.fops	= &gate_fops,
};

static int __init gate_init(void)
{
	int ret;

	if (!request_region(port, 2, "gatectl"))
		return -EBUSY;
	ret = -ENOMEM;
	gate = kzalloc(sizeof(*gate), GFP_KERNEL);
	if (!gate)
		goto drop_region;
	gate->base = port;
	spin_lock_init(&gate->evt.lock);
	init_waitqueue_head(&gate->evt.notify.wait);

	ret = request_threaded_irq(irq, gate_check, gate_thread,
				   IRQF_ONESHOT | IRQF_SHARED, "gatectl", gate);
	if (ret)
		goto drop_gate;
	ret = misc_register(&gate_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, gate);
drop_gate:
	kfree(gate);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit gate_exit(void)
{
	misc_deregister(&gate_misc);
	free_irq(irq, gate);
	kfree(gate);
	release_region(port, 2);
}

module_init(gate_init);
module_exit(gate_exit);
MODULE_DESCRIPTION("Car park barrier loops");
MODULE_LICENSE("GPL");
