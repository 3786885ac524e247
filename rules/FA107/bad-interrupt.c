// SPDX-License-Identifier: GPL-2.0
/* Registration from a timer function and with preemption off. */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/timer.h>

static struct fasync_struct *encoder_queue;
static struct file *encoder_waiting;

static void encoder_tick(struct timer_list *unused);
static DEFINE_TIMER(encoder_timer, encoder_tick);

/* Postpones the registration to a place where it cannot be made. */
static void encoder_tick(struct timer_list *unused)
{
	struct file *filp = xchg(&encoder_waiting, NULL);

	if (filp && fasync_helper(-1, filp, 1, &encoder_queue) < 0) /* expect: FA107 */
		pr_warn("encoder: no memory for asynchronous notification\n");
}

static int late_fasync(int fd, struct file *filp, int on)
{
	int ret;

	if (!on) {
		del_timer_sync(&encoder_timer);
		cmpxchg(&encoder_waiting, filp, NULL);
		return fasync_helper(-1, filp, 0, &encoder_queue);
	}
	preempt_disable();
	ret = fasync_helper(fd, filp, on, &encoder_queue); /* expect: FA107 */
	preempt_enable();
	if (ret < 0) {
		encoder_waiting = filp;
		mod_timer(&encoder_timer, jiffies + HZ);
	}
	return ret;
}

static ssize_t late_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&encoder_queue, SIGIO, POLL_IN);
	return len;
}

static int late_release(struct inode *inode, struct file *filp)
{
	late_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations late_fops = {
	.owner = THIS_MODULE,
	.write = late_write,
	.fasync = late_fasync,
	.release = late_release,
};

static struct miscdevice late_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "encoder_late",
	.fops = &late_fops,
};

static int __init late_init(void)
{
	return misc_register(&late_misc);
}

static void __exit late_exit(void)
{
	misc_deregister(&late_misc);
	del_timer_sync(&encoder_timer);
}

module_init(late_init);
module_exit(late_exit);

MODULE_LICENSE("GPL");
