// SPDX-License-Identifier: GPL-2.0
/*
 * modemlink - leased line modem of a pumping station: file operations
 *
 * Deliberate mistake, visible only to somebody who looks at both files: the
 * handler registers on rx_queue, irq.c tells line_queue. Each half looks
 * fine by itself and no signal ever arrives.
 */
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "chip.h"

static unsigned short port = 0x3e8;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the modem");
static unsigned int irq = 4;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the modem");

static struct modem_link *modem;

static int modem_open(struct inode *inode, struct file *filp)
{
	filp->private_data = modem;
	return stream_open(inode, filp);
}

static ssize_t modem_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	struct modem_link *ml = filp->private_data;
	u8 c;
	int ret;

	if (!len)
		return 0;
	while (!kfifo_out_spinlocked(&ml->rx, &c, 1, &ml->lock)) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(ml->wait,
					       !kfifo_is_empty(&ml->rx));
		if (ret)
			return ret;
	}
	return put_user(c, buf) ? -EFAULT : 1;
}

static __poll_t modem_poll(struct file *filp, poll_table *pt)
{
	struct modem_link *ml = filp->private_data;

	poll_wait(filp, &ml->wait, pt);
	return kfifo_is_empty(&ml->rx) ? 0 : EPOLLIN | EPOLLRDNORM;
}

static int modem_fasync(int fd, struct file *filp, int on)
{
	struct modem_link *ml = filp->private_data;

	return fasync_helper(fd, filp, on, &ml->rx_queue); /* expect: FA204 */
}

static int modem_release(struct inode *inode, struct file *filp)
{
	modem_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations modem_fops = {
	.owner		= THIS_MODULE,
	.open		= modem_open,
	.release	= modem_release,
	.read		= modem_read,
	.poll		= modem_poll,
	.fasync		= modem_fasync,
};

static struct miscdevice modem_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "modemlink",
	.fops	= &modem_fops,
};

static int __init modem_init(void)
{
	int ret;

	if (!request_region(port, 2, "modemlink"))
		return -EBUSY;
	ret = -ENOMEM;
	modem = kzalloc(sizeof(*modem), GFP_KERNEL);
	if (!modem)
		goto drop_region;
	modem->base = port;
	modem->irq = irq;
	spin_lock_init(&modem->lock);
	init_waitqueue_head(&modem->wait);
	INIT_KFIFO(modem->rx);
	ret = modem_irq_start(modem);
	if (ret)
		goto drop_modem;
	ret = misc_register(&modem_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	modem_irq_stop(modem);
drop_modem:
	kfree(modem);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit modem_exit(void)
{
	misc_deregister(&modem_misc);
	modem_irq_stop(modem);
	kfree(modem);
	release_region(port, 2);
}

module_init(modem_init);
module_exit(modem_exit);
MODULE_DESCRIPTION("Leased line modem");
MODULE_LICENSE("GPL");
