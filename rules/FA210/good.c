// SPDX-License-Identifier: GPL-2.0
/* What is announced can be seen first. */
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

static ssize_t pager_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	len = min(len, sizeof(pager_text));
	if (copy_from_user(pager_text, buf, len))
		return -EFAULT;
	pager_count = len;
	kill_fasync(&pager_queue, SIGIO, POLL_IN);
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

/* Read waits for the lock, under which both happen. */
struct desk {
	struct mutex lock;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	size_t letters;
	unsigned long last;
};

static struct desk desk = {
	.lock = __MUTEX_INITIALIZER(desk.lock),
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(desk.wait),
};

static ssize_t desk_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	ssize_t ret = 0;

	mutex_lock(&desk.lock);
	if (!desk.letters)
		ret = -EAGAIN;
	else
		desk.letters--;
	mutex_unlock(&desk.lock);
	return ret;
}

static int desk_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &desk.queue);
}

static ssize_t desk_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	mutex_lock(&desk.lock);
	kill_fasync(&desk.queue, SIGIO, POLL_IN);
	desk.letters++;
	mutex_unlock(&desk.lock);
	return len;
}

static int desk_release(struct inode *inode, struct file *filp)
{
	return desk_fasync(-1, filp, 0);
}

static const struct file_operations desk_fops = {
	.owner = THIS_MODULE,
	.read = desk_read,
	.write = desk_write,
	.fasync = desk_fasync,
	.release = desk_release,
};

/* What is stored afterwards is no reason to read, or takes the reason away. */
static DECLARE_WAIT_QUEUE_HEAD(gate_wait);
static struct fasync_struct *gate_queue;
static bool gate_open_now;
static unsigned long gate_last;

static __poll_t gate_poll(struct file *filp, poll_table *wait)
{
	poll_wait(filp, &gate_wait, wait);
	return gate_open_now ? EPOLLIN | EPOLLRDNORM : 0;
}

static int gate_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gate_queue);
}

static ssize_t gate_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	gate_open_now = true;
	wake_up_interruptible(&gate_wait);
	kill_fasync(&gate_queue, SIGIO, POLL_IN);
	gate_last = jiffies;
	if (len > 1)
		gate_open_now = false;
	return len;
}

static int gate_release(struct inode *inode, struct file *filp)
{
	return gate_fasync(-1, filp, 0);
}

static const struct file_operations gate_fops = {
	.owner = THIS_MODULE,
	.poll = gate_poll,
	.write = gate_write,
	.fasync = gate_fasync,
	.release = gate_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pager", .fops = &pager_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "desk", .fops = &desk_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gate", .fops = &gate_fops },
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
