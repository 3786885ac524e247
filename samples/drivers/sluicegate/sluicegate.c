// SPDX-License-Identifier: GPL-2.0
/*
 * sluicegate - water level in front of a sluice, with a flood contact
 *
 * SIGURG is the one signal besides SIGIO that kill_fasync() looks at: it
 * leaves out owners that did not choose a signal with F_SETSIG. Programs that
 * did so learn of a flood by a POLL_PRI of their own; the others must not be
 * forgotten and are served by the plain SIGIO that follows.
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

#define SLUICE_LEVEL	0
#define SLUICE_CAUSE	2
#define SLUICE_MOVED	0x01
#define SLUICE_FLOOD	0x80

struct sluice_report {
	u16 level;
	u16 flood;
};

static unsigned short port = 0x280;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the level gauge");
static unsigned int irq = 5;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the level gauge");

static struct sluice {
	spinlock_t lock;
	struct sluice_report report;
	bool fresh;
	wait_queue_head_t wait;
	struct fasync_struct *async;
} sluice;

static irqreturn_t sluice_irq(int line, void *data)
{
	struct sluice *s = data;
	u8 cause = inb(port + SLUICE_CAUSE);

	if (!(cause & (SLUICE_MOVED | SLUICE_FLOOD)))
		return IRQ_NONE;
	outb(cause, port + SLUICE_CAUSE);

	spin_lock(&s->lock);
	s->report.level = inw(port + SLUICE_LEVEL);
	s->report.flood = cause & SLUICE_FLOOD ? 1 : 0;
	s->fresh = true;
	spin_unlock(&s->lock);

	wake_up_interruptible(&s->wait);
	if (cause & SLUICE_FLOOD)
		kill_fasync(&s->async, SIGURG, POLL_PRI);
	kill_fasync(&s->async, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static int sluice_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &sluice;
	return stream_open(inode, filp);
}

static ssize_t sluice_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *off)
{
	struct sluice *s = filp->private_data;
	struct sluice_report report;
	bool fresh;
	int ret;

	if (len < sizeof(report))
		return -EINVAL;
	for (;;) {
		spin_lock_irq(&s->lock);
		report = s->report;
		fresh = s->fresh;
		s->fresh = false;
		s->report.flood = 0;
		spin_unlock_irq(&s->lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(s->wait, READ_ONCE(s->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &report, sizeof(report)) ? -EFAULT :
		sizeof(report);
}

static __poll_t sluice_poll(struct file *filp, poll_table *pt)
{
	struct sluice *s = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &s->wait, pt);
	spin_lock_irq(&s->lock);
	if (s->fresh)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (s->report.flood)
		mask |= EPOLLPRI;
	spin_unlock_irq(&s->lock);
	return mask;
}

static int sluice_fasync(int fd, struct file *filp, int on)
{
	struct sluice *s = filp->private_data;

	return fasync_helper(fd, filp, on, &s->async);
}

static const struct file_operations sluice_fops = {
	.owner	= THIS_MODULE,
	.open	= sluice_open,
	.read	= sluice_read,
	.poll	= sluice_poll,
	.fasync	= sluice_fasync, /* expect-legacy: FA301 */
};

static struct miscdevice sluice_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "sluicegate",
	.fops	= &sluice_fops,
};

static int __init sluice_init(void)
{
	int ret;

	spin_lock_init(&sluice.lock);
	init_waitqueue_head(&sluice.wait);
	if (!request_region(port, 4, "sluicegate"))
		return -EBUSY;
	ret = request_irq(irq, sluice_irq, IRQF_SHARED, "sluicegate", &sluice);
	if (ret)
		goto drop_region;
	ret = misc_register(&sluice_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, &sluice);
drop_region:
	release_region(port, 4);
	return ret;
}

static void __exit sluice_exit(void)
{
	misc_deregister(&sluice_misc);
	free_irq(irq, &sluice);
	release_region(port, 4);
}

module_init(sluice_init);
module_exit(sluice_exit);
MODULE_DESCRIPTION("Water level gauge with flood contact");
MODULE_LICENSE("GPL");
