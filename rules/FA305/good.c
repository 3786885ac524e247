// SPDX-License-Identifier: GPL-2.0
/* Release takes the file off its queue whatever else happens, or knows that it is on none. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>

struct scale {
	struct mutex lock;
	struct fasync_struct *queue;
	unsigned int users;
};

static struct scale scale = { .lock = __MUTEX_INITIALIZER(scale.lock) };

static int scale_open(struct inode *inode, struct file *filp)
{
	mutex_lock(&scale.lock);
	scale.users++;
	mutex_unlock(&scale.lock);
	filp->private_data = &scale;
	return nonseekable_open(inode, filp);
}

static int scale_fasync(int fd, struct file *filp, int on)
{
	struct scale *s = filp->private_data;

	return fasync_helper(fd, filp, on, &s->queue);
}

static ssize_t scale_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&scale.queue, SIGIO, POLL_IN);
	return len;
}

/* The removal comes first, and release waits for its lock. */
static int scale_release(struct inode *inode, struct file *filp)
{
	scale_fasync(-1, filp, 0);
	mutex_lock(&scale.lock);
	if (--scale.users == 0)
		pr_debug("the last one is gone\n");
	mutex_unlock(&scale.lock);
	return 0;
}

/* A file without the flag, or one that was never set up, is on no queue. */
static int scale_careful_release(struct inode *inode, struct file *filp)
{
	struct scale *s = filp->private_data;

	if (!s)
		return 0;
	if (filp->f_flags & FASYNC)
		scale_fasync(-1, filp, 0);
	if (s->queue)
		fasync_helper(-1, filp, 0, &s->queue);
	return 0;
}

/* What only readers join, only readers leave. */
static int scale_reader_release(struct inode *inode, struct file *filp)
{
	if (!(filp->f_mode & FMODE_READ))
		return 0;
	return scale_fasync(-1, filp, 0);
}

/* The wait may be given up, the removal is not. */
static int scale_tidy_release(struct inode *inode, struct file *filp)
{
	struct scale *s = filp->private_data;

	if (mutex_lock_interruptible(&s->lock)) {
		scale_fasync(-1, filp, 0);
		return 0;
	}
	s->users--;
	mutex_unlock(&s->lock);
	scale_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations scale_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_release,
};

static const struct file_operations scale_careful_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_careful_release,
};

static const struct file_operations scale_reader_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_reader_release,
};

static const struct file_operations scale_tidy_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_tidy_release,
};

/* Two queues: who cannot join the second leaves the first. */
static struct fasync_struct *full_queue;
static struct fasync_struct *empty_queue;

static int pan_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &full_queue);

	if (ret < 0)
		return ret;
	ret = fasync_helper(fd, filp, on, &empty_queue);
	if (ret < 0)
		fasync_helper(-1, filp, 0, &full_queue);
	return ret;
}

/* One queue or the other. */
static int lid_fasync(int fd, struct file *filp, int on)
{
	if (filp->f_mode & FMODE_READ)
		return fasync_helper(fd, filp, on, &full_queue);
	return fasync_helper(fd, filp, on, &empty_queue);
}

static int pan_release(struct inode *inode, struct file *filp)
{
	return pan_fasync(-1, filp, 0);
}

static int lid_release(struct inode *inode, struct file *filp)
{
	return lid_fasync(-1, filp, 0);
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

static const struct file_operations lid_fops = {
	.owner = THIS_MODULE,
	.write = pan_write,
	.fasync = lid_fasync,
	.release = lid_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale", .fops = &scale_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale_careful", .fops = &scale_careful_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale_reader", .fops = &scale_reader_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "scale_tidy", .fops = &scale_tidy_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "pan", .fops = &pan_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lid", .fops = &lid_fops },
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
