// SPDX-License-Identifier: GPL-2.0
/*
 * coincounter - coin validator of a vending machine, pulses on a port line
 *
 * The structure with the queue also holds the cdev, so every method finds it
 * from the inode. There is nothing to do at close and so no release method:
 * the VFS takes the file off the queue by calling the fasync method itself.
 */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define COIN_LINE	0x40
#define COIN_PERIOD_MS	10

struct coin_box {
	struct cdev cdev;
	struct delayed_work watch;
	wait_queue_head_t wait;
	struct fasync_struct *waiters;
	u32 total;
	bool line_high;
};

static unsigned short port = 0x379;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the validator's status lines");

static struct coin_box *coin_box;
static dev_t coin_devt;

static struct coin_box *coin_of(struct inode *inode)
{
	return container_of(inode->i_cdev, struct coin_box, cdev);
}

static void coin_watch(struct work_struct *work)
{
	struct coin_box *box = container_of(to_delayed_work(work),
					    struct coin_box, watch);
	bool high = inb(port) & COIN_LINE;

	if (box->line_high && !high) {
		WRITE_ONCE(box->total, box->total + 1);
		wake_up_interruptible(&box->wait);
		kill_fasync(&box->waiters, SIGIO, POLL_IN);
	}
	box->line_high = high;
	schedule_delayed_work(&box->watch, msecs_to_jiffies(COIN_PERIOD_MS));
}

/* The file position remembers the total this opener saw last. */
static ssize_t coin_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct coin_box *box = coin_of(file_inode(filp));
	u32 total;
	int ret;

	if (len < sizeof(total))
		return -EINVAL;

	total = READ_ONCE(box->total);
	if (total == (u32)*off) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(box->wait,
			(total = READ_ONCE(box->total)) != (u32)*off);
		if (ret)
			return ret;
	}
	if (copy_to_user(buf, &total, sizeof(total)))
		return -EFAULT;
	*off = total;
	return sizeof(total);
}

static __poll_t coin_poll(struct file *filp, poll_table *pt)
{
	struct coin_box *box = coin_of(file_inode(filp));

	poll_wait(filp, &box->wait, pt);
	if (READ_ONCE(box->total) != (u32)filp->f_pos)
		return EPOLLIN | EPOLLRDNORM;
	return 0;
}

static int coin_fasync(int fd, struct file *filp, int on)
{
	struct coin_box *box = container_of(file_inode(filp)->i_cdev,
					    struct coin_box, cdev);

	return fasync_helper(fd, filp, on, &box->waiters);
}

static const struct file_operations coin_fops = {
	.owner	= THIS_MODULE,
	.llseek	= noop_llseek,
	.read	= coin_read,
	.poll	= coin_poll,
	.fasync	= coin_fasync, /* expect-legacy: FA301 */
};

static int __init coin_init(void)
{
	int ret;

	if (!request_region(port, 1, "coincounter"))
		return -EBUSY;

	ret = -ENOMEM;
	coin_box = kzalloc(sizeof(*coin_box), GFP_KERNEL);
	if (!coin_box)
		goto drop_region;
	init_waitqueue_head(&coin_box->wait);
	INIT_DELAYED_WORK(&coin_box->watch, coin_watch);
	coin_box->line_high = true;

	ret = alloc_chrdev_region(&coin_devt, 0, 1, "coincounter");
	if (ret)
		goto drop_box;
	cdev_init(&coin_box->cdev, &coin_fops);
	coin_box->cdev.owner = THIS_MODULE;
	ret = cdev_add(&coin_box->cdev, coin_devt, 1);
	if (ret)
		goto drop_number;

	schedule_delayed_work(&coin_box->watch, 0);
	return 0;

drop_number:
	unregister_chrdev_region(coin_devt, 1);
drop_box:
	kfree(coin_box);
drop_region:
	release_region(port, 1);
	return ret;
}

static void __exit coin_exit(void)
{
	cdev_del(&coin_box->cdev);
	unregister_chrdev_region(coin_devt, 1);
	cancel_delayed_work_sync(&coin_box->watch);
	kfree(coin_box);
	release_region(port, 1);
}

module_init(coin_init);
module_exit(coin_exit);
MODULE_DESCRIPTION("Coin validator of a vending machine");
MODULE_LICENSE("GPL");
