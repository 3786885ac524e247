// SPDX-License-Identifier: GPL-2.0
/* The interrupt of a button starts a timer, and the timer notifies. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/timer.h>

struct button {
	struct timer_list debounce;
	struct fasync_struct *queue;
	int irq;
};

static struct button button = { .irq = 1 };

static void button_settled(struct timer_list *timer)
{
	struct button *b = from_timer(b, timer, debounce);

	kill_fasync(&b->queue, SIGIO, POLL_IN);
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

static int __init button_init(void)
{
	int ret;

	timer_setup(&button.debounce, button_settled, 0);
	ret = request_irq(button.irq, button_interrupt, IRQF_SHARED, "button", &button);
	if (ret)
		return ret;
	ret = misc_register(&button_misc);
	if (ret)
		free_irq(button.irq, &button);
	return ret;
}

/* Neither waits for button_settled(), nor is it the last who starts the timer. */
static void __exit button_exit(void)
{
	misc_deregister(&button_misc);
	del_timer(&button.debounce); /* expect: FA307 */
	free_irq(button.irq, &button);
}

module_init(button_init);
module_exit(button_exit);

MODULE_LICENSE("GPL");
