// SPDX-License-Identifier: GPL-2.0
/* What notifies goes on when the module is gone. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static struct fasync_struct *pulse_queue;
static struct timer_list pulse_timer;

/* It starts itself again, and nobody stops it. */
static void pulse_tick(struct timer_list *timer)
{
	kill_fasync(&pulse_queue, SIGIO, POLL_IN);
	mod_timer(&pulse_timer, jiffies + HZ);
}

static int pulse_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pulse_queue);
}

static int pulse_release(struct inode *inode, struct file *filp)
{
	return pulse_fasync(-1, filp, 0);
}

static const struct file_operations pulse_fops = {
	.owner = THIS_MODULE,
	.fasync = pulse_fasync,
	.release = pulse_release,
};

static struct miscdevice pulse_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pulse",
	.fops = &pulse_fops,
};

static int __init pulse_init(void)
{
	int ret;

	timer_setup(&pulse_timer, pulse_tick, 0);
	mod_timer(&pulse_timer, jiffies + HZ);
	ret = misc_register(&pulse_misc);
	if (ret)
		del_timer_sync(&pulse_timer);
	return ret;
}

static void __exit pulse_exit(void) /* expect: FA307 */
{
	misc_deregister(&pulse_misc);
}

module_init(pulse_init);
module_exit(pulse_exit);

MODULE_LICENSE("GPL");
