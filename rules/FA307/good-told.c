// SPDX-License-Identifier: GPL-2.0
/* Who starts again asks first; the hardware is quiet before; a close stops what an open began. */
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

/* A pulse that is told to end. */
static struct fasync_struct *pulse_queue;
static struct timer_list pulse_timer;
static bool pulse_going;

static void pulse_tick(struct timer_list *timer)
{
	kill_fasync(&pulse_queue, SIGIO, POLL_IN);
	if (READ_ONCE(pulse_going))
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

/* The registers forbid interrupts before the work is cancelled. */
static void __iomem *flood_registers;
static struct fasync_struct *flood_queue;

static void flood_report(struct work_struct *work)
{
	kill_fasync(&flood_queue, SIGIO, POLL_IN);
}

static DECLARE_DELAYED_WORK(flood_work, flood_report);

static irqreturn_t flood_interrupt(int irq, void *data)
{
	schedule_delayed_work(&flood_work, HZ);
	return IRQ_HANDLED;
}

static int flood_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &flood_queue);
}

static int flood_release(struct inode *inode, struct file *filp)
{
	return flood_fasync(-1, filp, 0);
}

static const struct file_operations flood_fops = {
	.owner = THIS_MODULE,
	.fasync = flood_fasync,
	.release = flood_release,
};

static void flood_quiet(void)
{
	iowrite32(0, flood_registers);
	ioread32(flood_registers);
}

/* The timer runs while the device is open, and an open file keeps the module. */
static struct fasync_struct *watch_queue;
static struct hrtimer watch_timer;

static enum hrtimer_restart watch_tick(struct hrtimer *timer)
{
	kill_fasync(&watch_queue, SIGIO, POLL_IN);
	hrtimer_forward_now(timer, ms_to_ktime(100));
	return HRTIMER_RESTART;
}

static int watch_open(struct inode *inode, struct file *filp)
{
	hrtimer_init(&watch_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	watch_timer.function = watch_tick;
	hrtimer_start(&watch_timer, ms_to_ktime(100), HRTIMER_MODE_REL);
	return 0;
}

static int watch_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &watch_queue);
}

static int watch_release(struct inode *inode, struct file *filp)
{
	watch_fasync(-1, filp, 0);
	hrtimer_cancel(&watch_timer);
	return 0;
}

static const struct file_operations watch_fops = {
	.owner = THIS_MODULE,
	.open = watch_open,
	.fasync = watch_fasync,
	.release = watch_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pulse", .fops = &pulse_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "flood", .fops = &flood_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "watch", .fops = &watch_fops },
};

static void demo_stop(void)
{
	WRITE_ONCE(pulse_going, false);
	del_timer_sync(&pulse_timer);
	flood_quiet();
	cancel_delayed_work_sync(&flood_work);
	free_irq(1, &flood_work);
	iounmap(flood_registers);
}

static int __init demo_init(void)
{
	int i, ret;

	flood_registers = ioremap(0x1000, 4);
	if (!flood_registers)
		return -ENOMEM;
	ret = request_irq(1, flood_interrupt, IRQF_SHARED, "flood", &flood_work);
	if (ret) {
		iounmap(flood_registers);
		return ret;
	}
	timer_setup(&pulse_timer, pulse_tick, 0);
	pulse_going = true;
	mod_timer(&pulse_timer, jiffies + HZ);
	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	demo_stop();
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
	demo_stop();
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
