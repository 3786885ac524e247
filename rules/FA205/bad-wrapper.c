// SPDX-License-Identifier: GPL-2.0
/*
 * The queue reaches kill_fasync() through a parameter, a macro or a pointer;
 * the finding is where the queue is named.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct scanner {
	struct fasync_struct *queue;
	struct fasync_struct *paper_queue;
	struct fasync_struct *lid_queue;
	struct fasync_struct *lamp_queue;
};

static struct scanner scanner;

#define SCANNER_KILL(s, member)	kill_fasync(&(s)->member, SIGIO, POLL_IN)

static void scanner_notify(struct fasync_struct **queue)
{
	kill_fasync(queue, SIGIO, POLL_IN);
}

static int scanner_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &scanner.queue);
}

static int scanner_release(struct inode *inode, struct file *filp)
{
	scanner_fasync(-1, filp, 0);
	return 0;
}

static long scanner_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct scanner *s = &scanner;
	struct fasync_struct **lamp = &s->lamp_queue;

	scanner_notify(&s->queue);
	scanner_notify(&s->paper_queue); /* expect: FA205 */
	SCANNER_KILL(s, queue);
	SCANNER_KILL(s, lid_queue); /* expect: FA205 */
	kill_fasync(lamp, SIGIO, POLL_ERR); /* expect: FA205 */
	return 0;
}

static const struct file_operations scanner_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = scanner_ioctl,
	.fasync = scanner_fasync,
	.release = scanner_release,
};

static struct miscdevice scanner_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "scanner",
	.fops = &scanner_fops,
};
module_misc_device(scanner_misc);

MODULE_LICENSE("GPL");
