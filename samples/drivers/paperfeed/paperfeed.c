// SPDX-License-Identifier: GPL-2.0
/*
 * paperfeed - paper feed of a ticket printer
 *
 * Deliberate mistake: a jam is announced with SIGUSR1, in the belief that
 * programs can then tell it from the rest. The number is not delivered; what
 * arrives is SIGIO or whatever the program chose with F_SETSIG. The other two
 * events are right: SIGPOLL and SIGIO are the same number.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define FEED_CAUSE	0
#define FEED_COMMAND	1
#define FEED_SHEET	0x01	/* a sheet has left the printer */
#define FEED_READY	0x02	/* takes the next command */
#define FEED_JAM	0x04

static unsigned short port = 0x2b0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the paper feed");
static unsigned int irq = 4;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the paper feed");

static struct paper_feed {
	spinlock_t lock;
	u32 sheets;
	bool ready;
	bool jammed;
	wait_queue_head_t wait;
	struct fasync_struct *clerks;
} feed = {
	.ready	= true,
};

static irqreturn_t feed_irq(int line, void *data)
{
	struct paper_feed *f = data;
	u8 cause = inb(port + FEED_CAUSE);

	if (!cause)
		return IRQ_NONE;

	spin_lock(&f->lock);
	if (cause & FEED_SHEET)
		f->sheets++;
	if (cause & FEED_READY)
		f->ready = true;
	f->jammed = cause & FEED_JAM;
	spin_unlock(&f->lock);

	wake_up_interruptible(&f->wait);
	if (cause & FEED_SHEET)
		kill_fasync(&f->clerks, SIGPOLL, POLL_IN);
	if (cause & FEED_READY)
		kill_fasync(&f->clerks, SIGIO, POLL_OUT);
	if (cause & FEED_JAM)
		kill_fasync(&f->clerks, SIGUSR1, POLL_ERR); /* expect: FA201 */
	return IRQ_HANDLED;
}

static int feed_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &feed;
	return stream_open(inode, filp);
}

static int feed_fasync(int fd, struct file *filp, int on)
{
	struct paper_feed *f = filp->private_data;

	return fasync_helper(fd, filp, on, &f->clerks);
}

static int feed_release(struct inode *inode, struct file *filp)
{
	feed_fasync(-1, filp, 0);
	return 0;
}

static ssize_t feed_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct paper_feed *f = filp->private_data;
	u32 sheets;
	int ret;

	if (len < sizeof(sheets))
		return -EINVAL;
	for (;;) {
		spin_lock_irq(&f->lock);
		sheets = f->sheets;
		f->sheets = 0;
		spin_unlock_irq(&f->lock);
		if (sheets)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(f->wait, READ_ONCE(f->sheets));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &sheets, sizeof(sheets)) ? -EFAULT :
		sizeof(sheets);
}

static ssize_t feed_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	struct paper_feed *f = filp->private_data;
	bool taken;
	u8 command;
	int ret;

	if (!len)
		return 0;
	if (get_user(command, buf))
		return -EFAULT;
	for (;;) {
		spin_lock_irq(&f->lock);
		taken = f->ready;
		f->ready = false;
		if (taken)
			outb(command, port + FEED_COMMAND);
		spin_unlock_irq(&f->lock);
		if (taken)
			return 1;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(f->wait, READ_ONCE(f->ready));
		if (ret)
			return ret;
	}
}

static __poll_t feed_poll(struct file *filp, poll_table *pt)
{
	struct paper_feed *f = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &f->wait, pt);
	spin_lock_irq(&f->lock);
	if (f->sheets)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (f->ready)
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (f->jammed)
		mask |= EPOLLERR;
	spin_unlock_irq(&f->lock);
	return mask;
}

static const struct file_operations feed_fops = {
	.owner		= THIS_MODULE,
	.open		= feed_open,
	.release	= feed_release,
	.read		= feed_read,
	.write		= feed_write,
	.poll		= feed_poll,
	.fasync		= feed_fasync,
};

static struct miscdevice feed_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "paperfeed",
	.fops	= &feed_fops,
};

static int __init feed_init(void)
{
	int ret;

	spin_lock_init(&feed.lock);
	init_waitqueue_head(&feed.wait);
	if (!request_region(port, 2, "paperfeed"))
		return -EBUSY;
	ret = request_irq(irq, feed_irq, 0, "paperfeed", &feed);
	if (ret)
		goto drop_region;
	ret = misc_register(&feed_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, &feed);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit feed_exit(void)
{
	misc_deregister(&feed_misc);
	free_irq(irq, &feed);
	release_region(port, 2);
}

module_init(feed_init);
module_exit(feed_exit);
MODULE_DESCRIPTION("Paper feed of a ticket printer");
MODULE_LICENSE("GPL");
