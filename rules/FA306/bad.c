// SPDX-License-Identifier: GPL-2.0
/* The memory that holds the queue goes with the device, while files may still be open. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct kiln {
	struct miscdevice misc;
	struct fasync_struct *queue;
	int degrees;
};

static int kiln_fasync(int fd, struct file *filp, int on)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	return fasync_helper(fd, filp, on, &k->queue);
}

static ssize_t kiln_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	k->degrees += len;
	kill_fasync(&k->queue, SIGIO, POLL_IN);
	return len;
}

static int kiln_release(struct inode *inode, struct file *filp)
{
	return kiln_fasync(-1, filp, 0);
}

static const struct file_operations kiln_fops = {
	.owner = THIS_MODULE,
	.write = kiln_write,
	.fasync = kiln_fasync,
	.release = kiln_release,
};

/* An open file keeps the module, not the device: unbinding frees what devm allocated. */
static int kiln_probe(struct platform_device *pdev)
{
	struct kiln *k;

	k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL); /* expect: FA306 */
	if (!k)
		return -ENOMEM;
	k->misc.minor = MISC_DYNAMIC_MINOR;
	k->misc.name = "kiln";
	k->misc.fops = &kiln_fops;
	platform_set_drvdata(pdev, k);
	return misc_register(&k->misc);
}

static int kiln_remove(struct platform_device *pdev)
{
	struct kiln *k = platform_get_drvdata(pdev);

	misc_deregister(&k->misc);
	return 0;
}

static struct platform_driver kiln_driver = {
	.driver = { .name = "kiln" },
	.probe = kiln_probe,
	.remove = kiln_remove,
};

/* Pulling the plug is the same, and remove frees by hand. */
struct lamp {
	struct miscdevice misc;
	struct fasync_struct *queue;
};

static int lamp_fasync(int fd, struct file *filp, int on)
{
	struct lamp *lamp = container_of(filp->private_data, struct lamp, misc);

	return fasync_helper(fd, filp, on, &lamp->queue);
}

static ssize_t lamp_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct lamp *lamp = container_of(filp->private_data, struct lamp, misc);

	kill_fasync(&lamp->queue, SIGIO, POLL_IN);
	return len;
}

static int lamp_release(struct inode *inode, struct file *filp)
{
	return lamp_fasync(-1, filp, 0);
}

static const struct file_operations lamp_fops = {
	.owner = THIS_MODULE,
	.write = lamp_write,
	.fasync = lamp_fasync,
	.release = lamp_release,
};

static int lamp_probe(struct usb_interface *interface, const struct usb_device_id *id)
{
	struct lamp *lamp = kzalloc(sizeof(*lamp), GFP_KERNEL);
	int ret;

	if (!lamp)
		return -ENOMEM;
	lamp->misc.minor = MISC_DYNAMIC_MINOR;
	lamp->misc.name = "lamp";
	lamp->misc.fops = &lamp_fops;
	usb_set_intfdata(interface, lamp);
	ret = misc_register(&lamp->misc);
	if (ret)
		kfree(lamp);
	return ret;
}

static void lamp_free(struct lamp *lamp)
{
	misc_deregister(&lamp->misc);
	kfree(lamp); /* expect: FA306 */
}

static void lamp_disconnect(struct usb_interface *interface)
{
	lamp_free(usb_get_intfdata(interface));
}

static const struct usb_device_id lamp_ids[] = {
	{ USB_DEVICE(0x1209, 0x0001) },
	{}
};

static struct usb_driver lamp_driver = {
	.name = "lamp",
	.id_table = lamp_ids,
	.probe = lamp_probe,
	.disconnect = lamp_disconnect,
};

static int __init demo_init(void)
{
	int ret = platform_driver_register(&kiln_driver);

	if (ret)
		return ret;
	ret = usb_register(&lamp_driver);
	if (ret)
		platform_driver_unregister(&kiln_driver);
	return ret;
}

static void __exit demo_exit(void)
{
	usb_deregister(&lamp_driver);
	platform_driver_unregister(&kiln_driver);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_DEVICE_TABLE(usb, lamp_ids);
MODULE_LICENSE("GPL");
