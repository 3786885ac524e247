// SPDX-License-Identifier: GPL-2.0
/* Nobody hears that there is no such process. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *horn_queue;

static int horn_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &horn_queue);
}

static long horn_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	f_setown(filp, arg, 1); /* expect: FA403 */
	return 0;
}

static int horn_setup(int fd, struct file *filp, int on)
{
	f_setown(filp, current->pid, 0); /* expect: FA403 */
	return fasync_helper(fd, filp, on, &horn_queue);
}

static ssize_t horn_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&horn_queue, SIGIO, POLL_IN);
	return len;
}

static int horn_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &horn_queue);
	return 0;
}

static const struct file_operations horn_fops = {
	.owner = THIS_MODULE,
	.write = horn_write,
	.unlocked_ioctl = horn_ioctl,
	.fasync = horn_fasync,
	.release = horn_release,
};

static const struct file_operations setup_fops = {
	.owner = THIS_MODULE,
	.write = horn_write,
	.fasync = horn_setup,
	.release = horn_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "horn", .fops = &horn_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "setup", .fops = &setup_fops },
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
