// SPDX-License-Identifier: GPL-2.0
/*
 * spindle - load monitor of a milling spindle
 *
 * Deliberate mistake: the fasync method holds the lock of the interrupt
 * handler around the helper, which may sleep to get memory.
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

#define MILL_LOAD	0
#define MILL_ACK	2

struct spindle {
	spinlock_t lock;
	u16 load;
	bool fresh;
	unsigned int watchers;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static unsigned short port = 0x220;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the load monitor");
static unsigned int irq = 6;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the load monitor");

static struct spindle *spindle;

static irqreturn_t mill_irq(int line, void *data)
{
	struct spindle *sp = data;
	unsigned long flags;

	spin_lock_irqsave(&sp->lock, flags);
	sp->load = inw(port + MILL_LOAD);
	sp->fresh = true;
	outb(1, port + MILL_ACK);
	spin_unlock_irqrestore(&sp->lock, flags);

	wake_up_interruptible(&sp->wait);
	kill_fasync(&sp->queue, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static int mill_open(struct inode *inode, struct file *filp)
{
	filp->private_data = spindle;
	return stream_open(inode, filp);
}

static int mill_fasync(int fd, struct file *filp, int on)
{
	struct spindle *sp = filp->private_data;
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&sp->lock, flags);
	ret = fasync_helper(fd, filp, on, &sp->queue); /* expect: FA107 */
	if (ret > 0)
		sp->watchers += on ? 1 : -1;
	spin_unlock_irqrestore(&sp->lock, flags);
	return ret;
}

static int mill_release(struct inode *inode, struct file *filp)
{
	mill_fasync(-1, filp, 0);
	return 0;
}

static ssize_t mill_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct spindle *sp = filp->private_data;
	bool fresh;
	u16 load;
	int ret;

	if (len < sizeof(load))
		return -EINVAL;
	for (;;) {
		spin_lock_irq(&sp->lock);
		fresh = sp->fresh;
		load = sp->load;
		sp->fresh = false;
		spin_unlock_irq(&sp->lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(sp->wait, READ_ONCE(sp->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &load, sizeof(load)) ? -EFAULT : sizeof(load);
}

static __poll_t mill_poll(struct file *filp, poll_table *pt)
{
	struct spindle *sp = filp->private_data;

	poll_wait(filp, &sp->wait, pt);
	return READ_ONCE(sp->fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations mill_fops = {
	.owner		= THIS_MODULE,
	.open		= mill_open,
	.release	= mill_release,
	.read		= mill_read,
	.poll		= mill_poll,
	.fasync		= mill_fasync,
};

static struct miscdevice mill_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "spindle",
	.fops	= &mill_fops,
};

static int __init mill_init(void)
{
	int ret;

	if (!request_region(port, 3, "spindle"))
		return -EBUSY;
	ret = -ENOMEM;
	spindle = kzalloc(sizeof(*spindle), GFP_KERNEL);
	if (!spindle)
		goto drop_region;
	spin_lock_init(&spindle->lock);
	init_waitqueue_head(&spindle->wait);
	ret = request_irq(irq, mill_irq, 0, "spindle", spindle);
	if (ret)
		goto drop_spindle;
	ret = misc_register(&mill_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, spindle);
drop_spindle:
	kfree(spindle);
drop_region:
	release_region(port, 3);
	return ret;
}

static void __exit mill_exit(void)
{
	misc_deregister(&mill_misc);
	free_irq(irq, spindle);
	kfree(spindle);
	release_region(port, 3);
}

module_init(mill_init);
module_exit(mill_exit);
MODULE_DESCRIPTION("Load monitor of a milling spindle");
MODULE_LICENSE("GPL");
