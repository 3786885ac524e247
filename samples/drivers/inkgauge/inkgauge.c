// SPDX-License-Identifier: GPL-2.0
/*
 * inkgauge - ink level of a large format plotter
 *
 * Deliberate mistake: the close path clears private_data before it calls the
 * driver's own fasync method, which reads it.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define INK_COLOURS	4
#define INK_PERIOD_MS	1000

struct ink_gauge {
	struct miscdevice misc;
	struct delayed_work watch;
	struct mutex lock;
	unsigned int users;
	u8 level[INK_COLOURS];
	bool fresh;
	wait_queue_head_t wait;
	struct fasync_struct *plotters;
};

static unsigned short port = 0x3f0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the level sensors, one port a colour");

static struct ink_gauge *ink;

static void ink_watch(struct work_struct *work)
{
	struct ink_gauge *g = container_of(to_delayed_work(work),
					   struct ink_gauge, watch);
	bool changed = false;
	u8 level;
	int i;

	mutex_lock(&g->lock);
	for (i = 0; i < INK_COLOURS; i++) {
		level = inb(port + i);
		if (level != g->level[i]) {
			g->level[i] = level;
			changed = true;
		}
	}
	if (changed)
		g->fresh = true;
	if (g->users)
		schedule_delayed_work(&g->watch,
				      msecs_to_jiffies(INK_PERIOD_MS));
	mutex_unlock(&g->lock);

	if (changed) {
		wake_up_interruptible(&g->wait);
		kill_fasync(&g->plotters, SIGIO, POLL_IN);
	}
}

static int ink_open(struct inode *inode, struct file *filp)
{
	struct ink_gauge *g = container_of(filp->private_data,
					   struct ink_gauge, misc);

	filp->private_data = g;
	mutex_lock(&g->lock);
	if (!g->users++)
		schedule_delayed_work(&g->watch, 0);
	mutex_unlock(&g->lock);
	return stream_open(inode, filp);
}

static int ink_fasync(int fd, struct file *filp, int on)
{
	struct ink_gauge *g = filp->private_data;

	return fasync_helper(fd, filp, on, &g->plotters);
}

static int ink_release(struct inode *inode, struct file *filp)
{
	struct ink_gauge *g = filp->private_data;

	mutex_lock(&g->lock);
	g->users--;
	mutex_unlock(&g->lock);
	filp->private_data = NULL;

	return ink_fasync(-1, filp, 0); /* expect: FA302 */
}

static ssize_t ink_read(struct file *filp, char __user *buf, size_t len,
			loff_t *off)
{
	struct ink_gauge *g = filp->private_data;
	u8 level[INK_COLOURS];
	bool fresh;
	int ret;

	if (len < sizeof(level))
		return -EINVAL;
	for (;;) {
		mutex_lock(&g->lock);
		fresh = g->fresh;
		g->fresh = false;
		memcpy(level, g->level, sizeof(level));
		mutex_unlock(&g->lock);
		if (fresh)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(g->wait, READ_ONCE(g->fresh));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, level, sizeof(level)) ? -EFAULT :
		sizeof(level);
}

static __poll_t ink_poll(struct file *filp, poll_table *pt)
{
	struct ink_gauge *g = filp->private_data;

	poll_wait(filp, &g->wait, pt);
	return READ_ONCE(g->fresh) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations ink_fops = {
	.owner		= THIS_MODULE,
	.open		= ink_open,
	.release	= ink_release,
	.read		= ink_read,
	.poll		= ink_poll,
	.fasync		= ink_fasync,
};

static int __init ink_init(void)
{
	int ret;

	if (!request_region(port, INK_COLOURS, "inkgauge"))
		return -EBUSY;
	ret = -ENOMEM;
	ink = kzalloc(sizeof(*ink), GFP_KERNEL);
	if (!ink)
		goto drop_region;
	mutex_init(&ink->lock);
	init_waitqueue_head(&ink->wait);
	INIT_DELAYED_WORK(&ink->watch, ink_watch);
	ink->misc.minor = MISC_DYNAMIC_MINOR;
	ink->misc.name = "inkgauge";
	ink->misc.fops = &ink_fops;
	ret = misc_register(&ink->misc);
	if (ret)
		goto drop_ink;
	return 0;

drop_ink:
	kfree(ink);
drop_region:
	release_region(port, INK_COLOURS);
	return ret;
}

static void __exit ink_exit(void)
{
	misc_deregister(&ink->misc);
	cancel_delayed_work_sync(&ink->watch);
	kfree(ink);
	release_region(port, INK_COLOURS);
}

module_init(ink_init);
module_exit(ink_exit);
MODULE_DESCRIPTION("Ink level of a plotter");
MODULE_LICENSE("GPL");
