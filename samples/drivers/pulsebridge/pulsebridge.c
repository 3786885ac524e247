// SPDX-License-Identifier: GPL-2.0
/*
 * pulsebridge - S0 pulse output of an electricity meter
 *
 * An old driver kept alive: initialisers in the GNU style that predates C99,
 * a fixed register_chrdev() and a queue tested before it is used (which is
 * not needed, but does no harm).
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define PULSE_LINE	0x20
#define PULSE_PERIOD_MS	5
#define PULSE_BATCH	10	/* announce every tenth pulse, i.e. 10 Wh */

static unsigned short port = 0x379;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port the pulse line is wired to");
static int major;

static DEFINE_SPINLOCK(pulse_lock);
static u32 pulse_count;
static u32 pulse_ready;
static bool pulse_level;
static DECLARE_WAIT_QUEUE_HEAD(pulse_wait);
static struct fasync_struct *pulse_async;

static void pulse_tick(struct timer_list *unused);
static DEFINE_TIMER(pulse_timer, pulse_tick);

static void pulse_tick(struct timer_list *unused)
{
	bool level = inb(port) & PULSE_LINE;
	bool batch = false;

	spin_lock(&pulse_lock);
	if (level && !pulse_level && ++pulse_count == PULSE_BATCH) {
		pulse_ready += pulse_count;
		pulse_count = 0;
		batch = true;
	}
	pulse_level = level;
	spin_unlock(&pulse_lock);

	if (batch) {
		wake_up_interruptible(&pulse_wait);
		if (pulse_async)
			kill_fasync(&pulse_async, SIGIO, POLL_IN);
	}
	mod_timer(&pulse_timer, jiffies + msecs_to_jiffies(PULSE_PERIOD_MS));
}

static int pulse_open(struct inode *inode, struct file *filp)
{
	return stream_open(inode, filp);
}

static int pulse_fasync(int fd, struct file *filp, int mode)
{
	return fasync_helper(fd, filp, mode, &pulse_async);
}

static int pulse_close(struct inode *inode, struct file *filp)
{
	pulse_fasync(-1, filp, 0);
	return 0;
}

static ssize_t pulse_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	u32 pulses;
	int ret;

	if (len < sizeof(pulses))
		return -EINVAL;
	for (;;) {
		spin_lock_bh(&pulse_lock);
		pulses = pulse_ready;
		pulse_ready = 0;
		spin_unlock_bh(&pulse_lock);
		if (pulses)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(pulse_wait,
					       READ_ONCE(pulse_ready));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &pulses, sizeof(pulses)) ? -EFAULT :
		sizeof(pulses);
}

static __poll_t pulse_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &pulse_wait, pt);
	return READ_ONCE(pulse_ready) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations pulse_fops = {
	owner:		THIS_MODULE,
	open:		pulse_open,
	release:	pulse_close,
	read:		pulse_read,
	poll:		pulse_poll,
	fasync:		pulse_fasync,
};

static int __init pulse_init(void)
{
	if (!request_region(port, 1, "pulsebridge"))
		return -EBUSY;
	major = register_chrdev(0, "pulsebridge", &pulse_fops);
	if (major < 0) {
		release_region(port, 1);
		return major;
	}
	mod_timer(&pulse_timer, jiffies + 1);
	return 0;
}

static void __exit pulse_exit(void)
{
	unregister_chrdev(major, "pulsebridge");
	timer_delete_sync(&pulse_timer);
	release_region(port, 1);
}

module_init(pulse_init);
module_exit(pulse_exit);
MODULE_DESCRIPTION("Electricity meter pulse input");
MODULE_LICENSE("GPL");
