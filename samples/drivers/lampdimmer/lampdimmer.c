// SPDX-License-Identifier: GPL-2.0
/*
 * lampdimmer - two dimmed lamps that fade slowly to a level written to them
 *
 * One macro defines the operations table of each lamp, another one hides
 * kill_fasync(). A lamp that has finished a fade takes the next command, so
 * the event is "writable" and the band is POLL_OUT.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define LAMP_STEP_MS	10

struct lamp {
	struct miscdevice misc;
	struct timer_list fade;
	spinlock_t lock;
	wait_queue_head_t wait;
	struct fasync_struct *watchers;
	unsigned short port;
	u8 level;
	u8 target;
};

#define LAMP_OF(filp)	container_of((filp)->private_data, struct lamp, misc)

#define LAMP_TELL(lamp, band)						\
	do {								\
		wake_up_interruptible(&(lamp)->wait);			\
		kill_fasync(&(lamp)->watchers, SIGIO, (band));		\
	} while (0)

#define LAMP_FOPS(_name, _write)					\
	static const struct file_operations _name##_fops = {		\
		.owner		= THIS_MODULE,				\
		.open		= lamp_open,				\
		.release	= lamp_release,				\
		.write		= _write,				\
		.poll		= lamp_poll,				\
		.fasync		= lamp_fasync,				\
	}

static unsigned short port = 0x3b0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the dimmer, one port per lamp");

static void lamp_step(struct timer_list *t)
{
	struct lamp *lamp = container_of(t, struct lamp, fade);
	bool done;

	spin_lock(&lamp->lock);
	if (lamp->level < lamp->target)
		lamp->level++;
	else if (lamp->level > lamp->target)
		lamp->level--;
	outb(lamp->level, lamp->port);
	done = lamp->level == lamp->target;
	if (!done)
		mod_timer(&lamp->fade, jiffies + msecs_to_jiffies(LAMP_STEP_MS));
	spin_unlock(&lamp->lock);

	if (done)
		LAMP_TELL(lamp, POLL_OUT);
}

static bool lamp_idle(struct lamp *lamp)
{
	bool idle;

	spin_lock_bh(&lamp->lock);
	idle = lamp->level == lamp->target;
	spin_unlock_bh(&lamp->lock);
	return idle;
}

static ssize_t lamp_command(struct file *filp, const char __user *buf,
			    size_t len, u8 ceiling)
{
	struct lamp *lamp = LAMP_OF(filp);
	bool taken = false;
	u8 target;
	int ret;

	if (!len)
		return 0;
	if (get_user(target, buf))
		return -EFAULT;
	target = min(target, ceiling);

	for (;;) {
		spin_lock_bh(&lamp->lock);
		if (lamp->level == lamp->target) {
			taken = true;
			lamp->target = target;
			if (lamp->level != target)
				mod_timer(&lamp->fade, jiffies +
					  msecs_to_jiffies(LAMP_STEP_MS));
		}
		spin_unlock_bh(&lamp->lock);
		if (taken)
			return 1;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(lamp->wait, lamp_idle(lamp));
		if (ret)
			return ret;
	}
}

static ssize_t hall_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	return lamp_command(filp, buf, len, 255);
}

/* The lamp on the stage shares its fuse and must stay below 80 percent. */
static ssize_t stage_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *off)
{
	return lamp_command(filp, buf, len, 204);
}

static int lamp_open(struct inode *inode, struct file *filp)
{
	return stream_open(inode, filp);
}

static int lamp_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

static __poll_t lamp_poll(struct file *filp, poll_table *pt)
{
	struct lamp *lamp = LAMP_OF(filp);

	poll_wait(filp, &lamp->wait, pt);
	return lamp_idle(lamp) ? EPOLLOUT | EPOLLWRNORM : 0;
}

static int lamp_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &LAMP_OF(filp)->watchers);
}

LAMP_FOPS(hall, hall_write);
LAMP_FOPS(stage, stage_write);

static struct lamp hall_lamp = {
	.misc = { .minor = MISC_DYNAMIC_MINOR, .name = "lamp-hall", .fops = &hall_fops },
};

static struct lamp stage_lamp = {
	.misc = { .minor = MISC_DYNAMIC_MINOR, .name = "lamp-stage", .fops = &stage_fops },
};

static int __init lamp_add(struct lamp *lamp, unsigned short where)
{
	lamp->port = where;
	spin_lock_init(&lamp->lock);
	init_waitqueue_head(&lamp->wait);
	timer_setup(&lamp->fade, lamp_step, 0);
	outb(0, where);
	return misc_register(&lamp->misc);
}

static void lamp_remove(struct lamp *lamp)
{
	misc_deregister(&lamp->misc);
	timer_delete_sync(&lamp->fade);
}

static int __init lamp_init(void)
{
	int ret;

	if (!request_region(port, 2, "lampdimmer"))
		return -EBUSY;
	ret = lamp_add(&hall_lamp, port);
	if (ret)
		goto drop_region;
	ret = lamp_add(&stage_lamp, port + 1);
	if (ret)
		goto drop_hall;
	return 0;

drop_hall:
	lamp_remove(&hall_lamp);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit lamp_exit(void)
{
	lamp_remove(&stage_lamp);
	lamp_remove(&hall_lamp);
	release_region(port, 2);
}

module_init(lamp_init);
module_exit(lamp_exit);
MODULE_DESCRIPTION("Two slowly fading lamps");
MODULE_LICENSE("GPL");
