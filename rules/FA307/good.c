// SPDX-License-Identifier: GPL-2.0
/* First what starts, then what was started, and each is waited for. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct button {
	struct timer_list debounce;
	struct work_struct report;
	struct fasync_struct *queue;
	int irq;
};

static struct button button = { .irq = 1 };

static void button_report(struct work_struct *work)
{
	struct button *b = container_of(work, struct button, report);

	kill_fasync(&b->queue, SIGIO, POLL_IN);
}

static void button_settled(struct timer_list *timer)
{
	struct button *b = from_timer(b, timer, debounce);

	schedule_work(&b->report);
}

static irqreturn_t button_interrupt(int irq, void *data)
{
	struct button *b = data;

	mod_timer(&b->debounce, jiffies + HZ / 50);
	return IRQ_HANDLED;
}

static int button_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &button.queue);
}

static int button_release(struct inode *inode, struct file *filp)
{
	return button_fasync(-1, filp, 0);
}

static const struct file_operations button_fops = {
	.owner = THIS_MODULE,
	.fasync = button_fasync,
	.release = button_release,
};

static struct miscdevice button_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "button",
	.fops = &button_fops,
};

static void button_stop(struct button *b)
{
	free_irq(b->irq, b);
	del_timer_sync(&b->debounce);
	cancel_work_sync(&b->report);
}

static int __init button_init(void)
{
	int ret;

	timer_setup(&button.debounce, button_settled, 0);
	INIT_WORK(&button.report, button_report);
	ret = request_irq(button.irq, button_interrupt, IRQF_SHARED, "button", &button);
	if (ret)
		return ret;
	ret = misc_register(&button_misc);
	if (ret)
		button_stop(&button);
	return ret;
}

static void __exit button_exit(void)
{
	misc_deregister(&button_misc);
	button_stop(&button);
}

module_init(button_init);
module_exit(button_exit);

MODULE_LICENSE("GPL");
