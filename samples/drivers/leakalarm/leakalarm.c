// SPDX-License-Identifier: GPL-2.0
/*
 * leakalarm - water leak detector, a memory-mapped block with an interrupt
 *
 * The device may be unbound while programs still hold it open. Every open
 * file therefore owns a reference to the structure with the queue, and the
 * openers are told about the loss with POLL_HUP. The handler works on a dead
 * device too, so an entry can always be taken off the queue.
 *
 * private_data is left as the misc core set it: a pointer to the miscdevice.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define LEAK_STATUS	0x00	/* one bit per probe, write one to clear */
#define LEAK_ENABLE	0x04

struct leak_alarm {
	struct kref ref;
	struct miscdevice misc;
	struct mutex lock;
	void __iomem *regs;
	int irq;
	u32 wet;
	bool gone;
	wait_queue_head_t wait;
	struct fasync_struct *async_queue;
};

static struct leak_alarm *leak_from_file(struct file *filp)
{
	return container_of(filp->private_data, struct leak_alarm, misc);
}

static void leak_free(struct kref *ref)
{
	kfree(container_of(ref, struct leak_alarm, ref));
}

static irqreturn_t leak_irq_thread(int irq, void *data)
{
	struct leak_alarm *alarm = data;
	u32 status = readl(alarm->regs + LEAK_STATUS);

	if (!status)
		return IRQ_NONE;
	writel(status, alarm->regs + LEAK_STATUS);

	mutex_lock(&alarm->lock);
	alarm->wet |= status;
	mutex_unlock(&alarm->lock);

	wake_up_interruptible(&alarm->wait);
	kill_fasync(&alarm->async_queue, SIGIO, POLL_IN);
	return IRQ_HANDLED;
}

static int leak_open(struct inode *inode, struct file *filp)
{
	kref_get(&leak_from_file(filp)->ref);
	return 0;
}

static int leak_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	kref_put(&leak_from_file(filp)->ref, leak_free);
	return 0;
}

static ssize_t leak_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct leak_alarm *alarm = leak_from_file(filp);
	u32 wet;
	int ret;

	if (len < sizeof(wet))
		return -EINVAL;

	for (;;) {
		mutex_lock(&alarm->lock);
		wet = alarm->wet;
		alarm->wet = 0;
		mutex_unlock(&alarm->lock);
		if (wet)
			break;
		if (READ_ONCE(alarm->gone))
			return -ENODEV;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(alarm->wait,
					       READ_ONCE(alarm->wet) ||
					       READ_ONCE(alarm->gone));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &wet, sizeof(wet)) ? -EFAULT : sizeof(wet);
}

static __poll_t leak_poll(struct file *filp, poll_table *pt)
{
	struct leak_alarm *alarm = leak_from_file(filp);
	__poll_t mask = 0;

	poll_wait(filp, &alarm->wait, pt);
	if (READ_ONCE(alarm->wet))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(alarm->gone))
		mask |= EPOLLHUP | EPOLLERR;
	return mask;
}

static int leak_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &leak_from_file(filp)->async_queue);
}

static const struct file_operations leak_fops = {
	.owner		= THIS_MODULE,
	.open		= leak_open,
	.release	= leak_release,
	.read		= leak_read,
	.poll		= leak_poll,
	.fasync		= leak_fasync,
};

/* Runs at unbind, before the registers are unmapped. */
static void leak_teardown(void *data)
{
	struct leak_alarm *alarm = data;

	misc_deregister(&alarm->misc);
	writel(0, alarm->regs + LEAK_ENABLE);
	free_irq(alarm->irq, alarm);

	WRITE_ONCE(alarm->gone, true);
	wake_up_interruptible_all(&alarm->wait);
	kill_fasync(&alarm->async_queue, SIGIO, POLL_HUP);
	kref_put(&alarm->ref, leak_free);
}

static int leak_probe(struct platform_device *pdev)
{
	struct leak_alarm *alarm;
	void __iomem *regs;
	int irq, ret;

	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;

	alarm = kzalloc(sizeof(*alarm), GFP_KERNEL);
	if (!alarm)
		return -ENOMEM;
	kref_init(&alarm->ref);
	mutex_init(&alarm->lock);
	init_waitqueue_head(&alarm->wait);
	alarm->regs = regs;
	alarm->irq = irq;
	alarm->misc.minor = MISC_DYNAMIC_MINOR;
	alarm->misc.name = "leakalarm";
	alarm->misc.fops = &leak_fops;
	alarm->misc.parent = &pdev->dev;

	ret = request_threaded_irq(irq, NULL, leak_irq_thread, IRQF_ONESHOT,
				   "leakalarm", alarm);
	if (ret)
		goto drop;
	ret = misc_register(&alarm->misc);
	if (ret)
		goto drop_irq;
	writel(~0U, alarm->regs + LEAK_ENABLE);
	return devm_add_action_or_reset(&pdev->dev, leak_teardown, alarm);

drop_irq:
	free_irq(irq, alarm);
drop:
	kref_put(&alarm->ref, leak_free);
	return ret;
}

static const struct of_device_id leak_of_match[] = {
	{ .compatible = "acme,leak-alarm" },
	{ }
};
MODULE_DEVICE_TABLE(of, leak_of_match);

static struct platform_driver leak_driver = {
	.probe	= leak_probe,
	.driver	= {
		.name		= "leakalarm",
		.of_match_table	= leak_of_match,
	},
};
module_platform_driver(leak_driver);

MODULE_DESCRIPTION("Water leak detector that may be unbound while open");
MODULE_LICENSE("GPL");
