// SPDX-License-Identifier: GPL-2.0
/* The sound core has its own registration, opaque queue and notification. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <sound/core.h>

static struct snd_fasync *mixer_queue;

static int mixer_fasync(int fd, struct file *filp, int on)
{
	return snd_fasync_helper(fd, filp, on, &mixer_queue);
}

static ssize_t mixer_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	snd_kill_fasync(mixer_queue, SIGIO, POLL_IN);
	return len;
}

static int mixer_release(struct inode *inode, struct file *filp)
{
	mixer_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations mixer_fops = {
	.owner = THIS_MODULE,
	.write = mixer_write,
	.fasync = mixer_fasync,
	.release = mixer_release,
};

static struct miscdevice mixer_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mixer",
	.fops = &mixer_fops,
};

static int __init mixer_init(void)
{
	return misc_register(&mixer_misc);
}

static void __exit mixer_exit(void)
{
	misc_deregister(&mixer_misc);
	snd_fasync_free(mixer_queue);
}

module_init(mixer_init);
module_exit(mixer_exit);

MODULE_LICENSE("GPL");
