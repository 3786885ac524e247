// SPDX-License-Identifier: GPL-2.0
/*
 * cellmon - supervises the cells of a traction battery
 *
 * SIGIO support can be compiled out (-DCELLMON_NO_SIGIO): the handler, the
 * code that tells and the entry in the operations table then go together.
 */
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioctl.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define CELL_COUNT	16
#define CELL_PERIOD_MS	200
#define CELL_SET_LIMIT	_IOW('z', 1, __u16)	/* millivolts */

static unsigned short port = 0x360;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the cell supervisor");

static struct cell_monitor {
	struct mutex lock;
	wait_queue_head_t wait;
	u16 limit;
	u16 low;		/* cells below the limit, one bit each */
	bool changed;
#ifndef CELLMON_NO_SIGIO
	struct fasync_struct *sigio;
#endif
} cells = {
	.limit	= 3000,
};

static void cell_scan(struct work_struct *work);
static DECLARE_DELAYED_WORK(cell_work, cell_scan);

#ifndef CELLMON_NO_SIGIO
static int cell_fasync(int fd, struct file *filp, int on)
{
	struct cell_monitor *mon = filp->private_data;

	return fasync_helper(fd, filp, on, &mon->sigio);
}

static void cell_signal(void)
{
	kill_fasync(&cells.sigio, SIGIO, POLL_IN);
}
#else
static inline void cell_signal(void)
{
}
#endif

static void cell_scan(struct work_struct *work)
{
	bool changed;
	u16 low = 0;
	int i;

	mutex_lock(&cells.lock);
	for (i = 0; i < CELL_COUNT; i++) {
		outb(i, port);
		if (inw(port + 2) < cells.limit)
			low |= 1U << i;
	}
	changed = low != cells.low;
	if (changed) {
		cells.low = low;
		cells.changed = true;
	}
	mutex_unlock(&cells.lock);

	if (changed) {
		wake_up_interruptible(&cells.wait);
		cell_signal();
	}
	schedule_delayed_work(&cell_work, msecs_to_jiffies(CELL_PERIOD_MS));
}

static int cell_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &cells;
	return stream_open(inode, filp);
}

static int cell_release(struct inode *inode, struct file *filp)
{
#ifndef CELLMON_NO_SIGIO
	cell_fasync(-1, filp, 0);
#endif
	return 0;
}

static ssize_t cell_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct cell_monitor *mon = filp->private_data;
	bool changed;
	u16 low;
	int ret;

	if (len < sizeof(low))
		return -EINVAL;
	for (;;) {
		mutex_lock(&mon->lock);
		changed = mon->changed;
		low = mon->low;
		mon->changed = false;
		mutex_unlock(&mon->lock);
		if (changed)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(mon->wait,
					       READ_ONCE(mon->changed));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &low, sizeof(low)) ? -EFAULT : sizeof(low);
}

static long cell_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct cell_monitor *mon = filp->private_data;
	u16 limit;

	if (cmd != CELL_SET_LIMIT)
		return -ENOTTY;
	if (get_user(limit, (u16 __user *)arg))
		return -EFAULT;
	mutex_lock(&mon->lock);
	mon->limit = limit;
	mutex_unlock(&mon->lock);
	return 0;
}

static __poll_t cell_poll(struct file *filp, poll_table *pt)
{
	struct cell_monitor *mon = filp->private_data;

	poll_wait(filp, &mon->wait, pt);
	return READ_ONCE(mon->changed) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations cell_fops = {
	.owner		= THIS_MODULE,
	.open		= cell_open,
	.release	= cell_release,
	.read		= cell_read,
	.unlocked_ioctl	= cell_ioctl,
#ifdef CONFIG_COMPAT
	.compat_ioctl	= compat_ptr_ioctl,
#endif
	.poll		= cell_poll,
#ifndef CELLMON_NO_SIGIO
	.fasync		= cell_fasync,
#endif
};

static struct miscdevice cell_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "cellmon",
	.fops	= &cell_fops,
};

static int __init cell_init(void)
{
	int ret;

	mutex_init(&cells.lock);
	init_waitqueue_head(&cells.wait);
	if (!request_region(port, 4, "cellmon"))
		return -EBUSY;
	ret = misc_register(&cell_misc);
	if (ret) {
		release_region(port, 4);
		return ret;
	}
	schedule_delayed_work(&cell_work, 0);
	return 0;
}

static void __exit cell_exit(void)
{
	misc_deregister(&cell_misc);
	cancel_delayed_work_sync(&cell_work);
	release_region(port, 4);
}

module_init(cell_init);
module_exit(cell_exit);
MODULE_DESCRIPTION("Battery cell supervisor");
MODULE_LICENSE("GPL");
