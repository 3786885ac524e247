// SPDX-License-Identifier: GPL-2.0
/* Files are notified before read and poll can see why. */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(pager_wait);
static struct fasync_struct *pager_queue;
static char pager_text[64];
static size_t pager_count;

static ssize_t pager_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	int ret = wait_event_interruptible(pager_wait, pager_count > 0);

	if (ret)
		return ret;
	len = min(len, pager_count);
	if (copy_to_user(buf, pager_text, len))
		return -EFAULT;
	pager_count = 0;
	return len;
}

static int pager_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pager_queue);
}

/* The count comes last, and read looks at the count. */
static ssize_t pager_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	len = min(len, sizeof(pager_text));
	if (copy_from_user(pager_text, buf, len))
		return -EFAULT;
	kill_fasync(&pager_queue, SIGIO, POLL_IN); /* expect: FA210 */
	pager_count = len;
	wake_up_interruptible(&pager_wait);
	return len;
}

static int pager_release(struct inode *inode, struct file *filp)
{
	return pager_fasync(-1, filp, 0);
}

static const struct file_operations pager_fops = {
	.owner = THIS_MODULE,
	.read = pager_read,
	.write = pager_write,
	.fasync = pager_fasync,
	.release = pager_release,
};

/* In an interrupt it takes another processor to see it. */
struct bell {
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	atomic_t rings;
};

static struct bell bell = {
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(bell.wait),
};

static irqreturn_t bell_interrupt(int irq, void *data)
{
	struct bell *b = data;

	kill_fasync(&b->queue, SIGIO, POLL_IN); /* expect: FA210 */
	atomic_set(&b->rings, 1);
	wake_up_interruptible(&b->wait);
	return IRQ_HANDLED;
}

static int bell_open(struct inode *inode, struct file *filp)
{
	return request_irq(1, bell_interrupt, IRQF_SHARED, "bell", &bell);
}

static __poll_t bell_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &bell.wait, wait);
	if (atomic_read(&bell.rings))
		return EPOLLIN | EPOLLRDNORM;
	return 0;
}

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &bell.queue);
}

static int bell_release(struct inode *inode, struct file *filp)
{
	bell_fasync(-1, filp, 0);
	free_irq(1, &bell);
	return 0;
}

static const struct file_operations bell_fops = {
	.owner = THIS_MODULE,
	.open = bell_open,
	.poll = bell_poll,
	.fasync = bell_fasync,
	.release = bell_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pager", .fops = &pager_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "bell", .fops = &bell_fops },
};

static int __init demo_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
