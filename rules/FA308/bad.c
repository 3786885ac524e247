// SPDX-License-Identifier: GPL-2.0
/* Three tables without an owner, one for each way to register them. */
#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *meter_queue;
static dev_t meter_number;
static struct cdev meter_cdev;
static int old_major;

static int meter_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &meter_queue);
}

static ssize_t meter_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&meter_queue, SIGIO, POLL_IN);
	return len;
}

static int meter_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &meter_queue);
	return 0;
}

static const struct file_operations misc_fops = { /* expect: FA308 */
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

static const struct file_operations old_fops = { /* expect: FA308 */
	.write = meter_write, .fasync = meter_fasync, .release = meter_release,
};

static const struct file_operations meter_fops = { /* expect: FA308 */
	.write = meter_write,
	.fasync = meter_fasync,
	.release = meter_release,
};

static struct miscdevice meter_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "meter",
	.fops = &misc_fops,
};

static int __init meter_init(void)
{
	int ret = misc_register(&meter_misc);

	if (ret)
		return ret;
	old_major = register_chrdev(0, "meter_old", &old_fops);
	if (old_major < 0) {
		ret = old_major;
		goto no_major;
	}
	ret = alloc_chrdev_region(&meter_number, 0, 1, "meter_cdev");
	if (ret)
		goto no_region;
	cdev_init(&meter_cdev, &meter_fops);
	ret = cdev_add(&meter_cdev, meter_number, 1);
	if (ret)
		goto no_cdev;
	return 0;
no_cdev:
	unregister_chrdev_region(meter_number, 1);
no_region:
	unregister_chrdev(old_major, "meter_old");
no_major:
	misc_deregister(&meter_misc);
	return ret;
}

static void __exit meter_exit(void)
{
	cdev_del(&meter_cdev);
	unregister_chrdev_region(meter_number, 1);
	unregister_chrdev(old_major, "meter_old");
	misc_deregister(&meter_misc);
}

module_init(meter_init);
module_exit(meter_exit);

MODULE_LICENSE("GPL");
