// SPDX-License-Identifier: GPL-2.0
/* Notifications and owners under locks that an interrupt takes too, or that others sleep under. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

/* The interrupt handler takes the lock that write holds with interrupts on. */
static struct fasync_struct *valve_queue;
static DEFINE_SPINLOCK(valve_lock);
static unsigned int valve_turns;

static irqreturn_t valve_interrupt(int irq, void *data)
{
	spin_lock(&valve_lock);
	valve_turns++;
	spin_unlock(&valve_lock);
	kill_fasync(&valve_queue, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	spin_lock(&valve_lock);
	valve_turns += len;
	kill_fasync(&valve_queue, SIGIO, POLL_IN); /* expect: FA211 */
	spin_unlock(&valve_lock);
	return len;
}

static int valve_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &valve_queue);
}

static int valve_release(struct inode *inode, struct file *filp)
{
	return valve_fasync(-1, filp, 0);
}

static const struct file_operations valve_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = valve_fasync,
	.release = valve_release,
};

/* A timer and a worker, both by a function of their own, and a lock in an object. */
struct boiler {
	spinlock_t lock;
	struct fasync_struct *queue;
	struct timer_list timer;
	struct work_struct work;
	int heat;
};

static struct boiler boiler;

static void boiler_heat(struct boiler *b, int by)
{
	spin_lock(&b->lock);
	b->heat += by;
	spin_unlock(&b->lock);
}

static void boiler_tick(struct timer_list *timer)
{
	boiler_heat(&boiler, 1);
	schedule_work(&boiler.work);
}

static void boiler_tell(struct boiler *b)
{
	kill_fasync(&b->queue, SIGIO, POLL_PRI);
}

static void boiler_work(struct work_struct *work)
{
	struct boiler *b = container_of(work, struct boiler, work);

	spin_lock(&b->lock);
	if (b->heat > 100)
		boiler_tell(b); /* expect: FA211 */
	spin_unlock(&b->lock);
}

static int boiler_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &boiler.queue);
}

static int boiler_release(struct inode *inode, struct file *filp)
{
	return boiler_fasync(-1, filp, 0);
}

static const struct file_operations boiler_fops = {
	.owner = THIS_MODULE,
	.fasync = boiler_fasync,
	.release = boiler_release,
};

/* Bottom halves are off, but what takes the lock is an interrupt. */
static struct fasync_struct *gauge_queue;
static DEFINE_SPINLOCK(gauge_lock);
static int gauge_level;

static irqreturn_t gauge_interrupt(int irq, void *data)
{
	unsigned long flags;

	spin_lock_irqsave(&gauge_lock, flags);
	gauge_level++;
	kill_fasync(&gauge_queue, SIGIO, POLL_IN);
	spin_unlock_irqrestore(&gauge_lock, flags);
	return IRQ_HANDLED;
}

static long gauge_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	spin_lock_bh(&gauge_lock);
	gauge_level = arg;
	kill_fasync(&gauge_queue, SIGIO, POLL_IN); /* expect: FA211 */
	spin_unlock_bh(&gauge_lock);
	return 0;
}

/* __f_setown() ends with interrupts on, and the lock is still held. */
static int gauge_fasync(int fd, struct file *filp, int on)
{
	if (on) {
		spin_lock_irq(&gauge_lock);
		(void)f_setown(filp, task_pid_nr(current), 0); /* expect: FA211 */
		spin_unlock_irq(&gauge_lock);
	}
	return fasync_helper(fd, filp, on, &gauge_queue);
}

static int gauge_release(struct inode *inode, struct file *filp)
{
	return gauge_fasync(-1, filp, 0);
}

static const struct file_operations gauge_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = gauge_ioctl,
	.fasync = gauge_fasync,
	.release = gauge_release,
};

/* A raw spinlock, under which nobody may sleep on a real-time kernel either. */
static struct fasync_struct *pulse_queue;
static DEFINE_RAW_SPINLOCK(pulse_lock);
static unsigned int pulses;

static ssize_t pulse_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&pulse_lock, flags);
	pulses += len;
	kill_fasync(&pulse_queue, SIGIO, POLL_IN); /* expect: FA211 */
	raw_spin_unlock_irqrestore(&pulse_lock, flags);
	return len;
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
	.write = pulse_write,
	.fasync = pulse_fasync,
	.release = pulse_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "valve", .fops = &valve_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "boiler", .fops = &boiler_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gauge", .fops = &gauge_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pulse", .fops = &pulse_fops },
};

static int demo_irqs[2];
module_param_array(demo_irqs, int, NULL, 0444);

static int __init demo_init(void)
{
	int i, ret;

	spin_lock_init(&boiler.lock);
	timer_setup(&boiler.timer, boiler_tick, 0);
	INIT_WORK(&boiler.work, boiler_work);
	ret = request_irq(demo_irqs[0], valve_interrupt, 0, "valve", &valve_queue);
	if (ret)
		return ret;
	ret = request_irq(demo_irqs[1], gauge_interrupt, 0, "gauge", &gauge_queue);
	if (ret)
		goto no_gauge;
	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	mod_timer(&boiler.timer, jiffies + HZ);
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	free_irq(demo_irqs[1], &gauge_queue);
no_gauge:
	free_irq(demo_irqs[0], &valve_queue);
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
	del_timer_sync(&boiler.timer);
	cancel_work_sync(&boiler.work);
	free_irq(demo_irqs[1], &gauge_queue);
	free_irq(demo_irqs[0], &valve_queue);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
