// SPDX-License-Identifier: GPL-2.0
/*
 * lockbox - key cabinet; every opener watches one of 16 hooks
 *
 * Deliberate mistake: the close path frees the session and only then takes
 * the file off the queue inside it.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioctl.h>
#include <linux/ioport.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define HOOK_COUNT	16
#define HOOK_PERIOD_MS	100
#define HOOK_WATCH	_IO('k', 1)

struct hook_session {
	struct list_head node;
	unsigned int hook;
	bool moved;
	bool present;
	wait_queue_head_t wait;
	struct fasync_struct *async;
};

static unsigned short port = 0x388;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the hook contacts, 16 bits");

static DEFINE_MUTEX(hook_mutex);
static LIST_HEAD(hook_sessions);
static u16 hook_keys;

static void hook_scan(struct work_struct *work);
static DECLARE_DELAYED_WORK(hook_work, hook_scan);

static void hook_scan(struct work_struct *work)
{
	struct hook_session *s;
	u16 keys = inw(port);
	u16 changed;

	mutex_lock(&hook_mutex);
	changed = keys ^ hook_keys;
	hook_keys = keys;
	list_for_each_entry(s, &hook_sessions, node) {
		if (!(changed & BIT(s->hook)))
			continue;
		s->present = keys & BIT(s->hook);
		s->moved = true;
		wake_up_interruptible(&s->wait);
		kill_fasync(&s->async, SIGIO, POLL_IN);
	}
	mutex_unlock(&hook_mutex);
	schedule_delayed_work(&hook_work, msecs_to_jiffies(HOOK_PERIOD_MS));
}

static int hook_open(struct inode *inode, struct file *filp)
{
	struct hook_session *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	init_waitqueue_head(&s->wait);
	filp->private_data = s;
	mutex_lock(&hook_mutex);
	list_add(&s->node, &hook_sessions);
	mutex_unlock(&hook_mutex);
	return stream_open(inode, filp);
}

static int hook_fasync(int fd, struct file *filp, int on)
{
	struct hook_session *s = filp->private_data;

	return fasync_helper(fd, filp, on, &s->async);
}

static int hook_release(struct inode *inode, struct file *filp)
{
	struct hook_session *s = filp->private_data;

	mutex_lock(&hook_mutex);
	list_del(&s->node);
	mutex_unlock(&hook_mutex);

	kfree(s);
	hook_fasync(-1, filp, 0); /* expect: FA302 */
	return 0;
}

static ssize_t hook_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct hook_session *s = filp->private_data;
	bool moved;
	u8 present;
	int ret;

	if (!len)
		return 0;
	for (;;) {
		mutex_lock(&hook_mutex);
		moved = s->moved;
		present = s->present;
		s->moved = false;
		mutex_unlock(&hook_mutex);
		if (moved)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(s->wait, READ_ONCE(s->moved));
		if (ret)
			return ret;
	}
	return put_user(present, buf) ? -EFAULT : 1;
}

static long hook_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct hook_session *s = filp->private_data;

	if (cmd != HOOK_WATCH)
		return -ENOTTY;
	if (arg >= HOOK_COUNT)
		return -EINVAL;
	mutex_lock(&hook_mutex);
	s->hook = arg;
	s->moved = false;
	mutex_unlock(&hook_mutex);
	return 0;
}

static __poll_t hook_poll(struct file *filp, poll_table *pt)
{
	struct hook_session *s = filp->private_data;

	poll_wait(filp, &s->wait, pt);
	return READ_ONCE(s->moved) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations hook_fops = {
	.owner		= THIS_MODULE,
	.open		= hook_open,
	.release	= hook_release,
	.read		= hook_read,
	.unlocked_ioctl	= hook_ioctl,
	.poll		= hook_poll,
	.fasync		= hook_fasync,
};

static struct miscdevice hook_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "lockbox",
	.fops	= &hook_fops,
};

static int __init hook_init(void)
{
	int ret;

	if (!request_region(port, 2, "lockbox"))
		return -EBUSY;
	hook_keys = inw(port);
	ret = misc_register(&hook_misc);
	if (ret) {
		release_region(port, 2);
		return ret;
	}
	schedule_delayed_work(&hook_work, 0);
	return 0;
}

static void __exit hook_exit(void)
{
	misc_deregister(&hook_misc);
	cancel_delayed_work_sync(&hook_work);
	release_region(port, 2);
}

module_init(hook_init);
module_exit(hook_exit);
MODULE_DESCRIPTION("Key cabinet");
MODULE_LICENSE("GPL");
