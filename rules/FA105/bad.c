// SPDX-License-Identifier: GPL-2.0
/* The 1 of fasync_helper() is taken for an error, here and in the kernel. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *valve_queue;

static int strict_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &valve_queue);

	if (ret)
		return -EIO; /* expect: FA105 */
	return 0;
}

static int eager_open(struct inode *inode, struct file *filp)
{
	return fasync_helper(-1, filp, 1, &valve_queue); /* expect: FA105 */
}

static int kept_open(struct inode *inode, struct file *filp)
{
	int err;

	err = fasync_helper(-1, filp, 1, &valve_queue);
	if (err < 0)
		return -ENOMEM;
	filp->private_data = &valve_queue;
	return err; /* expect: FA105 */
}

static int valve_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &valve_queue);
}

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&valve_queue, SIGIO, POLL_IN);
	return len;
}

static int valve_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &valve_queue);
	return 0;
}

static const struct file_operations strict_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = strict_fasync,
	.release = valve_release,
};

static const struct file_operations eager_fops = {
	.owner = THIS_MODULE,
	.open = eager_open,
	.write = valve_write,
	.fasync = valve_fasync,
	.release = valve_release,
};

static const struct file_operations kept_fops = {
	.owner = THIS_MODULE,
	.open = kept_open,
	.write = valve_write,
	.fasync = valve_fasync,
	.release = valve_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "strict", .fops = &strict_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "eager", .fops = &eager_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "kept", .fops = &kept_fops },
};

static int __init demo_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
