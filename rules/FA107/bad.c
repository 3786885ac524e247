// SPDX-License-Identifier: GPL-2.0
/* fasync_helper() may sleep when it adds a file; here it must not. */
#include <linux/fs.h>
#include <linux/irqflags.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/spinlock.h>

static struct fasync_struct *encoder_queue;
static DEFINE_SPINLOCK(encoder_lock);

static ssize_t encoder_write(struct file *filp, const char __user *buf,
			     size_t len, loff_t *pos)
{
	kill_fasync(&encoder_queue, SIGIO, POLL_IN);
	return len;
}

static int encoder_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &encoder_queue);
	return 0;
}

static int locked_fasync(int fd, struct file *filp, int on)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&encoder_lock, flags);
	ret = fasync_helper(fd, filp, on, &encoder_queue); /* expect: FA107 */
	spin_unlock_irqrestore(&encoder_lock, flags);
	return ret;
}

static int irq_off_fasync(int fd, struct file *filp, int on)
{
	int ret;

	local_irq_disable();
	ret = fasync_helper(fd, filp, on, &encoder_queue); /* expect: FA107 */
	local_irq_enable();
	return ret;
}

/* The lock is taken by the caller. */
static int encoder_add(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &encoder_queue); /* expect: FA107 */
}

static int caller_fasync(int fd, struct file *filp, int on)
{
	int ret;

	spin_lock_bh(&encoder_lock);
	ret = encoder_add(fd, filp, on);
	spin_unlock_bh(&encoder_lock);
	return ret;
}

static const struct file_operations locked_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = locked_fasync,
	.release = encoder_release,
};

static const struct file_operations irq_off_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = irq_off_fasync,
	.release = encoder_release,
};

static const struct file_operations caller_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = caller_fasync,
	.release = encoder_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_locked", .fops = &locked_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_irq_off", .fops = &irq_off_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_caller", .fops = &caller_fops },
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
