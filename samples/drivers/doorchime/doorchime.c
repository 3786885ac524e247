// SPDX-License-Identifier: GPL-2.0
/*
 * doorchime - push button on an input port of an ISA relay card
 *
 * One queue for the whole driver, held in a static variable. A kernel timer
 * looks at the button, counts presses and tells whoever asked for SIGIO.
 */
#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define CHIME_BUTTON	0x01
#define CHIME_POLL_MS	20

static unsigned short port = 0x300;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port the button is wired to");

static atomic_t chime_presses = ATOMIC_INIT(0);
static bool chime_was_down;
static struct fasync_struct *chime_queue;
static DECLARE_WAIT_QUEUE_HEAD(chime_wait);

static void chime_look(struct timer_list *unused);
static DEFINE_TIMER(chime_timer, chime_look);

static void chime_look(struct timer_list *unused)
{
	bool down = inb(port) & CHIME_BUTTON;

	if (down && !chime_was_down) {
		atomic_inc(&chime_presses);
		wake_up_interruptible(&chime_wait);
		kill_fasync(&chime_queue, SIGIO, POLL_IN);
	}
	chime_was_down = down;
	mod_timer(&chime_timer, jiffies + msecs_to_jiffies(CHIME_POLL_MS));
}

static ssize_t chime_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	u32 presses;
	int ret;

	if (len < sizeof(presses))
		return -EINVAL;

	while (!(presses = atomic_xchg(&chime_presses, 0))) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(chime_wait,
					       atomic_read(&chime_presses));
		if (ret)
			return ret;
	}
	if (copy_to_user(buf, &presses, sizeof(presses))) {
		atomic_add(presses, &chime_presses);
		return -EFAULT;
	}
	return sizeof(presses);
}

static __poll_t chime_poll(struct file *filp, poll_table *pt)
{
	poll_wait(filp, &chime_wait, pt);
	return atomic_read(&chime_presses) ? EPOLLIN | EPOLLRDNORM : 0;
}

static int chime_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &chime_queue);
}

static int chime_release(struct inode *inode, struct file *filp)
{
	chime_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations chime_fops = {
	.owner		= THIS_MODULE,
	.read		= chime_read,
	.poll		= chime_poll,
	.fasync		= chime_fasync,
	.release	= chime_release,
};

static struct miscdevice chime_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "doorchime",
	.fops	= &chime_fops,
};

static int __init chime_init(void)
{
	int ret;

	if (!request_region(port, 1, "doorchime"))
		return -EBUSY;

	ret = misc_register(&chime_misc);
	if (ret) {
		release_region(port, 1);
		return ret;
	}
	mod_timer(&chime_timer, jiffies + msecs_to_jiffies(CHIME_POLL_MS));
	return 0;
}

static void __exit chime_exit(void)
{
	misc_deregister(&chime_misc);
	timer_delete_sync(&chime_timer);
	release_region(port, 1);
}

module_init(chime_init);
module_exit(chime_exit);
MODULE_DESCRIPTION("Door chime push button");
MODULE_LICENSE("GPL");
