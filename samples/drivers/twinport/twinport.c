// SPDX-License-Identifier: GPL-2.0
/*
 * twinport - crane remote control: one device for keys, one for link state
 *
 * Deliberate mistake: the release method of the key device was copied from
 * the link device and takes the file off the wrong queue.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define TWIN_KEY	0
#define TWIN_LINK	1
#define TWIN_PERIOD_MS	20

static unsigned short port = 0x398;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the receiver");

static struct {
	struct timer_list timer;
	spinlock_t lock;
	DECLARE_KFIFO(keys, u8, 64);
	u8 last_key;
	bool link_up;
	bool link_changed;
	wait_queue_head_t key_wait;
	wait_queue_head_t link_wait;
	struct fasync_struct *key_queue;
	struct fasync_struct *link_queue;
} twin;

static void twin_tick(struct timer_list *unused)
{
	u8 key = inb(port + TWIN_KEY);
	bool up = inb(port + TWIN_LINK) & 1;
	bool changed = false;

	if (key != twin.last_key) {
		twin.last_key = key;
		if (kfifo_in_spinlocked(&twin.keys, &key, 1, &twin.lock)) {
			wake_up_interruptible(&twin.key_wait);
			kill_fasync(&twin.key_queue, SIGIO, POLL_IN);
		}
	}

	spin_lock(&twin.lock);
	if (up != twin.link_up) {
		twin.link_up = up;
		twin.link_changed = true;
		changed = true;
	}
	spin_unlock(&twin.lock);
	if (changed) {
		wake_up_interruptible(&twin.link_wait);
		kill_fasync(&twin.link_queue, SIGIO, POLL_IN);
	}
	mod_timer(&twin.timer, jiffies + msecs_to_jiffies(TWIN_PERIOD_MS));
}

static int twin_key_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &twin.key_queue);
}

static int twin_link_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &twin.link_queue);
}

static int twin_link_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &twin.link_queue);
	return 0;
}

static int twin_key_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &twin.link_queue); /* expect: FA302 */
	return 0;
}

static ssize_t twin_key_read(struct file *filp, char __user *buf, size_t len,
			     loff_t *off)
{
	int ret;
	u8 key;

	if (!len)
		return 0;
	while (!kfifo_out_spinlocked(&twin.keys, &key, 1, &twin.lock)) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(twin.key_wait,
					       !kfifo_is_empty(&twin.keys));
		if (ret)
			return ret;
	}
	return put_user(key, buf) ? -EFAULT : 1;
}

static ssize_t twin_link_read(struct file *filp, char __user *buf, size_t len,
			      loff_t *off)
{
	u8 up;

	if (!len)
		return 0;
	spin_lock_bh(&twin.lock);
	up = twin.link_up;
	twin.link_changed = false;
	spin_unlock_bh(&twin.lock);
	return put_user(up, buf) ? -EFAULT : 1;
}

static __poll_t twin_key_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &twin.key_wait, pt);
	return kfifo_is_empty(&twin.keys) ? 0 : EPOLLIN | EPOLLRDNORM;
}

static __poll_t twin_link_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &twin.link_wait, pt);
	return READ_ONCE(twin.link_changed) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations twin_key_fops = {
	.owner		= THIS_MODULE,
	.release	= twin_key_release,
	.read		= twin_key_read,
	.poll		= twin_key_poll,
	.fasync		= twin_key_fasync,
};

static const struct file_operations twin_link_fops = {
	.owner		= THIS_MODULE,
	.release	= twin_link_release,
	.read		= twin_link_read,
	.poll		= twin_link_poll,
	.fasync		= twin_link_fasync,
};

static struct miscdevice twin_misc[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "crane-keys", .fops = &twin_key_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "crane-link", .fops = &twin_link_fops },
};

static int __init twin_init(void)
{
	int ret;

	spin_lock_init(&twin.lock);
	init_waitqueue_head(&twin.key_wait);
	init_waitqueue_head(&twin.link_wait);
	INIT_KFIFO(twin.keys);
	timer_setup(&twin.timer, twin_tick, 0);
	if (!request_region(port, 2, "twinport"))
		return -EBUSY;
	ret = misc_register(&twin_misc[0]);
	if (ret)
		goto drop_region;
	ret = misc_register(&twin_misc[1]);
	if (ret)
		goto drop_keys;
	mod_timer(&twin.timer, jiffies + 1);
	return 0;

drop_keys:
	misc_deregister(&twin_misc[0]);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit twin_exit(void)
{
	misc_deregister(&twin_misc[1]);
	misc_deregister(&twin_misc[0]);
	timer_delete_sync(&twin.timer);
	release_region(port, 2);
}

module_init(twin_init);
module_exit(twin_exit);
MODULE_DESCRIPTION("Crane remote control");
MODULE_LICENSE("GPL");
