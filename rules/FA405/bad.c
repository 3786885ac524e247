// SPDX-License-Identifier: GPL-2.0
/* Owner and flag belong to the program. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *loom_queue;

static int loom_open(struct inode *inode, struct file *filp)
{
	filp->f_owner.pid = get_pid(task_pid(current)); /* expect: FA405 */
	filp->f_flags |= FASYNC; /* expect: FA405 */
	return 0;
}

static int shop_open(struct inode *inode, struct file *filp)
{
	return f_setown(filp, current->pid, 0); /* expect: FA405 */
}

static long loom_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	filp->f_flags &= ~FASYNC; /* expect: FA405 */
	return 0;
}

static int loom_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &loom_queue);
}

static ssize_t loom_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&loom_queue, SIGIO, POLL_IN);
	return len;
}

static int loom_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &loom_queue);
	return 0;
}

static const struct file_operations loom_fops = {
	.owner = THIS_MODULE,
	.open = loom_open,
	.write = loom_write,
	.unlocked_ioctl = loom_ioctl,
	.fasync = loom_fasync,
	.release = loom_release,
};

static const struct file_operations shop_fops = {
	.owner = THIS_MODULE,
	.open = shop_open,
	.write = loom_write,
	.fasync = loom_fasync,
	.release = loom_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "loom", .fops = &loom_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "shop", .fops = &shop_fops },
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
