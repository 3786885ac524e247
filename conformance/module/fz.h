/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A device to provoke the kernel's fasync code with: one device for each way in which a driver gets
 * ->fasync right or wrong. /dev/fz_<variant>.
 */
#ifndef FZ_H
#define FZ_H

#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/miscdevice.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "fz_ioctl.h"

#define FZ_ROOM 64

enum fz_variant {
	FZ_GOOD,
	FZ_NORELEASE,		/* release() leaves the removal to the kernel: harmless */
	FZ_NOTWIRED,		/* bug: .fasync is not set */
	FZ_IGNOREON,		/* bug: always adds, the entry outlives its file */
	FZ_INVERTED,		/* bug: adds when it should remove */
	FZ_NOOP,		/* bug: never touches the list */
	FZ_RETERR,		/* refuses */
	FZ_RETERR_AFTER,	/* bug: adds, then says that it failed */
	FZ_FD0,			/* bug: passes another descriptor on */
	FZ_TWICE,		/* adds twice: harmless */
	FZ_OPENREG,		/* bug: adds in open() */
	FZ_OPENREG_NW,		/* bug: the same, and .fasync is not set */
	FZ_TWOLISTS,		/* one list for readers, one for writers */
	FZ_AUTOOWN,		/* sets the owner: without the allocation that 6.12 wants */
	FZ_AUTOOWN2,		/* sets the owner: with it */
	FZ_ONLYON,		/* bug: adds, never removes */
	FZ_VARIANTS,
};

struct fz_device {
	struct miscdevice misc;
	char name[24];
	enum fz_variant variant;

	spinlock_t lock;		/* of the buffer */
	wait_queue_head_t waiting;
	unsigned char buffer[FZ_ROOM];
	unsigned int head, tail;	/* run freely */

	struct fasync_struct *readers;	/* everybody, except in FZ_TWOLISTS */
	struct fasync_struct *writers;

	struct fz_kick kick;		/* for the two below */
	struct irq_work irq_work;
	struct work_struct work;
	struct completion kicked;
};

int fz_fasync(int fd, struct file *file, int on);
void fz_fasync_open(struct file *file);
void fz_fasync_release(struct file *file);

void fz_kick_init(struct fz_device *device);
void fz_kick(struct fz_device *device, const struct fz_kick *kick);

#endif
