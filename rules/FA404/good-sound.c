// SPDX-License-Identifier: GPL-2.0
/* What sound drivers use from 6.0 on. It may be called with a lock held. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <sound/core.h>

struct tone {
	spinlock_t lock;
	struct snd_fasync *fasync;
};

static struct tone tone = { .lock = __SPIN_LOCK_UNLOCKED(tone.lock) };

static int tone_fasync(int fd, struct file *filp, int on)
{
	return snd_fasync_helper(fd, filp, on, &tone.fasync);
}

static ssize_t tone_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	spin_lock_irq(&tone.lock);
	snd_kill_fasync(tone.fasync, SIGIO, POLL_OUT);
	spin_unlock_irq(&tone.lock);
	return len;
}

static int tone_release(struct inode *inode, struct file *filp)
{
	snd_fasync_helper(-1, filp, 0, &tone.fasync);
	snd_fasync_free(tone.fasync);
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
