// SPDX-License-Identifier: GPL-2.0
/* Events sent to queues that no file can ever be on. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct scanner {
	struct fasync_struct *queue;
	struct fasync_struct *paper_queue;
};

static struct scanner scanner;

/* Written for a handler that never came. */
static struct fasync_struct *lamp_queue;

/* Files are taken off this queue, but never put on it. */
static struct fasync_struct *old_queue;

static int scanner_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &scanner.queue);
}

static int scanner_release(struct inode *inode, struct file *filp)
{
	scanner_fasync(-1, filp, 0);
	fasync_helper(-1, filp, 0, &old_queue);
	return 0;
}

static void scanner_page_done(struct scanner *s)
{
	kill_fasync(&s->queue, SIGIO, POLL_IN);
}

static void scanner_paper_out(struct scanner *s)
{
	kill_fasync(&s->paper_queue, SIGIO, POLL_PRI); /* expect: FA205 */
}

static void scanner_lamp_failed(void)
{
	if (lamp_queue)
		kill_fasync(&lamp_queue, SIGIO, POLL_ERR); /* expect: FA205 */
}

static long scanner_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	scanner_page_done(&scanner);
	scanner_paper_out(&scanner);
	scanner_lamp_failed();
	kill_fasync(&old_queue, SIGIO, POLL_IN); /* expect: FA205 */
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
