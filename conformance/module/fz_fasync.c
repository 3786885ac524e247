// SPDX-License-Identifier: GPL-2.0
/* The variants of ->fasync, right and wrong. */
#include <linux/fcntl.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/version.h>

#include "fz.h"

static int two_lists(int fd, struct file *file, int on)
{
	struct fz_device *device = file->private_data;
	int ret = 0;

	if (file->f_mode & FMODE_READ)
		ret = fasync_helper(fd, file, on, &device->readers);
	if (ret >= 0 && (file->f_mode & FMODE_WRITE))
		ret = fasync_helper(fd, file, on, &device->writers);
	return ret;
}

static int allocate_owner(struct file *file)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	return file_f_owner_allocate(file);
#else
	return 0;
#endif
}

static int with_owner(int fd, struct file *file, int on)
{
	struct fz_device *device = file->private_data;
	int ret = fasync_helper(fd, file, on, &device->readers);

	if (ret <= 0 || !on)
		return ret;
	if (device->variant == FZ_AUTOOWN2 && allocate_owner(file))
		return -ENOMEM;
	__f_setown(file, task_pid(current), PIDTYPE_TGID, 0);
	return ret;
}

int fz_fasync(int fd, struct file *file, int on)
{
	struct fz_device *device = file->private_data;

	switch (device->variant) {
	case FZ_IGNOREON:
		return fasync_helper(fd, file, 1, &device->readers);
	case FZ_INVERTED:
		return fasync_helper(fd, file, !on, &device->readers);
	case FZ_NOOP:
		return 0;
	case FZ_RETERR:
		return -EIO;
	case FZ_RETERR_AFTER:
		fasync_helper(fd, file, on, &device->readers);
		return -EIO;
	case FZ_FD0:
		return fasync_helper(0, file, on, &device->readers);
	case FZ_TWICE:
		fasync_helper(fd, file, on, &device->readers);
		return fasync_helper(fd, file, on, &device->readers);
	case FZ_ONLYON:
		return on ? fasync_helper(fd, file, 1, &device->readers) : 0;
	case FZ_TWOLISTS:
		return two_lists(fd, file, on);
	case FZ_AUTOOWN:
	case FZ_AUTOOWN2:
		return with_owner(fd, file, on);
	default:
		return fasync_helper(fd, file, on, &device->readers);
	}
}

void fz_fasync_open(struct file *file)
{
	struct fz_device *device = file->private_data;

	if (device->variant == FZ_OPENREG || device->variant == FZ_OPENREG_NW)
		fasync_helper(-1, file, 1, &device->readers);
}

void fz_fasync_release(struct file *file)
{
	struct fz_device *device = file->private_data;

	switch (device->variant) {
	case FZ_GOOD:
	case FZ_TWICE:
	case FZ_TWOLISTS:
		fz_fasync(-1, file, 0);
		break;
	default:
		break;
	}
}
