// SPDX-License-Identifier: GPL-2.0
/*
 * kilnprobe - temperature probe and burner of a pottery kiln
 *
 * Deliberate mistakes: poll masks reach kill_fasync() in less obvious ways,
 * through a macro, a variable, a mask put together bit by bit and the
 * parameter of a helper. The probe's fault line shows it done right.
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
#include <linux/workqueue.h>

#define KILN_TEMP	0
#define KILN_CAUSE	2
#define KILN_SETPOINT	4
#define KILN_PROBE	0x01
#define KILN_BURNER	0x02
#define KILN_FAULT	0x04
#define KILN_DOOR	0x08

#define KILN_EVT_DOOR	POLLPRI

struct kiln {
	spinlock_t lock;
	u16 celsius;
	bool fresh;
	bool burner_ready;
	bool door_open;
	bool fault;
	wait_queue_head_t wait;
	struct fasync_struct *subs;
	struct work_struct cooled;
};

static unsigned short port = 0x310;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the kiln controller");
static unsigned int irq = 3;
module_param(irq, uint, 0444);
MODULE_PARM_DESC(irq, "Interrupt line of the kiln controller");

static struct kiln *kiln;

static inline void kiln_post(struct kiln *k, int band)
{
	wake_up_interruptible(&k->wait);
	kill_fasync(&k->subs, SIGIO, band);
}

static void kiln_cooled(struct work_struct *work)
{
	struct kiln *k = container_of(work, struct kiln, cooled);
	int ready = POLLOUT;

	spin_lock_irq(&k->lock);
	k->burner_ready = true;
	spin_unlock_irq(&k->lock);
	wake_up_interruptible(&k->wait);
	kill_fasync(&k->subs, SIGIO, ready); /* expect: FA202 */
}

static irqreturn_t kiln_irq(int line, void *data)
{
	struct kiln *k = data;
	u8 cause = inb(port + KILN_CAUSE);
	unsigned int events = 0;

	if (!cause)
		return IRQ_NONE;

	spin_lock(&k->lock);
	if (cause & KILN_PROBE) {
		k->celsius = inw(port + KILN_TEMP);
		k->fresh = true;
		events |= POLLIN;
		events |= POLLRDNORM;
	}
	if (cause & KILN_DOOR)
		k->door_open = true;
	if (cause & KILN_FAULT)
		k->fault = true;
	spin_unlock(&k->lock);

	wake_up_interruptible(&k->wait);
	if (events)
		kill_fasync(&k->subs, SIGIO, events); /* expect: FA202 */
	if (cause & KILN_DOOR)
		kill_fasync(&k->subs, SIGIO, KILN_EVT_DOOR); /* expect: FA202 */
	if (cause & KILN_FAULT)
		kiln_post(k, POLL_ERR);
	if (cause & KILN_BURNER)
		schedule_work(&k->cooled);
	return IRQ_HANDLED;
}

static int kiln_open(struct inode *inode, struct file *filp)
{
	filp->private_data = kiln;
	return stream_open(inode, filp);
}

static int kiln_fasync(int fd, struct file *filp, int on)
{
	struct kiln *k = filp->private_data;

	return fasync_helper(fd, filp, on, &k->subs);
}

static int kiln_release(struct inode *inode, struct file *filp)
{
	return kiln_fasync(-1, filp, 0);
}

static ssize_t kiln_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct kiln *k = filp->private_data;
	u16 celsius;
	bool fresh;

	if (len < sizeof(celsius))
		return -EINVAL;
	spin_lock_irq(&k->lock);
	fresh = k->fresh;
	celsius = k->celsius;
	k->fresh = k->door_open = k->fault = false;
	spin_unlock_irq(&k->lock);
	if (!fresh)
		return -EAGAIN;
	return copy_to_user(buf, &celsius, sizeof(celsius)) ? -EFAULT :
		sizeof(celsius);
}

static ssize_t kiln_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *off)
{
	struct kiln *k = filp->private_data;
	bool taken;
	u16 target;

	if (len != sizeof(target))
		return -EINVAL;
	if (copy_from_user(&target, buf, sizeof(target)))
		return -EFAULT;
	spin_lock_irq(&k->lock);
	taken = k->burner_ready;
	k->burner_ready = false;
	spin_unlock_irq(&k->lock);
	if (!taken)
		return -EAGAIN;
	outw(target, port + KILN_SETPOINT);
	if (target == 0) {
		/* Switching off takes effect at once. */
		spin_lock_irq(&k->lock);
		k->burner_ready = true;
		spin_unlock_irq(&k->lock);
		kiln_post(k, POLLOUT | POLLWRNORM); /* expect: FA202 */
	}
	return len;
}

static __poll_t kiln_poll(struct file *filp, poll_table *pt)
{
	struct kiln *k = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &k->wait, pt);
	spin_lock_irq(&k->lock);
	if (k->fresh)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (k->burner_ready)
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (k->door_open)
		mask |= EPOLLPRI;
	if (k->fault)
		mask |= EPOLLERR;
	spin_unlock_irq(&k->lock);
	return mask;
}

static const struct file_operations kiln_fops = {
	.owner		= THIS_MODULE,
	.open		= kiln_open,
	.release	= kiln_release,
	.read		= kiln_read,
	.write		= kiln_write,
	.poll		= kiln_poll,
	.fasync		= kiln_fasync,
};

static struct miscdevice kiln_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "kilnprobe",
	.fops	= &kiln_fops,
};

static int __init kiln_init(void)
{
	int ret;

	if (!request_region(port, 6, "kilnprobe"))
		return -EBUSY;
	ret = -ENOMEM;
	kiln = kzalloc(sizeof(*kiln), GFP_KERNEL);
	if (!kiln)
		goto drop_region;
	spin_lock_init(&kiln->lock);
	init_waitqueue_head(&kiln->wait);
	INIT_WORK(&kiln->cooled, kiln_cooled);
	kiln->burner_ready = true;
	ret = request_irq(irq, kiln_irq, 0, "kilnprobe", kiln);
	if (ret)
		goto drop_kiln;
	ret = misc_register(&kiln_misc);
	if (ret)
		goto drop_irq;
	return 0;

drop_irq:
	free_irq(irq, kiln);
	cancel_work_sync(&kiln->cooled);
drop_kiln:
	kfree(kiln);
drop_region:
	release_region(port, 6);
	return ret;
}

static void __exit kiln_exit(void)
{
	misc_deregister(&kiln_misc);
	free_irq(irq, kiln);
	cancel_work_sync(&kiln->cooled);
	kfree(kiln);
	release_region(port, 6);
}

module_init(kiln_init);
module_exit(kiln_exit);
MODULE_DESCRIPTION("Temperature probe of a kiln");
MODULE_LICENSE("GPL");
