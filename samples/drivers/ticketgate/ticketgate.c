// SPDX-License-Identifier: GPL-2.0
/*
 * ticketgate - turnstile with a ticket reader
 *
 * Deliberate mistake: the fasync method passes a constant instead of the
 * request. "On" works, "off" puts the file on the queue once more, and the
 * entry outlives the file.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define TICKET_NUMBER	0
#define TICKET_STATUS	4
#define TICKET_READY	0x01

struct ticket_gate {
	spinlock_t lock;
	DECLARE_KFIFO(tickets, u32, 32);
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static unsigned short port = 0x2d0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the ticket reader");
static unsigned int irq = 9;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the ticket reader");

static struct ticket_gate *ticket_gate;

static irqreturn_t ticket_irq(int line, void *data)
{
	struct ticket_gate *gate = data;
	u32 number;

	if (!(inb(port + TICKET_STATUS) & TICKET_READY))
		return IRQ_NONE;
	number = inl(port + TICKET_NUMBER);
	if (kfifo_in_spinlocked(&gate->tickets, &number, 1, &gate->lock)) {
		wake_up_interruptible(&gate->wait);
		kill_fasync(&gate->queue, SIGIO, POLL_IN);
	}
	return IRQ_HANDLED;
}

static int ticket_open(struct inode *inode, struct file *filp)
{
	filp->private_data = ticket_gate;
	return stream_open(inode, filp);
}

static int ticket_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

static ssize_t ticket_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *off)
{
	struct ticket_gate *gate = filp->private_data;
	u32 number;
	int ret;

	if (len < sizeof(number))
		return -EINVAL;
	while (!kfifo_out_spinlocked(&gate->tickets, &number, 1, &gate->lock)) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(gate->wait,
					       !kfifo_is_empty(&gate->tickets));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &number, sizeof(number)) ? -EFAULT :
		sizeof(number);
}

static __poll_t ticket_poll(struct file *filp, poll_table *pt)
{
	struct ticket_gate *gate = filp->private_data;

	poll_wait(filp, &gate->wait, pt);
	return kfifo_is_empty(&gate->tickets) ? 0 : EPOLLIN | EPOLLRDNORM;
}

static int ticket_fasync(int fd, struct file *filp, int on)
{
	struct ticket_gate *gate = filp->private_data;

	return fasync_helper(fd, filp, 1, &gate->queue); /* expect: FA103 */
}

static const struct file_operations ticket_fops = {
	.owner		= THIS_MODULE,
	.open		= ticket_open,
	.release	= ticket_release,
	.read		= ticket_read,
	.poll		= ticket_poll,
	.fasync		= ticket_fasync,
};

static struct miscdevice ticket_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "ticketgate",
	.fops	= &ticket_fops,
};

static int __init ticket_init(void)
{
	int ret;

	if (!request_region(port, 5, "ticketgate"))
		return -EBUSY;
	ret = -ENOMEM;
	ticket_gate = kzalloc(sizeof(*ticket_gate), GFP_KERNEL);
	if (!ticket_gate)
		goto drop_region;
	spin_lock_init(&ticket_gate->lock);
	init_waitqueue_head(&ticket_gate->wait);
	INIT_KFIFO(ticket_gate->tickets);
	ret = request_irq(irq, ticket_irq, 0, "ticketgate", ticket_gate);
	if (ret)
		goto drop_gate;
	ret = misc_register(&ticket_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, ticket_gate);
drop_gate:
	kfree(ticket_gate);
drop_region:
	release_region(port, 5);
	return ret;
}

static void __exit ticket_exit(void)
{
	misc_deregister(&ticket_misc);
	free_irq(irq, ticket_gate);
	kfree(ticket_gate);
	release_region(port, 5);
}

module_init(ticket_init);
module_exit(ticket_exit);
MODULE_DESCRIPTION("Turnstile with ticket reader");
MODULE_LICENSE("GPL");
