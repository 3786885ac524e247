// SPDX-License-Identifier: GPL-2.0
/*
 * dripcounter - optical drop counter of an infusion stand
 *
 * Deliberate mistakes: bands that are no band at all. The author took the
 * argument for a free code that reaches si_code: 0 for "a drop", 42 for "bag
 * empty", SI_KERNEL because that is what a test program printed.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define DRIP_BEAM	0x01
#define DRIP_EMPTY	0x02
#define DRIP_AIR	0x04
#define DRIP_PERIOD_MS	5

struct drip_report {
	u32 drops;
	u32 status;
};

static unsigned short port = 0x3d8;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the drop counter");

static atomic_t drip_drops = ATOMIC_INIT(0);
static atomic_t drip_status = ATOMIC_INIT(0);
static u8 drip_last;
static DECLARE_WAIT_QUEUE_HEAD(drip_wait);
static struct fasync_struct *drip_nurses;

static void drip_look(struct timer_list *unused);
static DEFINE_TIMER(drip_timer, drip_look);

static void drip_look(struct timer_list *unused)
{
	u8 now = inb(port) & (DRIP_BEAM | DRIP_EMPTY | DRIP_AIR);
	u8 rising = now & ~drip_last;

	drip_last = now;
	if (rising & DRIP_BEAM)
		atomic_inc(&drip_drops);
	if (rising & (DRIP_EMPTY | DRIP_AIR))
		atomic_or(rising & (DRIP_EMPTY | DRIP_AIR), &drip_status);

	if (rising)
		wake_up_interruptible(&drip_wait);
	if (rising & DRIP_BEAM)
		kill_fasync(&drip_nurses, SIGIO, 0); /* expect: FA203 */
	if (rising & DRIP_EMPTY)
		kill_fasync(&drip_nurses, SIGIO, 42); /* expect: FA203 */
	if (rising & DRIP_AIR)
		kill_fasync(&drip_nurses, SIGIO, SI_KERNEL); /* expect: FA203 */

	mod_timer(&drip_timer, jiffies + msecs_to_jiffies(DRIP_PERIOD_MS));
}

static bool drip_news(void)
{
	return atomic_read(&drip_drops) || atomic_read(&drip_status);
}

static ssize_t drip_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct drip_report report;
	int ret;

	if (len < sizeof(report))
		return -EINVAL;
	for (;;) {
		report.drops = atomic_xchg(&drip_drops, 0);
		report.status = atomic_xchg(&drip_status, 0);
		if (report.drops || report.status)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(drip_wait, drip_news());
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &report, sizeof(report)) ? -EFAULT :
		sizeof(report);
}

static __poll_t drip_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &drip_wait, pt);
	return drip_news() ? EPOLLIN | EPOLLRDNORM : 0;
}

static int drip_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &drip_nurses);
}

static const struct file_operations drip_fops = {
	.owner	= THIS_MODULE,
	.read	= drip_read,
	.poll	= drip_poll,
	.fasync	= drip_fasync, /* expect-legacy: FA301 */
};

static struct miscdevice drip_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "dripcounter",
	.fops	= &drip_fops,
};

static int __init drip_init(void)
{
	int ret;

	if (!request_region(port, 1, "dripcounter"))
		return -EBUSY;
	ret = misc_register(&drip_misc);
	if (ret) {
		release_region(port, 1);
		return ret;
	}
	mod_timer(&drip_timer, jiffies + 1);
	return 0;
}

static void __exit drip_exit(void)
{
	misc_deregister(&drip_misc);
	timer_delete_sync(&drip_timer);
	release_region(port, 1);
}

module_init(drip_init);
module_exit(drip_exit);
MODULE_DESCRIPTION("Drop counter of an infusion stand");
MODULE_LICENSE("GPL");
