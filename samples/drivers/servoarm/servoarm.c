// SPDX-License-Identifier: GPL-2.0
/*
 * servoarm - small robot arm with a motion controller on a parallel card
 *
 * Deliberate mistakes: arguments of kill_fasync() that only compile because
 * a cast or C's liberal integers let them. One call passes the queue itself
 * instead of its address, one has signal and band in each other's place.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define ARM_CAUSE	0
#define ARM_POSITION	2
#define ARM_COMMAND	4
#define ARM_MOVED	0x01
#define ARM_IDLE	0x02
#define ARM_COLLISION	0x80

struct servo_arm {
	spinlock_t lock;
	u16 position;
	bool moved;
	bool idle;
	bool collided;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static unsigned short port = 0x290;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the motion controller");
static unsigned int irq = 12;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the motion controller");

static struct servo_arm *servo;

static irqreturn_t arm_irq_thread(int line, void *data)
{
	struct servo_arm *arm = data;
	u8 cause = inb(port + ARM_CAUSE);

	if (!cause)
		return IRQ_NONE;
	outb(cause, port + ARM_CAUSE);

	spin_lock(&arm->lock);
	if (cause & ARM_MOVED) {
		arm->position = inw(port + ARM_POSITION);
		arm->moved = true;
	}
	if (cause & ARM_IDLE)
		arm->idle = true;
	arm->collided = cause & ARM_COLLISION;
	spin_unlock(&arm->lock);

	wake_up_interruptible(&arm->wait);
	if (cause & ARM_MOVED)
		kill_fasync(&arm->queue, SIGIO, POLL_IN);
	if (cause & ARM_IDLE)
		kill_fasync(&arm->queue, POLL_OUT, SIGIO); /* expect: FA206 */
	if (cause & ARM_COLLISION)
		kill_fasync((struct fasync_struct **)arm->queue, SIGIO, POLL_ERR); /* expect: FA206 */
	return IRQ_HANDLED;
}

static int arm_open(struct inode *inode, struct file *filp)
{
	filp->private_data = servo;
	return stream_open(inode, filp);
}

static int arm_fasync(int fd, struct file *filp, int on)
{
	struct servo_arm *arm = filp->private_data;

	return fasync_helper(fd, filp, on, &arm->queue);
}

static int arm_release(struct inode *inode, struct file *filp)
{
	arm_fasync(-1, filp, 0);
	return 0;
}

static ssize_t arm_read(struct file *filp, char __user *buf, size_t len,
			loff_t *off)
{
	struct servo_arm *arm = filp->private_data;
	u16 position;
	bool moved;
	int ret;

	if (len < sizeof(position))
		return -EINVAL;
	for (;;) {
		spin_lock(&arm->lock);
		moved = arm->moved;
		position = arm->position;
		arm->moved = false;
		spin_unlock(&arm->lock);
		if (moved)
			break;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(arm->wait,
					       READ_ONCE(arm->moved));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &position, sizeof(position)) ? -EFAULT :
		sizeof(position);
}

static ssize_t arm_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *off)
{
	struct servo_arm *arm = filp->private_data;
	u16 target;
	bool idle;
	int ret;

	if (len != sizeof(target))
		return -EINVAL;
	if (copy_from_user(&target, buf, sizeof(target)))
		return -EFAULT;
	for (;;) {
		spin_lock(&arm->lock);
		idle = arm->idle;
		arm->idle = false;
		if (idle)
			outw(target, port + ARM_COMMAND);
		spin_unlock(&arm->lock);
		if (idle)
			return len;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(arm->wait, READ_ONCE(arm->idle));
		if (ret)
			return ret;
	}
}

static __poll_t arm_poll(struct file *filp, poll_table *pt)
{
	struct servo_arm *arm = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &arm->wait, pt);
	spin_lock(&arm->lock);
	if (arm->moved)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (arm->idle)
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (arm->collided)
		mask |= EPOLLERR;
	spin_unlock(&arm->lock);
	return mask;
}

static const struct file_operations arm_fops = {
	.owner		= THIS_MODULE,
	.open		= arm_open,
	.release	= arm_release,
	.read		= arm_read,
	.write		= arm_write,
	.poll		= arm_poll,
	.fasync		= arm_fasync,
};

static struct miscdevice arm_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "servoarm",
	.fops	= &arm_fops,
};

static int __init arm_init(void)
{
	int ret;

	if (!request_region(port, 6, "servoarm"))
		return -EBUSY;
	ret = -ENOMEM;
	servo = kzalloc(sizeof(*servo), GFP_KERNEL);
	if (!servo)
		goto drop_region;
	spin_lock_init(&servo->lock);
	init_waitqueue_head(&servo->wait);
	servo->idle = true;
	ret = request_threaded_irq(irq, NULL, arm_irq_thread, IRQF_ONESHOT,
				   "servoarm", servo);
	if (ret)
		goto drop_servo;
	ret = misc_register(&arm_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, servo);
drop_servo:
	kfree(servo);
drop_region:
	release_region(port, 6);
	return ret;
}

static void __exit arm_exit(void)
{
	misc_deregister(&arm_misc);
	free_irq(irq, servo);
	kfree(servo);
	release_region(port, 6);
}

module_init(arm_init);
module_exit(arm_exit);
MODULE_DESCRIPTION("Small robot arm");
MODULE_LICENSE("GPL");
