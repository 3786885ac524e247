// SPDX-License-Identifier: GPL-2.0
/* Stopped, but not for good, or not all of it. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static struct fasync_struct *door_queue;
static struct fasync_struct *latch_queue;
static struct timer_list latch_timer;

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

static void latch_expired(struct timer_list *timer)
{
	kill_fasync(&latch_queue, SIGIO, POLL_IN);
}

static int door_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &door_queue);
}

static int latch_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &latch_queue);
}

static ssize_t latch_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	mod_timer(&latch_timer, jiffies + HZ);
	return len;
}

static int door_release(struct inode *inode, struct file *filp)
{
	return door_fasync(-1, filp, 0);
}

static const struct file_operations door_fops = {
	.owner = THIS_MODULE,
	.fasync = door_fasync,
	.release = door_release,
};

static int latch_release(struct inode *inode, struct file *filp)
{
	return latch_fasync(-1, filp, 0);
}

static const struct file_operations latch_fops = {
	.owner = THIS_MODULE,
	.write = latch_write,
	.fasync = latch_fasync,
	.release = latch_release,
};

static struct miscdevice door_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "door",
	.fops = &door_fops,
};

static struct miscdevice latch_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "latch",
	.fops = &latch_fops,
};

static int __init door_init(void)
{
	int ret = request_irq(1, door_interrupt, IRQF_SHARED, "door", &door_misc);

	if (ret)
		return ret;
	timer_setup(&latch_timer, latch_expired, 0);
	ret = misc_register(&door_misc);
	if (ret)
		goto irq;
	ret = misc_register(&latch_misc);
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
	misc_deregister(&latch_misc);
	misc_deregister(&door_misc);
	cancel_work_sync(&door_work); /* expect: FA307 */
	free_irq(1, &door_misc);
	del_timer(&latch_timer); /* expect: FA307 */
}

module_init(door_init);
module_exit(door_exit);

MODULE_LICENSE("GPL");
