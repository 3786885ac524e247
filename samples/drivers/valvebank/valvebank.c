// SPDX-License-Identifier: GPL-2.0
/*
 * valvebank - eight motor valves of an irrigation controller
 *
 * One minor per valve; an array of channels with a queue in each element.
 * A valve that has reached its position is both readable (new position) and
 * writable (ready for the next command), so both are announced.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define VALVE_COUNT	8
#define VALVE_TRAVEL_MS	1500

struct valve {
	struct mutex lock;
	struct delayed_work settle;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
	u8 position;
	u8 target;
	bool moving;
	bool unread;
};

static unsigned short port = 0x340;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "First of eight I/O ports, one per valve");

static struct valve valves[VALVE_COUNT];
static struct cdev valve_cdev;
static dev_t valve_devt;

static void valve_settled(struct work_struct *work)
{
	struct valve *v = container_of(to_delayed_work(work), struct valve,
				       settle);

	mutex_lock(&v->lock);
	v->position = v->target;
	v->moving = false;
	v->unread = true;
	mutex_unlock(&v->lock);

	wake_up_interruptible(&v->wait);
	kill_fasync(&v->queue, SIGIO, POLL_IN);
	kill_fasync(&v->queue, SIGIO, POLL_OUT);
}

static int valve_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &valves[iminor(inode) - MINOR(valve_devt)];
	return stream_open(inode, filp);
}

static int valve_release(struct inode *inode, struct file *filp)
{
	unsigned int n = iminor(inode) - MINOR(valve_devt);

	if (filp->f_flags & FASYNC)
		fasync_helper(-1, filp, 0, &valves[n].queue);
	return 0;
}

static ssize_t valve_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	struct valve *v = filp->private_data;
	bool unread;
	u8 position;
	int ret;

	if (!len)
		return 0;
	for (;;) {
		mutex_lock(&v->lock);
		unread = v->unread;
		position = v->position;
		v->unread = false;
		mutex_unlock(&v->lock);
		if (unread)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(v->wait, READ_ONCE(v->unread));
		if (ret)
			return ret;
	}
	return put_user(position, buf) ? -EFAULT : 1;
}

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *off)
{
	struct valve *v = filp->private_data;
	u8 target;
	int ret;

	if (!len)
		return 0;
	if (get_user(target, buf))
		return -EFAULT;

	mutex_lock(&v->lock);
	while (v->moving) {
		mutex_unlock(&v->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(v->wait, !READ_ONCE(v->moving));
		if (ret)
			return ret;
		mutex_lock(&v->lock);
	}
	v->target = target;
	v->moving = true;
	outb(target, port + (v - valves));
	schedule_delayed_work(&v->settle, msecs_to_jiffies(VALVE_TRAVEL_MS));
	mutex_unlock(&v->lock);
	return 1;
}

static __poll_t valve_poll(struct file *filp, poll_table *pt)
{
	struct valve *v = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &v->wait, pt);
	mutex_lock(&v->lock);
	if (v->unread)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (!v->moving)
		mask |= EPOLLOUT | EPOLLWRNORM;
	mutex_unlock(&v->lock);
	return mask;
}

static int valve_fasync(int fd, struct file *filp, int on)
{
	unsigned int n = iminor(file_inode(filp)) - MINOR(valve_devt);

	return fasync_helper(fd, filp, on, &valves[n].queue);
}

static const struct file_operations valve_fops = {
	.owner		= THIS_MODULE,
	.open		= valve_open,
	.release	= valve_release,
	.read		= valve_read,
	.write		= valve_write,
	.poll		= valve_poll,
	.fasync		= valve_fasync,
};

static int __init valve_init(void)
{
	unsigned int i;
	int ret;

	for (i = 0; i < VALVE_COUNT; i++) {
		mutex_init(&valves[i].lock);
		init_waitqueue_head(&valves[i].wait);
		INIT_DELAYED_WORK(&valves[i].settle, valve_settled);
	}
	if (!request_region(port, VALVE_COUNT, "valvebank"))
		return -EBUSY;
	ret = alloc_chrdev_region(&valve_devt, 0, VALVE_COUNT, "valvebank");
	if (ret)
		goto drop_region;
	cdev_init(&valve_cdev, &valve_fops);
	valve_cdev.owner = THIS_MODULE;
	ret = cdev_add(&valve_cdev, valve_devt, VALVE_COUNT);
	if (ret)
		goto drop_number;
	return 0;

drop_number:
	unregister_chrdev_region(valve_devt, VALVE_COUNT);
drop_region:
	release_region(port, VALVE_COUNT);
	return ret;
}

static void __exit valve_exit(void)
{
	unsigned int i;

	cdev_del(&valve_cdev);
	unregister_chrdev_region(valve_devt, VALVE_COUNT);
	for (i = 0; i < VALVE_COUNT; i++)
		cancel_delayed_work_sync(&valves[i].settle);
	release_region(port, VALVE_COUNT);
}

module_init(valve_init);
module_exit(valve_exit);
MODULE_DESCRIPTION("Eight motor valves");
MODULE_LICENSE("GPL");
