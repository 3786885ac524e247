// SPDX-License-Identifier: GPL-2.0
/*
 * tidegauge - a float in a well: an interrupt for each centimetre, read() gives the level
 *
 * The driver wakes sleepers, but programs cannot ask for a signal.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define TIDE_LEVEL	0x04
#define TIDE_ACK	0x08

struct tide_gauge {
	struct miscdevice misc;
	void __iomem *regs;
	spinlock_t lock;
	u32 level;
	bool fresh;
	wait_queue_head_t wait;
};

static struct tide_gauge the_gauge;

static irqreturn_t tide_irq(int irq, void *data)
{
	struct tide_gauge *gauge = data;

	spin_lock(&gauge->lock);
	gauge->level = readl(gauge->regs + TIDE_LEVEL);
	gauge->fresh = true;
	writel(1, gauge->regs + TIDE_ACK);
	spin_unlock(&gauge->lock);
	wake_up_interruptible(&gauge->wait);
	return IRQ_HANDLED;
}

static int tide_open(struct inode *inode, struct file *filp)
{
	filp->private_data = container_of(filp->private_data, struct tide_gauge, misc);
	return stream_open(inode, filp);
}

static ssize_t tide_read(struct file *filp, char __user *buf, size_t len, loff_t *off)
{
	struct tide_gauge *gauge = filp->private_data;
	u32 level;
	int ret;

	if (len < sizeof(level))
		return -EINVAL;
	if (!READ_ONCE(gauge->fresh) && (filp->f_flags & O_NONBLOCK))
		return -EAGAIN;
	ret = wait_event_interruptible(gauge->wait, READ_ONCE(gauge->fresh));
	if (ret)
		return ret;
	spin_lock_irq(&gauge->lock);
	level = gauge->level;
	gauge->fresh = false;
	spin_unlock_irq(&gauge->lock);
	return copy_to_user(buf, &level, sizeof(level)) ? -EFAULT : sizeof(level);
}

static __poll_t tide_poll(struct file *filp, poll_table *table)
{
	struct tide_gauge *gauge = filp->private_data;

	poll_wait(filp, &gauge->wait, table);
	return READ_ONCE(gauge->fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations tide_fops = {
	.owner = THIS_MODULE,
	.open = tide_open,
	.read = tide_read,
	.poll = tide_poll,
	.llseek = no_llseek,
};

static int tide_probe(struct platform_device *pdev)
{
	struct tide_gauge *gauge = &the_gauge;
	int irq, ret;

	gauge->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(gauge->regs))
		return PTR_ERR(gauge->regs);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	spin_lock_init(&gauge->lock);
	init_waitqueue_head(&gauge->wait);
	gauge->misc.minor = MISC_DYNAMIC_MINOR;
	gauge->misc.name = "tidegauge";
	gauge->misc.fops = &tide_fops;
	ret = devm_request_irq(&pdev->dev, irq, tide_irq, 0, "tidegauge", gauge);
	if (ret)
		return ret;
	platform_set_drvdata(pdev, gauge);
	return misc_register(&gauge->misc);
}

static int tide_remove(struct platform_device *pdev)
{
	struct tide_gauge *gauge = platform_get_drvdata(pdev);

	misc_deregister(&gauge->misc);
	return 0;
}

static struct platform_driver tide_driver = {
	.probe = tide_probe,
	.remove = tide_remove,
	.driver = { .name = "tidegauge" },
};
module_platform_driver(tide_driver);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Tide gauge");
