// SPDX-License-Identifier: GPL-2.0
/* The lock is left before the notification, and old calls are for old kernels. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/version.h>
#include <sound/core.h>

struct tone {
	spinlock_t lock;
	struct fasync_struct *queue;
	bool ready;
};

static struct tone tone = { .lock = __SPIN_LOCK_UNLOCKED(tone.lock) };

static void tone_played(struct tone *t)
{
	unsigned long flags;

	spin_lock_irqsave(&t->lock, flags);
	t->ready = true;
	spin_unlock_irqrestore(&t->lock, flags);
	kill_fasync(&t->queue, SIGIO, POLL_OUT);
}

static ssize_t tone_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 4, 0)
	kill_fasync(tone.queue, SIGIO);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 35)
	__kill_fasync(tone.queue, SIGIO, POLL_OUT);
#else
	tone_played(&tone);
#endif
	return len;
}

static int tone_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &tone.queue);
}

static int tone_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &tone.queue);
	return 0;
}

static const struct file_operations tone_fops = {
	.owner = THIS_MODULE,
	.write = tone_write,
	.fasync = tone_fasync,
	.release = tone_release,
};

static struct miscdevice tone_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tone",
	.fops = &tone_fops,
};
module_misc_device(tone_misc);

MODULE_LICENSE("GPL");
