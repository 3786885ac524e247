// SPDX-License-Identifier: GPL-2.0
/* A device per minor; open leaves it in private_data. Readers and writers wait apart. */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define SLUICE_COUNT	4
#define SLUICE_SIZE	256

struct sluice {
	struct cdev		cdev;
	struct mutex		lock;
	wait_queue_head_t	full_wait;	/* somebody waits for data */
	wait_queue_head_t	room_wait;	/* somebody waits for room */
	struct fasync_struct	*async_queue;
	DECLARE_KFIFO(fifo, char, SLUICE_SIZE);
};

static dev_t sluice_first;
static struct sluice *sluices[SLUICE_COUNT];

static int sluice_open(struct inode *inode, struct file *filp)
{
	filp->private_data = container_of(inode->i_cdev, struct sluice, cdev);
	return nonseekable_open(inode, filp);
}

static ssize_t sluice_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	struct sluice *sluice = filp->private_data;
	unsigned int copied;
	int ret;

	ret = wait_event_interruptible(sluice->full_wait, !kfifo_is_empty(&sluice->fifo));
	if (ret)
		return ret;
	mutex_lock(&sluice->lock);
	ret = kfifo_to_user(&sluice->fifo, buf, len, &copied);
	mutex_unlock(&sluice->lock);
	if (!ret && copied) {
		wake_up_interruptible(&sluice->room_wait);
		kill_fasync(&sluice->async_queue, SIGIO, POLL_OUT);
	}
	return ret ? ret : copied;
}

static ssize_t sluice_write(struct file *filp, const char __user *buf, size_t len, loff_t *pos)
{
	struct sluice *sluice = filp->private_data;
	unsigned int copied;
	int ret;

	ret = wait_event_interruptible(sluice->room_wait, !kfifo_is_full(&sluice->fifo));
	if (ret)
		return ret;
	mutex_lock(&sluice->lock);
	ret = kfifo_from_user(&sluice->fifo, buf, len, &copied);
	mutex_unlock(&sluice->lock);
	/* Whoever reads has something to read now. */
	wake_up_interruptible(&sluice->full_wait);
	kill_fasync(&sluice->async_queue, SIGIO, POLL_IN);
	return ret ? ret : copied;
}

static __poll_t sluice_poll(struct file *filp, poll_table *wait)
{
	struct sluice *sluice = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &sluice->full_wait, wait);
	poll_wait(filp, &sluice->room_wait, wait);
	if (!kfifo_is_empty(&sluice->fifo))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (!kfifo_is_full(&sluice->fifo))
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

static int sluice_fasync(int fd, struct file *filp, int on)
{
	struct sluice *sluice = filp->private_data;

	return min(fasync_helper(fd, filp, on, &sluice->async_queue), 0);
}

static int sluice_release(struct inode *inode, struct file *filp)
{
	sluice_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations sluice_fops = {
	.owner		= THIS_MODULE,
	.open		= sluice_open,
	.read		= sluice_read,
	.write		= sluice_write,
	.poll		= sluice_poll,
	.llseek		= no_llseek,
	.fasync		= sluice_fasync,
	.release	= sluice_release,
};

static void sluice_free(struct sluice *sluice)
{
	cdev_del(&sluice->cdev);
	kfree(sluice);
}

static int sluice_add(int i)
{
	struct sluice *sluice = kzalloc(sizeof(*sluice), GFP_KERNEL);
	int ret;

	if (!sluice)
		return -ENOMEM;
	mutex_init(&sluice->lock);
	init_waitqueue_head(&sluice->full_wait);
	init_waitqueue_head(&sluice->room_wait);
	INIT_KFIFO(sluice->fifo);
	cdev_init(&sluice->cdev, &sluice_fops);
	ret = cdev_add(&sluice->cdev, sluice_first + i, 1);
	if (ret)
		kfree(sluice);
	else
		sluices[i] = sluice;
	return ret;
}

static int __init sluice_init(void)
{
	int i, ret;

	ret = alloc_chrdev_region(&sluice_first, 0, SLUICE_COUNT, "sluice");
	if (ret)
		return ret;
	for (i = 0; i < SLUICE_COUNT; i++) {
		ret = sluice_add(i);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		sluice_free(sluices[i]);
	unregister_chrdev_region(sluice_first, SLUICE_COUNT);
	return ret;
}

static void __exit sluice_exit(void)
{
	int i;

	for (i = 0; i < SLUICE_COUNT; i++)
		sluice_free(sluices[i]);
	unregister_chrdev_region(sluice_first, SLUICE_COUNT);
}

module_init(sluice_init);
module_exit(sluice_exit);

MODULE_LICENSE("GPL");
