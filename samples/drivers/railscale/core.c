// SPDX-License-Identifier: GPL-2.0
/*
 * railscale - weighs wagons that roll over it: file operations
 *
 * Programs register for SIGIO here; irq.c tells them.
 */
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "chip.h"

static unsigned short port = 0x2c0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the scale");
static unsigned int irq = 11;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the scale");

static struct rail_scale *rail;

static int rail_open(struct inode *inode, struct file *filp)
{
	filp->private_data = rail;
	return stream_open(inode, filp);
}

static int rail_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	filp->private_data = NULL;
	return 0;
}

static ssize_t rail_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct rail_scale *scale = filp->private_data;
	u16 weight;
	int ret;

	if (len < sizeof(weight))
		return -EINVAL;
	while (!kfifo_out_spinlocked(&scale->weights, &weight, 1,
				     &scale->lock)) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(scale->wait,
					!kfifo_is_empty(&scale->weights));
		if (ret)
			return ret;
	}
	if (copy_to_user(buf, &weight, sizeof(weight)))
		return -EFAULT;
	return sizeof(weight);
}

static __poll_t rail_poll(struct file *filp, poll_table *pt)
{
	struct rail_scale *scale = filp->private_data;

	poll_wait(filp, &scale->wait, pt);
	return kfifo_is_empty(&scale->weights) ? 0 : EPOLLIN | EPOLLRDNORM;
}

static int rail_fasync(int fd, struct file *filp, int on)
{
	struct rail_scale *scale = filp->private_data;

	return fasync_helper(fd, filp, on, &scale->listeners);
}

static const struct file_operations rail_fops = {
	.owner		= THIS_MODULE,
	.open		= rail_open,
	.release	= rail_release,
	.read		= rail_read,
	.poll		= rail_poll,
	.fasync		= rail_fasync,
};

static struct miscdevice rail_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "railscale",
	.fops	= &rail_fops,
};

static int __init rail_init(void)
{
	int ret;

	if (!request_region(port, 6, "railscale"))
		return -EBUSY;
	ret = -ENOMEM;
	rail = kzalloc(sizeof(*rail), GFP_KERNEL);
	if (!rail)
		goto drop_region;
	rail->base = port;
	rail->irq = irq;
	spin_lock_init(&rail->lock);
	init_waitqueue_head(&rail->wait);
	INIT_KFIFO(rail->weights);

	ret = rail_irq_start(rail);
	if (ret)
		goto drop_rail;
	ret = misc_register(&rail_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	rail_irq_stop(rail);
drop_rail:
	kfree(rail);
drop_region:
	release_region(port, 6);
	return ret;
}

static void __exit rail_exit(void)
{
	misc_deregister(&rail_misc);
	rail_irq_stop(rail);
	kfree(rail);
	release_region(port, 6);
}

module_init(rail_init);
module_exit(rail_exit);
MODULE_DESCRIPTION("Wagon scale");
MODULE_LICENSE("GPL");
