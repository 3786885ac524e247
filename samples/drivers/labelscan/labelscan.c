// SPDX-License-Identifier: GPL-2.0
/*
 * labelscan - barcode reader of a parcel conveyor
 *
 * Characters arrive in a kfifo; a label is announced when its line end has
 * been stored. Telling is left to a helper that takes the queue, the signal
 * and the band as parameters. An overrun is announced with POLL_ERR.
 */
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/wait.h>

#define SCAN_DATA	0
#define SCAN_STATUS	1
#define SCAN_HAVE_CHAR	0x01
#define SCAN_LABEL_END	'\r'

struct label_scanner {
	struct mutex lock;
	DECLARE_KFIFO(chars, u8, 1024);
	bool overrun;
	wait_queue_head_t wait;
	struct fasync_struct *clients;
};

static unsigned short port = 0x2f0;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the reader");
static unsigned int irq = 7;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the reader");

static struct label_scanner *scanner;

static void scan_signal(wait_queue_head_t *wait, struct fasync_struct **queue,
			int sig, int band)
{
	wake_up_interruptible(wait);
	kill_fasync(queue, sig, band);
}

static irqreturn_t scan_irq_thread(int line, void *data)
{
	struct label_scanner *sc = data;
	bool overrun = false;
	bool label = false;
	int seen = 0;
	u8 c;

	mutex_lock(&sc->lock);
	while (inb(port + SCAN_STATUS) & SCAN_HAVE_CHAR) {
		seen++;
		c = inb(port + SCAN_DATA);
		if (!kfifo_put(&sc->chars, c))
			overrun = true;
		else if (c == SCAN_LABEL_END)
			label = true;
	}
	if (overrun)
		sc->overrun = true;
	mutex_unlock(&sc->lock);

	if (label)
		scan_signal(&sc->wait, &sc->clients, SIGIO, POLL_IN);
	if (overrun)
		scan_signal(&sc->wait, &sc->clients, SIGIO, POLL_ERR);
	return IRQ_RETVAL(seen);
}

static int scan_open(struct inode *inode, struct file *filp)
{
	filp->private_data = scanner;
	return stream_open(inode, filp);
}

static int scan_fasync(int fd, struct file *filp, int on)
{
	struct label_scanner *sc = filp->private_data;

	return fasync_helper(fd, filp, on, &sc->clients);
}

static int scan_release(struct inode *inode, struct file *filp)
{
	struct label_scanner *sc = filp->private_data;

	if (sc->clients)
		scan_fasync(-1, filp, 0);
	return 0;
}

static ssize_t scan_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct label_scanner *sc = filp->private_data;
	unsigned int copied = 0;
	bool overrun;
	int ret;

	if (!len)
		return 0;
	for (;;) {
		if (mutex_lock_interruptible(&sc->lock))
			return -ERESTARTSYS;
		overrun = sc->overrun;
		sc->overrun = false;
		ret = overrun ? -EOVERFLOW :
			kfifo_to_user(&sc->chars, buf, len, &copied);
		mutex_unlock(&sc->lock);
		if (ret)
			return ret;
		if (copied)
			return copied;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(sc->wait,
					       !kfifo_is_empty(&sc->chars) ||
					       READ_ONCE(sc->overrun));
		if (ret)
			return ret;
	}
}

static __poll_t scan_poll(struct file *filp, poll_table *pt)
{
	struct label_scanner *sc = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &sc->wait, pt);
	if (!kfifo_is_empty(&sc->chars))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(sc->overrun))
		mask |= EPOLLERR;
	return mask;
}

static const struct file_operations scan_fops = {
	.owner		= THIS_MODULE,
	.open		= scan_open,
	.release	= scan_release,
	.read		= scan_read,
	.poll		= scan_poll,
	.fasync		= scan_fasync,
};

static struct miscdevice scan_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "labelscan",
	.fops	= &scan_fops,
};

static int __init scan_init(void)
{
	int ret;

	if (!request_region(port, 2, "labelscan"))
		return -EBUSY;
	ret = -ENOMEM;
	scanner = kzalloc(sizeof(*scanner), GFP_KERNEL);
	if (!scanner)
		goto drop_region;
	mutex_init(&scanner->lock);
	init_waitqueue_head(&scanner->wait);
	INIT_KFIFO(scanner->chars);

	ret = request_threaded_irq(irq, NULL, scan_irq_thread, IRQF_ONESHOT,
				   "labelscan", scanner);
	if (ret)
		goto drop_scanner;
	ret = misc_register(&scan_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, scanner);
drop_scanner:
	kfree(scanner);
drop_region:
	release_region(port, 2);
	return ret;
}

static void __exit scan_exit(void)
{
	misc_deregister(&scan_misc);
	free_irq(irq, scanner);
	kfree(scanner);
	release_region(port, 2);
}

module_init(scan_init);
module_exit(scan_exit);
MODULE_DESCRIPTION("Barcode reader of a conveyor");
MODULE_LICENSE("GPL");
