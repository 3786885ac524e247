// SPDX-License-Identifier: GPL-2.0
/* POLL_* codes that arrive by a detour, and zeros that are not bands. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *pump_queue;

#define PUMP_EVENT	POLL_MSG

enum pump_event {
	PUMP_DATA = POLL_IN,
	PUMP_ROOM = POLL_OUT,
};

static const int pump_bands[] = { POLL_IN, POLL_OUT, POLL_ERR };

static void pump_notify(int band)
{
	kill_fasync(&pump_queue, SIGIO, band);
}

/* 0 means "nothing to report" and never gets as far as the kernel. */
static void pump_report(int band)
{
	if (band)
		pump_notify(band);
}

static long pump_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	int band = 0;

	kill_fasync(&pump_queue, SIGIO, PUMP_EVENT);
	kill_fasync(&pump_queue, SIGIO, PUMP_DATA);
	kill_fasync(&pump_queue, SIGIO, pump_bands[cmd % ARRAY_SIZE(pump_bands)]);
	kill_fasync(&pump_queue, SIGIO, cmd ? POLL_PRI : POLL_HUP);

	if (arg & 1)
		band = POLL_IN;
	else if (arg & 2)
		band = PUMP_ROOM;
	if (band)
		kill_fasync(&pump_queue, SIGIO, band);
	pump_report(0);
	pump_report(POLL_ERR);
	return 0;
}

static int pump_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pump_queue);
}

static int pump_release(struct inode *inode, struct file *filp)
{
	pump_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations pump_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = pump_ioctl,
	.fasync = pump_fasync,
	.release = pump_release,
};

static struct miscdevice pump_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pump",
	.fops = &pump_fops,
};
module_misc_device(pump_misc);

MODULE_LICENSE("GPL");
