/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
#ifndef FZ_IOCTL_H
#define FZ_IOCTL_H

#ifdef __KERNEL__
#include <linux/ioctl.h>
#else
#include <sys/ioctl.h>
#endif

#define FZ_LIST_MAX 16

/* From where kill_fasync() is called. */
enum fz_context {
	FZ_FROM_PROCESS,
	FZ_FROM_IRQ,
	FZ_FROM_WORK,
	FZ_FROM_SPINLOCK,
};

struct fz_kick {
	int sig;
	int band;
	int times;
	int context;
};

struct fz_help {
	int fd;
	int on;
};

struct fz_list {
	int count;
	int fd[FZ_LIST_MAX];
};

#define FZ_KICK		_IOW('z', 1, struct fz_kick)	/* calls kill_fasync() */
#define FZ_CORRUPT	_IO('z', 2)			/* spoils the magic of the newest entry */
#define FZ_HELP		_IOW('z', 3, struct fz_help)	/* calls fasync_helper() */
#define FZ_LIST		_IOR('z', 4, struct fz_list)	/* the descriptors in the list */
#define FZ_SETOWN	_IO('z', 5)			/* calls __f_setown() with this force */

#endif
