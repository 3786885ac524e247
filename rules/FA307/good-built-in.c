// SPDX-License-Identifier: GPL-2.0
/* Built into the kernel: it never goes, so its timer may run for ever. */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/timer.h>

static struct fasync_struct *pulse_queue;
static struct timer_list pulse_timer;

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
	timer_setup(&pulse_timer, pulse_tick, 0);
	mod_timer(&pulse_timer, jiffies + HZ);
	return misc_register(&pulse_misc);
}
device_initcall(pulse_init);
