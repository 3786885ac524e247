// SPDX-License-Identifier: GPL-2.0
/* Sleeping locks, locks already dropped, and removals, which do not allocate. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

static struct fasync_struct *encoder_queue;
static DEFINE_SPINLOCK(encoder_lock);
static DEFINE_MUTEX(encoder_mutex);
static int encoder_users;

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

static int mutex_fasync(int fd, struct file *filp, int on)
{
	int ret;

	mutex_lock(&encoder_mutex);
	ret = fasync_helper(fd, filp, on, &encoder_queue);
	mutex_unlock(&encoder_mutex);
	return ret;
}

static int dropped_fasync(int fd, struct file *filp, int on)
{
	unsigned long flags;

	spin_lock_irqsave(&encoder_lock, flags);
	encoder_users += on ? 1 : -1;
	spin_unlock_irqrestore(&encoder_lock, flags);
	return fasync_helper(fd, filp, on, &encoder_queue);
}

/* Off under a spinlock: nothing is allocated. */
static int off_fasync(int fd, struct file *filp, int on)
{
	if (!on) {
		spin_lock(&encoder_lock);
		fasync_helper(-1, filp, 0, &encoder_queue);
		spin_unlock(&encoder_lock);
		return 0;
	}
	return fasync_helper(fd, filp, on, &encoder_queue);
}

/* Every path has left the lock. */
static int paths_fasync(int fd, struct file *filp, int on)
{
	spin_lock(&encoder_lock);
	if (on && encoder_users < 0) {
		spin_unlock(&encoder_lock);
		return -ENODEV;
	}
	spin_unlock(&encoder_lock);
	return fasync_helper(fd, filp, on, &encoder_queue);
}

static const struct file_operations mutex_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = mutex_fasync,
	.release = encoder_release,
};

static const struct file_operations dropped_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = dropped_fasync,
	.release = encoder_release,
};

static const struct file_operations off_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = off_fasync,
	.release = encoder_release,
};

static const struct file_operations paths_fops = {
	.owner = THIS_MODULE,
	.write = encoder_write,
	.fasync = paths_fasync,
	.release = encoder_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_mutex", .fops = &mutex_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_dropped", .fops = &dropped_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_off", .fops = &off_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "encoder_paths", .fops = &paths_fops },
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
