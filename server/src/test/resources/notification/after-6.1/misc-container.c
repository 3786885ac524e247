// SPDX-License-Identifier: GPL-2.0
/* misc_open() leaves the miscdevice in private_data; the methods find the object around it. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

struct hatch {
	struct miscdevice misc;
	spinlock_t lock;
	u32 events;
	bool busy;
	wait_queue_head_t wait;
	struct fasync_struct *async_queue;
};

static struct hatch *to_hatch(struct miscdevice *misc)
{
	return container_of(misc, struct hatch, misc);
}

static void hatch_event(struct hatch *hatch, u32 bits)
{
	unsigned long flags;

	spin_lock_irqsave(&hatch->lock, flags);
	hatch->events |= bits;
	spin_unlock_irqrestore(&hatch->lock, flags);
	wake_up_interruptible_poll(&hatch->wait, EPOLLIN | EPOLLRDNORM);
	kill_fasync(&hatch->async_queue, SIGIO, POLL_IN);
}

static irqreturn_t hatch_irq(int irq, void *data)
{
	struct hatch *hatch = data;

	hatch_event(hatch, BIT(0));
	if (hatch->busy) {
		hatch->busy = false;
		wake_up_interruptible_poll(&hatch->wait, EPOLLOUT | EPOLLWRNORM);
		kill_fasync(&hatch->async_queue, SIGIO, POLL_OUT);
	}
	return IRQ_HANDLED;
}

static ssize_t hatch_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	struct hatch *hatch;
	u32 events;

	hatch = to_hatch(file->private_data);
	if (len < sizeof(events))
		return -EINVAL;
	spin_lock_irq(&hatch->lock);
	events = hatch->events;
	hatch->events = 0;
	spin_unlock_irq(&hatch->lock);
	if (!events)
		return -EAGAIN;
	return copy_to_user(buf, &events, sizeof(events)) ? -EFAULT : sizeof(events);
}

static ssize_t hatch_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct hatch *hatch = to_hatch(file->private_data);

	if (hatch->busy)
		return -EAGAIN;
	hatch->busy = true;
	return len;
}

static __poll_t hatch_poll(struct file *file, poll_table *wait)
{
	struct hatch *hatch = to_hatch(file->private_data);
	__poll_t mask = 0;

	poll_wait(file, &hatch->wait, wait);
	if (hatch->events)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (!hatch->busy)
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

/* Nothing to count: the device stays while the module does. */
static int hatch_release(struct inode *inode, struct file *file)
{
	struct hatch *hatch = to_hatch(file->private_data);

	/* What was not read is of no use to the next one. */
	hatch->events = 0;
	return 0;
}

static int hatch_fasync(int fd, struct file *file, int on)
{
	struct hatch *hatch = to_hatch(file->private_data);

	return fasync_helper(fd, file, on, &hatch->async_queue);
}

static const struct file_operations hatch_fops = {
	.owner = THIS_MODULE,
	.read = hatch_read,
	.write = hatch_write,
	.poll = hatch_poll,
	.release = hatch_release,
	.fasync = hatch_fasync,
};

static int hatch_probe(struct platform_device *pdev)
{
	struct hatch *hatch = devm_kzalloc(&pdev->dev, sizeof(*hatch), GFP_KERNEL);
	int irq = platform_get_irq(pdev, 0);
	int ret;

	if (!hatch)
		return -ENOMEM;
	if (irq < 0)
		return irq;
	spin_lock_init(&hatch->lock);
	init_waitqueue_head(&hatch->wait);
	hatch->misc.minor = MISC_DYNAMIC_MINOR;
	hatch->misc.name = "hatch";
	hatch->misc.fops = &hatch_fops;
	ret = devm_request_irq(&pdev->dev, irq, hatch_irq, 0, "hatch", hatch);
	if (ret)
		return ret;
	platform_set_drvdata(pdev, hatch);
	return misc_register(&hatch->misc);
}

static int hatch_remove(struct platform_device *pdev)
{
	struct hatch *hatch = platform_get_drvdata(pdev);

	misc_deregister(&hatch->misc);
	return 0;
}

static struct platform_driver hatch_driver = {
	.driver = { .name = "hatch", .suppress_bind_attrs = true },
	.probe = hatch_probe,
	.remove = hatch_remove,
};
module_platform_driver(hatch_driver);

MODULE_LICENSE("GPL");
