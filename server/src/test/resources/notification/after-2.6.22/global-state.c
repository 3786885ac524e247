// SPDX-License-Identifier: GPL-2.0
/* One device, all of its state in variables; a timer brings data, with and without braces. */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static void tide_tick(struct timer_list *unused);

static DECLARE_WAIT_QUEUE_HEAD(tide_wait);
static struct fasync_struct *tide_async_queue;
static DEFINE_TIMER(tide_timer, tide_tick);
static unsigned int tide_level;
static bool tide_fresh;
static bool tide_gone;

static void tide_tick(struct timer_list *unused)
{
	unsigned int level = jiffies & 0xff;

	if (level != tide_level)
		tide_fresh = true;
	tide_level = level;
	if (tide_fresh) {
		wake_up_interruptible(&tide_wait);
		kill_fasync(&tide_async_queue, SIGIO, POLL_IN);
	} else {
		pr_debug("tide: still %u\n", tide_level);
	}
	mod_timer(&tide_timer, jiffies + HZ);
}

static ssize_t tide_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	int ret;

	if (len < sizeof(tide_level))
		return -EINVAL;
	ret = wait_event_interruptible(tide_wait, tide_fresh || tide_gone);
	if (ret)
		return ret;
	tide_fresh = false;
	return put_user(tide_level, (unsigned int __user *)buf) ?: sizeof(tide_level);
}

static __poll_t tide_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &tide_wait, wait);
	return tide_fresh ? EPOLLIN | EPOLLRDNORM : 0;
}

static int tide_fasync(int fd, struct file *file, int on)
{
	return min(fasync_helper(fd, file, on, &tide_async_queue), 0);
}

static int tide_release(struct inode *inode, struct file *file)
{
	tide_fasync(-1, file, 0);
	return 0;
}

static const struct file_operations tide_fops = {
	.owner = THIS_MODULE,
	.read = tide_read,
	.poll = tide_poll,
	.fasync = tide_fasync,
	.release = tide_release,
};

static struct miscdevice tide_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tide",
	.fops = &tide_fops,
};

static int __init tide_init(void)
{
	int ret = misc_register(&tide_misc);

	if (!ret)
		mod_timer(&tide_timer, jiffies + HZ);
	return ret;
}

static void __exit tide_exit(void)
{
	tide_gone = true;
	wake_up_all(&tide_wait); /* nobody is to sleep on */
	kill_fasync(&tide_async_queue, SIGIO, POLL_IN);
	misc_deregister(&tide_misc);
	del_timer_sync(&tide_timer);
}

module_init(tide_init);
module_exit(tide_exit);

MODULE_LICENSE("GPL");
