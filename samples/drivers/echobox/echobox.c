// SPDX-License-Identifier: GPL-2.0
/*
 * echobox - a mailbox of eight slots; a message put in can be taken out
 *
 * Deliberate mistakes: masks from poll() are passed where kill_fasync() wants
 * a POLL_* code. Nobody notices as long as programs use plain SIGIO.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define ECHO_SLOTS	8
#define ECHO_BYTES	64

struct echo_message {
	u8 len;
	char text[ECHO_BYTES];
};

static struct echo_box {
	struct mutex lock;
	struct echo_message slot[ECHO_SLOTS];
	unsigned int first;
	unsigned int used;
	wait_queue_head_t wait;
	struct fasync_struct *friends;
} box;

static int echo_open(struct inode *inode, struct file *filp)
{
	filp->private_data = &box;
	return stream_open(inode, filp);
}

static int echo_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

static ssize_t echo_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct echo_box *b = filp->private_data;
	struct echo_message *msg;
	ssize_t ret;

	mutex_lock(&b->lock);
	while (!b->used) {
		mutex_unlock(&b->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(b->wait, READ_ONCE(b->used));
		if (ret)
			return ret;
		mutex_lock(&b->lock);
	}
	msg = &b->slot[b->first];
	ret = min_t(size_t, len, msg->len);
	if (copy_to_user(buf, msg->text, ret)) {
		mutex_unlock(&b->lock);
		return -EFAULT;
	}
	b->first = (b->first + 1) % ECHO_SLOTS;
	b->used--;
	mutex_unlock(&b->lock);

	wake_up_interruptible(&b->wait);
	kill_fasync(&b->friends, SIGIO, EPOLLOUT); /* expect: FA202 */
	return ret;
}

static ssize_t echo_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	struct echo_box *b = filp->private_data;
	struct echo_message *msg;
	bool first;
	int ret;

	len = min_t(size_t, len, ECHO_BYTES);
	mutex_lock(&b->lock);
	while (b->used == ECHO_SLOTS) {
		mutex_unlock(&b->lock);
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(b->wait,
					READ_ONCE(b->used) < ECHO_SLOTS);
		if (ret)
			return ret;
		mutex_lock(&b->lock);
	}
	msg = &b->slot[(b->first + b->used) % ECHO_SLOTS];
	if (copy_from_user(msg->text, buf, len)) {
		mutex_unlock(&b->lock);
		return -EFAULT;
	}
	msg->len = len;
	first = !b->used++;
	mutex_unlock(&b->lock);

	wake_up_interruptible(&b->wait);
	if (first)
		kill_fasync(&b->friends, SIGIO, POLLIN); /* expect: FA202 */
	else
		kill_fasync(&b->friends, SIGIO,
			    POLLIN | POLLRDNORM); /* expect: FA202 */
	return len;
}

static __poll_t echo_poll(struct file *filp, poll_table *pt)
{
	struct echo_box *b = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &b->wait, pt);
	mutex_lock(&b->lock);
	if (b->used)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (b->used < ECHO_SLOTS)
		mask |= EPOLLOUT | EPOLLWRNORM;
	mutex_unlock(&b->lock);
	return mask;
}

static int echo_fasync(int fd, struct file *filp, int on)
{
	struct echo_box *b = filp->private_data;

	return fasync_helper(fd, filp, on, &b->friends);
}

static const struct file_operations echo_fops = {
	.owner		= THIS_MODULE,
	.open		= echo_open,
	.release	= echo_release,
	.read		= echo_read,
	.write		= echo_write,
	.poll		= echo_poll,
	.fasync		= echo_fasync,
};

static struct miscdevice echo_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "echobox",
	.fops	= &echo_fops,
};

static int __init echo_init(void)
{
	mutex_init(&box.lock);
	init_waitqueue_head(&box.wait);
	return misc_register(&echo_misc);
}

static void __exit echo_exit(void)
{
	misc_deregister(&echo_misc);
}

module_init(echo_init);
module_exit(echo_exit);
MODULE_DESCRIPTION("Mailbox that returns what it is given");
MODULE_LICENSE("GPL");
