// SPDX-License-Identifier: GPL-2.0
/* Release takes the file off its queue, but not always. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(scale_lock);
static struct fasync_struct *scale_queue;
static unsigned int scale_users;

static int scale_open(struct inode *inode, struct file *filp)
{
	mutex_lock(&scale_lock);
	scale_users++;
	mutex_unlock(&scale_lock);
	return nonseekable_open(inode, filp);
}

static int scale_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &scale_queue);
}

static ssize_t scale_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&scale_queue, SIGIO, POLL_IN);
	return len;
}

/* A signal on the way out, and the file stays. */
static int scale_release(struct inode *inode, struct file *filp)
{
	if (mutex_lock_interruptible(&scale_lock)) /* expect-legacy: FA305 */
		return -ERESTARTSYS;
	scale_users--;
	scale_fasync(-1, filp, 0);
	mutex_unlock(&scale_lock);
	return 0;
}

/* Only the last one to close leaves the queue. */
static int scale_last_release(struct inode *inode, struct file *filp)
{
	mutex_lock(&scale_lock);
	if (--scale_users == 0) /* expect-legacy: FA305 */
		fasync_helper(-1, filp, 0, &scale_queue);
	mutex_unlock(&scale_lock);
	return 0;
}

/* The result of the wait is looked at later. */
static int scale_late_release(struct inode *inode, struct file *filp)
{
	int ret = mutex_lock_killable(&scale_lock);

	if (ret) /* expect-legacy: FA305 */
		return ret;
	scale_users--;
	mutex_unlock(&scale_lock);
	return scale_fasync(-1, filp, 0);
}

static const struct file_operations scale_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_release,
};

static const struct file_operations scale_last_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_last_release,
};

static const struct file_operations scale_late_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_late_release,
};

/* Two queues, and nobody leaves the first when the second refuses. */
static struct fasync_struct *full_queue;
static struct fasync_struct *empty_queue;

static int pan_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &full_queue);

	if (ret < 0)
		return ret;
	return fasync_helper(fd, filp, on, &empty_queue); /* expect: FA305 */
}

static int pan_release(struct inode *inode, struct file *filp)
{
	return pan_fasync(-1, filp, 0);
}

static ssize_t pan_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(len ? &full_queue : &empty_queue, SIGIO, len ? POLL_IN : POLL_OUT);
	return len;
}

static const struct file_operations pan_fops = {
	.owner = THIS_MODULE,
	.write = pan_write,
	.fasync = pan_fasync,
	.release = pan_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale", .fops = &scale_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale_last", .fops = &scale_last_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale_late", .fops = &scale_late_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pan", .fops = &pan_fops },
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
