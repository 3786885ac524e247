// SPDX-License-Identifier: GPL-2.0
/*
 * brakeline - air pressure of the brake line of a train, and its cut-off
 *
 * Deliberate mistakes: two more ways to call the helper where it must not
 * sleep. The pressure device takes a lock in the method and calls the helper
 * from a function further down; the cut-off device switches interrupts off.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/irqflags.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define BRAKE_PRESSURE	0
#define BRAKE_CUTOFF	2
#define BRAKE_PERIOD_MS	50
#define BRAKE_STEP	10

struct brake_event {
	u16 value;
	bool fresh;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static unsigned short port = 0x250;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the brake supervisor");

static DEFINE_SPINLOCK(brake_lock);
static struct brake_event pressure, cutoff;

static void brake_tick(struct timer_list *unused);
static DEFINE_TIMER(brake_timer, brake_tick);

static bool brake_update(struct brake_event *evt, u16 value, u16 step)
{
	bool news = false;

	spin_lock(&brake_lock);
	if (abs(value - evt->value) >= step) {
		evt->value = value;
		evt->fresh = true;
		news = true;
	}
	spin_unlock(&brake_lock);
	return news;
}

static void brake_tick(struct timer_list *unused)
{
	if (brake_update(&pressure, inw(port + BRAKE_PRESSURE), BRAKE_STEP)) {
		wake_up_interruptible(&pressure.wait);
		kill_fasync(&pressure.queue, SIGIO, POLL_IN);
	}
	if (brake_update(&cutoff, inb(port + BRAKE_CUTOFF) & 1, 1)) {
		wake_up_interruptible(&cutoff.wait);
		kill_fasync(&cutoff.queue, SIGIO, POLL_IN);
	}
	mod_timer(&brake_timer, jiffies + msecs_to_jiffies(BRAKE_PERIOD_MS));
}

static int brake_join(int fd, struct file *filp, int on,
		      struct brake_event *evt)
{
	return fasync_helper(fd, filp, on, &evt->queue); /* expect: FA107 */
}

static int pressure_fasync(int fd, struct file *filp, int on)
{
	int ret;

	spin_lock_bh(&brake_lock);
	ret = brake_join(fd, filp, on, &pressure);
	spin_unlock_bh(&brake_lock);
	return ret;
}

static int cutoff_fasync(int fd, struct file *filp, int on)
{
	unsigned long flags;
	int ret;

	local_irq_save(flags);
	ret = fasync_helper(fd, filp, on, &cutoff.queue); /* expect: FA107 */
	local_irq_restore(flags);
	return ret;
}

static ssize_t brake_take(struct brake_event *evt, struct file *filp,
			  char __user *buf, size_t len)
{
	bool fresh;
	u16 value;
	int ret;

	if (len < sizeof(value))
		return -EINVAL;
	for (;;) {
		spin_lock_bh(&brake_lock);
		fresh = evt->fresh;
		value = evt->value;
		evt->fresh = false;
		spin_unlock_bh(&brake_lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(evt->wait,
					       READ_ONCE(evt->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &value, sizeof(value)) ? -EFAULT :
		sizeof(value);
}

static ssize_t pressure_read(struct file *filp, char __user *buf, size_t len,
			     loff_t *off)
{
	return brake_take(&pressure, filp, buf, len);
}

static ssize_t cutoff_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *off)
{
	return brake_take(&cutoff, filp, buf, len);
}

static __poll_t pressure_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &pressure.wait, pt);
	return READ_ONCE(pressure.fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static __poll_t cutoff_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &cutoff.wait, pt);
	return READ_ONCE(cutoff.fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations pressure_fops = {
	.owner	= THIS_MODULE,
	.read	= pressure_read,
	.poll	= pressure_poll,
	.fasync	= pressure_fasync, /* expect-legacy: FA301 */
};

static const struct file_operations cutoff_fops = {
	.owner	= THIS_MODULE,
	.read	= cutoff_read,
	.poll	= cutoff_poll,
	.fasync	= cutoff_fasync, /* expect-legacy: FA301 */
};

static struct miscdevice pressure_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "brake-pressure",
	.fops	= &pressure_fops,
};

static struct miscdevice cutoff_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "brake-cutoff",
	.fops	= &cutoff_fops,
};

static int __init brake_init(void)
{
	int ret;

	init_waitqueue_head(&pressure.wait);
	init_waitqueue_head(&cutoff.wait);
	if (!request_region(port, 3, "brakeline"))
		return -EBUSY;
	ret = misc_register(&pressure_misc);
	if (ret)
		goto drop_region;
	ret = misc_register(&cutoff_misc);
	if (ret)
		goto drop_pressure;
	mod_timer(&brake_timer, jiffies + 1);
	return 0;

drop_pressure:
	misc_deregister(&pressure_misc);
drop_region:
	release_region(port, 3);
	return ret;
}

static void __exit brake_exit(void)
{
	misc_deregister(&cutoff_misc);
	misc_deregister(&pressure_misc);
	timer_delete_sync(&brake_timer);
	release_region(port, 3);
}

module_init(brake_init);
module_exit(brake_exit);
MODULE_DESCRIPTION("Brake line pressure");
MODULE_LICENSE("GPL");
