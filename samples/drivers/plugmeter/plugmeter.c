// SPDX-License-Identifier: GPL-2.0
/*
 * plugmeter - USB energy meter between wall socket and appliance
 *
 * An interrupt endpoint delivers one reading a second. The structure is
 * reference counted, so open files survive the unplugging.
 *
 * Deliberate mistake: after the unplugging the fasync method refuses every
 * request, "off" included. The call the VFS makes at close comes back with
 * the file still on the queue.
 */
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/usb.h>
#include <linux/wait.h>

#define PLUG_MINOR_BASE	192

struct plug_meter {
	struct kref ref;
	struct usb_device *udev;
	struct urb *urb;
	__le32 *report;
	spinlock_t lock;
	u32 milliwatts;
	bool fresh;
	bool unplugged;
	wait_queue_head_t wait;
	struct fasync_struct *queue;
};

static struct usb_driver plug_driver;

static void plug_free(struct kref *ref)
{
	struct plug_meter *meter = container_of(ref, struct plug_meter, ref);

	usb_free_urb(meter->urb);
	kfree(meter->report);
	usb_put_dev(meter->udev);
	kfree(meter);
}

static void plug_report(struct urb *urb)
{
	struct plug_meter *meter = urb->context;
	unsigned long flags;

	if (urb->status)
		return;
	if (urb->actual_length == sizeof(*meter->report)) {
		spin_lock_irqsave(&meter->lock, flags);
		meter->milliwatts = le32_to_cpu(*meter->report);
		meter->fresh = true;
		spin_unlock_irqrestore(&meter->lock, flags);

		wake_up_interruptible(&meter->wait);
		kill_fasync(&meter->queue, SIGIO, POLL_IN);
	}
	usb_submit_urb(urb, GFP_ATOMIC);
}

static int plug_open(struct inode *inode, struct file *filp)
{
	struct usb_interface *intf;
	struct plug_meter *meter;

	intf = usb_find_interface(&plug_driver, iminor(inode));
	if (!intf)
		return -ENODEV;
	meter = usb_get_intfdata(intf);
	if (!meter)
		return -ENODEV;
	kref_get(&meter->ref);
	filp->private_data = meter;
	return stream_open(inode, filp);
}

static int plug_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	struct plug_meter *meter = filp->private_data;

	kref_put(&meter->ref, plug_free);
	return 0;
}

static ssize_t plug_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct plug_meter *meter = filp->private_data;
	u32 milliwatts;
	bool fresh;
	int ret;

	if (len < sizeof(milliwatts))
		return -EINVAL;
	for (;;) {
		spin_lock_irq(&meter->lock);
		fresh = meter->fresh;
		milliwatts = meter->milliwatts;
		meter->fresh = false;
		spin_unlock_irq(&meter->lock);
		if (fresh)
			break;
		if (READ_ONCE(meter->unplugged))
			return -ENODEV;
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(meter->wait,
					       READ_ONCE(meter->fresh) ||
					       READ_ONCE(meter->unplugged));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &milliwatts, sizeof(milliwatts)) ? -EFAULT :
		sizeof(milliwatts);
}

static __poll_t plug_poll(struct file *filp, poll_table *pt)
{
	struct plug_meter *meter = filp->private_data;
	__poll_t mask = 0;

	poll_wait(filp, &meter->wait, pt);
	if (READ_ONCE(meter->fresh))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(meter->unplugged))
		mask |= EPOLLHUP | EPOLLERR;
	return mask;
}

static int plug_fasync(int fd, struct file *filp, int on)
{
	struct plug_meter *meter = filp->private_data;

	if (READ_ONCE(meter->unplugged))
		return -ENODEV; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &meter->queue);
}

static const struct file_operations plug_fops = {
	.owner		= THIS_MODULE,
	.open		= plug_open,
	.release	= plug_release,
	.read		= plug_read,
	.poll		= plug_poll,
	.fasync		= plug_fasync,
};

static struct usb_class_driver plug_class = {
	.name		= "plugmeter%d",
	.fops		= &plug_fops,
	.minor_base	= PLUG_MINOR_BASE,
};

static int plug_probe(struct usb_interface *intf,
		      const struct usb_device_id *id)
{
	struct usb_endpoint_descriptor *ep;
	struct plug_meter *meter;
	int ret;

	ret = usb_find_int_in_endpoint(intf->cur_altsetting, &ep);
	if (ret)
		return ret;

	meter = kzalloc(sizeof(*meter), GFP_KERNEL);
	if (!meter)
		return -ENOMEM;
	kref_init(&meter->ref);
	spin_lock_init(&meter->lock);
	init_waitqueue_head(&meter->wait);
	meter->udev = usb_get_dev(interface_to_usbdev(intf));

	ret = -ENOMEM;
	meter->urb = usb_alloc_urb(0, GFP_KERNEL);
	meter->report = kmalloc(sizeof(*meter->report), GFP_KERNEL);
	if (!meter->urb || !meter->report)
		goto drop;
	usb_fill_int_urb(meter->urb, meter->udev,
			 usb_rcvintpipe(meter->udev, ep->bEndpointAddress),
			 meter->report, sizeof(*meter->report), plug_report,
			 meter, ep->bInterval);

	usb_set_intfdata(intf, meter);
	ret = usb_submit_urb(meter->urb, GFP_KERNEL);
	if (ret)
		goto drop;
	ret = usb_register_dev(intf, &plug_class);
	if (ret) {
		usb_kill_urb(meter->urb);
		goto drop;
	}
	return 0;

drop:
	usb_set_intfdata(intf, NULL);
	kref_put(&meter->ref, plug_free);
	return ret;
}

static void plug_disconnect(struct usb_interface *intf)
{
	struct plug_meter *meter = usb_get_intfdata(intf);

	usb_deregister_dev(intf, &plug_class);
	usb_set_intfdata(intf, NULL);
	usb_kill_urb(meter->urb);

	WRITE_ONCE(meter->unplugged, true);
	wake_up_interruptible_all(&meter->wait);
	kill_fasync(&meter->queue, SIGIO, POLL_HUP);
	kref_put(&meter->ref, plug_free);
}

static const struct usb_device_id plug_ids[] = {
	{ USB_DEVICE(0xfff0, 0x0042) },
	{ }
};
MODULE_DEVICE_TABLE(usb, plug_ids);

static struct usb_driver plug_driver = {
	.name		= "plugmeter",
	.probe		= plug_probe,
	.disconnect	= plug_disconnect,
	.id_table	= plug_ids,
};
module_usb_driver(plug_driver);

MODULE_DESCRIPTION("USB energy meter");
MODULE_LICENSE("GPL");
