// SPDX-License-Identifier: GPL-2.0
/* The devices: a small buffer to write to and read from, and the ioctls. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "fz.h"

static const char * const variant_names[FZ_VARIANTS] = {
	[FZ_GOOD] = "good",
	[FZ_NORELEASE] = "norelease",
	[FZ_NOTWIRED] = "notwired",
	[FZ_IGNOREON] = "ignoreon",
	[FZ_INVERTED] = "inverted",
	[FZ_NOOP] = "noop",
	[FZ_RETERR] = "reterr",
	[FZ_RETERR_AFTER] = "reterr_after",
	[FZ_FD0] = "fd0",
	[FZ_TWICE] = "twice",
	[FZ_OPENREG] = "openreg",
	[FZ_OPENREG_NW] = "openreg_nw",
	[FZ_TWOLISTS] = "twolists",
	[FZ_AUTOOWN] = "autoown",
	[FZ_AUTOOWN2] = "autoown2",
	[FZ_ONLYON] = "onlyon",
};

static struct fz_device *devices;

static int fz_open(struct inode *inode, struct file *file)
{
	file->private_data = container_of(file->private_data, struct fz_device, misc);
	fz_fasync_open(file);
	return 0;
}

static int fz_release(struct inode *inode, struct file *file)
{
	fz_fasync_release(file);
	return 0;
}

static ssize_t fz_read(struct file *file, char __user *to, size_t length, loff_t *position)
{
	struct fz_device *device = file->private_data;
	unsigned char bytes[FZ_ROOM];
	size_t count = 0;

	spin_lock_irq(&device->lock);
	while (count < length && device->tail != device->head)
		bytes[count++] = device->buffer[device->tail++ % FZ_ROOM];
	spin_unlock_irq(&device->lock);
	if (!count)
		return -EAGAIN;
	if (copy_to_user(to, bytes, count))
		return -EFAULT;
	wake_up_interruptible(&device->waiting);
	if (device->variant == FZ_TWOLISTS)
		kill_fasync(&device->writers, SIGIO, POLL_OUT);
	else
		kill_fasync(&device->readers, SIGIO, POLL_OUT);
	return count;
}

static ssize_t fz_write(struct file *file, const char __user *from, size_t length,
			loff_t *position)
{
	struct fz_device *device = file->private_data;
	unsigned char bytes[FZ_ROOM];
	size_t count = 0;

	length = min_t(size_t, length, FZ_ROOM);
	if (copy_from_user(bytes, from, length))
		return -EFAULT;
	spin_lock_irq(&device->lock);
	while (count < length && device->head - device->tail < FZ_ROOM)
		device->buffer[device->head++ % FZ_ROOM] = bytes[count++];
	spin_unlock_irq(&device->lock);
	if (!count)
		return length ? -EAGAIN : 0;
	wake_up_interruptible(&device->waiting);
	kill_fasync(&device->readers, SIGIO, POLL_IN);
	return count;
}

static __poll_t fz_poll(struct file *file, poll_table *table)
{
	struct fz_device *device = file->private_data;
	__poll_t ready = 0;

	poll_wait(file, &device->waiting, table);
	spin_lock_irq(&device->lock);
	if (device->head != device->tail)
		ready |= EPOLLIN | EPOLLRDNORM;
	if (device->head - device->tail < FZ_ROOM)
		ready |= EPOLLOUT | EPOLLWRNORM;
	spin_unlock_irq(&device->lock);
	return ready;
}

static long ioctl_kick(struct fz_device *device, const void __user *from)
{
	struct fz_kick kick;

	if (copy_from_user(&kick, from, sizeof(kick)))
		return -EFAULT;
	fz_kick(device, &kick);
	return 0;
}

static long ioctl_help(struct file *file, const void __user *from)
{
	struct fz_device *device = file->private_data;
	struct fz_help help;

	if (copy_from_user(&help, from, sizeof(help)))
		return -EFAULT;
	return fasync_helper(help.fd, file, help.on, &device->readers);
}

static long ioctl_corrupt(struct fz_device *device)
{
	if (!device->readers)
		return -ENOENT;
	device->readers->magic = FASYNC_MAGIC + 1;
	return 0;
}

/* Without a lock: a scenario does one thing at a time. */
static long ioctl_list(struct fz_device *device, void __user *to)
{
	struct fz_list list = {};
	struct fasync_struct *entry;

	for (entry = device->readers; entry && list.count < FZ_LIST_MAX; entry = entry->fa_next)
		list.fd[list.count++] = entry->fa_fd;
	return copy_to_user(to, &list, sizeof(list)) ? -EFAULT : 0;
}

static long fz_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct fz_device *device = file->private_data;
	void __user *pointer = (void __user *)argument;

	switch (command) {
	case FZ_KICK:
		return ioctl_kick(device, pointer);
	case FZ_HELP:
		return ioctl_help(file, pointer);
	case FZ_CORRUPT:
		return ioctl_corrupt(device);
	case FZ_LIST:
		return ioctl_list(device, pointer);
	case FZ_SETOWN:
		__f_setown(file, task_pid(current), PIDTYPE_TGID, (int)argument);
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations wired = {
	.owner		= THIS_MODULE,
	.open		= fz_open,
	.release	= fz_release,
	.read		= fz_read,
	.write		= fz_write,
	.poll		= fz_poll,
	.unlocked_ioctl	= fz_ioctl,
	.fasync		= fz_fasync,
};

static const struct file_operations not_wired = {
	.owner		= THIS_MODULE,
	.open		= fz_open,
	.release	= fz_release,
	.read		= fz_read,
	.write		= fz_write,
	.poll		= fz_poll,
	.unlocked_ioctl	= fz_ioctl,
};

static int add_device(struct fz_device *device, enum fz_variant variant)
{
	bool is_wired = variant != FZ_NOTWIRED && variant != FZ_OPENREG_NW;

	device->variant = variant;
	spin_lock_init(&device->lock);
	init_waitqueue_head(&device->waiting);
	fz_kick_init(device);
	snprintf(device->name, sizeof(device->name), "fz_%s", variant_names[variant]);
	device->misc.minor = MISC_DYNAMIC_MINOR;
	device->misc.name = device->name;
	device->misc.mode = 0666;
	device->misc.fops = is_wired ? &wired : &not_wired;
	return misc_register(&device->misc);
}

static void remove_devices(int count)
{
	while (count--)
		misc_deregister(&devices[count].misc);
	kfree(devices);
}

static int __init fz_init(void)
{
	int i, ret;

	devices = kcalloc(FZ_VARIANTS, sizeof(*devices), GFP_KERNEL);
	if (!devices)
		return -ENOMEM;
	for (i = 0; i < FZ_VARIANTS; i++) {
		ret = add_device(&devices[i], i);
		if (ret) {
			remove_devices(i);
			return ret;
		}
	}
	return 0;
}

static void __exit fz_exit(void)
{
	remove_devices(FZ_VARIANTS);
}

module_init(fz_init);
module_exit(fz_exit);

MODULE_DESCRIPTION("Devices that provoke the kernel's fasync code");
MODULE_LICENSE("GPL");
