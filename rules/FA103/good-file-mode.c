// SPDX-License-Identifier: GPL-2.0
/*
 * Refusing files by a property that never changes after open is safe: a file
 * that could not be switched on has nothing to switch off.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>

struct valve {
	struct fasync_struct *queue;
	struct mutex lock;
	bool gone;
};

static struct valve valve = {
	.lock = __MUTEX_INITIALIZER(valve.lock),
};

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&valve.queue, SIGIO, POLL_IN);
	return len;
}

static int valve_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &valve.queue);
	return 0;
}

static int reader_fasync(int fd, struct file *filp, int on)
{
	int ret;

	if (!(filp->f_mode & FMODE_READ))
		return -EINVAL;

	mutex_lock(&valve.lock);
	ret = fasync_helper(fd, filp, on, &valve.queue);
	if (ret > 0)
		pr_debug("valve: %s\n", on ? "joined" : "left");
	mutex_unlock(&valve.lock);
	if (ret < 0)
		return ret;
	return 0;
}

static const struct file_operations reader_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = reader_fasync,
	.release = valve_release,
};

static struct miscdevice valve_reader_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "valve_reader",
	.fops = &reader_fops,
};
module_misc_device(valve_reader_misc);

MODULE_LICENSE("GPL");
