// SPDX-License-Identifier: GPL-2.0
/*
 * A handler with external linkage: its table may be in another file of the
 * module or, as here, in another module.
 */
#include <linux/fs.h>
#include <linux/module.h>

int pad_fasync(int fd, struct file *filp, int on);

static struct fasync_struct *pad_queue;

int pad_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pad_queue);
}
EXPORT_SYMBOL_GPL(pad_fasync);

void pad_notify(void);

void pad_notify(void)
{
	kill_fasync(&pad_queue, SIGIO, POLL_IN);
}
EXPORT_SYMBOL_GPL(pad_notify);

MODULE_LICENSE("GPL");
