// SPDX-License-Identifier: GPL-2.0
/*
 * tapedeck - endless tape: what one program writes, another one reads
 *
 * Two queues, served by one handler: readers are told when there is data,
 * writers when there is room. If only one of two registrations succeeds, it
 * is undone. The mutex keeps the two steps together.
 */
#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/wait.h>

#define TAPE_BYTES	4096

struct tape_deck {
	struct mutex lock;
	struct mutex async_lock;
	wait_queue_head_t data;
	wait_queue_head_t room;
	struct fasync_struct *readers;
	struct fasync_struct *writers;
	DECLARE_KFIFO(tape, char, TAPE_BYTES);
};

static struct tape_deck *deck;

static int deck_open(struct inode *inode, struct file *filp)
{
	filp->private_data = deck;
	return stream_open(inode, filp);
}

static int deck_fasync(int fd, struct file *filp, int on)
{
	struct tape_deck *d = filp->private_data;
	int ret = 0;

	mutex_lock(&d->async_lock);
	if (filp->f_mode & FMODE_READ)
		ret = fasync_helper(fd, filp, on, &d->readers);
	if (ret >= 0 && (filp->f_mode & FMODE_WRITE)) {
		ret = fasync_helper(fd, filp, on, &d->writers);
		if (ret < 0 && (filp->f_mode & FMODE_READ))
			fasync_helper(-1, filp, 0, &d->readers);
	}
	mutex_unlock(&d->async_lock);
	return ret;
}

static int deck_release(struct inode *inode, struct file *filp)
{
	return deck_fasync(-1, filp, 0);
}

static ssize_t deck_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct tape_deck *d = filp->private_data;
	unsigned int copied = 0;
	int ret;

	if (!len)
		return 0;
	if (mutex_lock_interruptible(&d->lock))
		return -ERESTARTSYS;
	while (kfifo_is_empty(&d->tape)) {
		mutex_unlock(&d->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(d->data,
					       !kfifo_is_empty(&d->tape));
		if (ret)
			return ret;
		if (mutex_lock_interruptible(&d->lock))
			return -ERESTARTSYS;
	}
	ret = kfifo_to_user(&d->tape, buf, len, &copied);
	mutex_unlock(&d->lock);
	if (ret)
		return ret;

	wake_up_interruptible(&d->room);
	kill_fasync(&d->writers, SIGIO, POLL_OUT);
	return copied;
}

static ssize_t deck_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	struct tape_deck *d = filp->private_data;
	unsigned int copied = 0;
	int ret;

	if (!len)
		return 0;
	if (mutex_lock_interruptible(&d->lock))
		return -ERESTARTSYS;
	while (kfifo_is_full(&d->tape)) {
		mutex_unlock(&d->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(d->room,
					       !kfifo_is_full(&d->tape));
		if (ret)
			return ret;
		if (mutex_lock_interruptible(&d->lock))
			return -ERESTARTSYS;
	}
	ret = kfifo_from_user(&d->tape, buf, len, &copied);
	mutex_unlock(&d->lock);
	if (ret)
		return ret;

	wake_up_interruptible(&d->data);
	kill_fasync(&d->readers, SIGIO, POLL_IN);
	return copied;
}

static __poll_t deck_poll(struct file *filp, poll_table *pt)
{
	struct tape_deck *d = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &d->data, pt);
	poll_wait(filp, &d->room, pt);
	if (!kfifo_is_empty(&d->tape))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (!kfifo_is_full(&d->tape))
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

static const struct file_operations deck_fops = {
	.owner		= THIS_MODULE,
	.open		= deck_open,
	.release	= deck_release,
	.read		= deck_read,
	.write		= deck_write,
	.poll		= deck_poll,
	.fasync		= deck_fasync,
};

static struct miscdevice deck_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "tapedeck",
	.fops	= &deck_fops,
};

static int __init deck_init(void)
{
	int ret;

	deck = kzalloc(sizeof(*deck), GFP_KERNEL);
	if (!deck)
		return -ENOMEM;
	mutex_init(&deck->lock);
	mutex_init(&deck->async_lock);
	init_waitqueue_head(&deck->data);
	init_waitqueue_head(&deck->room);
	INIT_KFIFO(deck->tape);

	ret = misc_register(&deck_misc);
	if (ret)
		kfree(deck);
	return ret;
}

static void __exit deck_exit(void)
{
	misc_deregister(&deck_misc);
	kfree(deck);
}

module_init(deck_init);
module_exit(deck_exit);
MODULE_DESCRIPTION("Endless tape between two programs");
MODULE_LICENSE("GPL");
