// SPDX-License-Identifier: GPL-2.0
/* Stopped, but not for good, or not all of it. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static struct fasync_struct *door_queue;
static struct fasync_struct *lock_queue;
static struct timer_list lock_timer;

static void door_report(struct work_struct *work)
{
	kill_fasync(&door_queue, SIGIO, POLL_IN);
}

static DECLARE_WORK(door_work, door_report);

static irqreturn_t door_interrupt(int irq, void *data)
{
	schedule_work(&door_work);
	return IRQ_HANDLED;
}

static void lock_expired(struct timer_list *timer)
{
	kill_fasync(&lock_queue, SIGIO, POLL_IN);
}

static int door_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &door_queue);
}

static int lock_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lock_queue);
}

static ssize_t lock_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	mod_timer(&lock_timer, jiffies + HZ);
	return len;
}

static const struct file_operations door_fops = {
	.owner = THIS_MODULE,
	.fasync = door_fasync,
};

static const struct file_operations lock_fops = {
	.owner = THIS_MODULE,
	.write = lock_write,
	.fasync = lock_fasync,
};

static struct miscdevice door_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "door",
	.fops = &door_fops,
};

static struct miscdevice lock_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "lock",
	.fops = &lock_fops,
};

static int __init door_init(void)
{
	int ret = request_irq(1, door_interrupt, IRQF_SHARED, "door", &door_misc);

	if (ret)
		return ret;
	timer_setup(&lock_timer, lock_expired, 0);
	ret = misc_register(&door_misc);
	if (ret)
		goto irq;
	ret = misc_register(&lock_misc);
	if (ret)
		goto door;
	return 0;
door:
	misc_deregister(&door_misc);
irq:
	free_irq(1, &door_misc);
	return ret;
}

static void __exit door_exit(void)
{
	misc_deregister(&lock_misc);
	misc_deregister(&door_misc);
	cancel_work_sync(&door_work); /* expect: FA307 */
	free_irq(1, &door_misc);
	del_timer(&lock_timer); /* expect: FA307 */
}

module_init(door_init);
module_exit(door_exit);

MODULE_LICENSE("GPL");
