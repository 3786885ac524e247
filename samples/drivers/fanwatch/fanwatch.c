// SPDX-License-Identifier: GPL-2.0
/*
 * fanwatch - tachometer inputs of a rack fan tray
 *
 * The operations table that is used is put together at run time. A tray
 * without an interrupt can only be asked, so it keeps the plain table; a tray
 * with one gets a copy of it with poll and fasync added.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define FAN_STALLED	0
#define FAN_CLEAR	1

static unsigned short port = 0x2e8;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the fan tray");
static int irq;
module_param(irq, int, 0444);
MODULE_PARM_DESC(irq, "Interrupt line, 0 for a tray without one");

static struct {
	atomic_t stalled;		/* one bit per fan, since the last read */
	wait_queue_head_t wait;
	struct fasync_struct *async;
} fan;

static irqreturn_t fan_irq(int line, void *data)
{
	u8 stalled = inb(port + FAN_STALLED);

	if (!stalled)
		return IRQ_NONE;
	outb(stalled, port + FAN_CLEAR);

	atomic_or(stalled, &fan.stalled);
	wake_up_interruptible(&fan.wait);
	kill_fasync(&fan.async, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static int fan_open(struct inode *inode, struct file *filp)
{
	return stream_open(inode, filp);
}

static int fan_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

/* One byte per call, a bit for every stalled fan; zero is a valid answer. */
static ssize_t fan_read(struct file *filp, char __user *buf, size_t len,
			loff_t *off)
{
	u8 stalled;

	if (!len)
		return 0;
	if (irq)
		stalled = atomic_xchg(&fan.stalled, 0);
	else
		stalled = inb(port + FAN_STALLED);
	return put_user(stalled, buf) ? -EFAULT : 1;
}

static __poll_t fan_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &fan.wait, pt);
	return atomic_read(&fan.stalled) ? EPOLLIN | EPOLLRDNORM : 0;
}

static int fan_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &fan.async);
}

static const struct file_operations fan_plain_ops = {
	.owner		= THIS_MODULE,
	.open		= fan_open,
	.release	= fan_release,
	.read		= fan_read,
};

static struct file_operations fan_irq_ops;

static struct miscdevice fan_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "fanwatch",
	.fops	= &fan_plain_ops,
};

static int __init fan_init(void)
{
	int ret;

	init_waitqueue_head(&fan.wait);
	if (!request_region(port, 2, "fanwatch"))
		return -EBUSY;

	if (irq) {
		ret = request_irq(irq, fan_irq, IRQF_SHARED, "fanwatch", &fan);
		if (ret)
			goto drop_region;
		fan_irq_ops = fan_plain_ops;
		fan_irq_ops.poll = fan_poll;
		fan_irq_ops.fasync = fan_fasync;
		fan_misc.fops = &fan_irq_ops;
	}
	ret = misc_register(&fan_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	if (irq)
		free_irq(irq, &fan);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit fan_exit(void)
{
	misc_deregister(&fan_misc);
	if (irq)
		free_irq(irq, &fan);
	release_region(port, 2);
}

module_init(fan_init);
module_exit(fan_exit);
MODULE_DESCRIPTION("Rack fan tray");
MODULE_LICENSE("GPL");
