// SPDX-License-Identifier: GPL-2.0
/* Suppressions that are needed, and text that only looks like one. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *siren_queue;

static int siren_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &siren_queue);
}

static int siren_release(struct inode *inode, struct file *filp)
{
	siren_fasync(-1, filp, 0);
	return 0;
}

static void siren_started(void)
{
	/* fasync-lens: ignore FA203 -- test of the range check, root only */
	kill_fasync(&siren_queue, SIGIO, 42);
}

static void siren_stopped(void)
{
	kill_fasync(&siren_queue, SIGUSR1, POLL_OUT); /* fasync-lens: ignore FA201 -- see the manual */
}

/* Writing about "ignore FA202" or about fasync-lens in a comment is no suppression. */
static long siren_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	siren_started();
	siren_stopped();
	pr_debug("siren: /* fasync-lens: ignore FA202 */ in a string is text\n");
	return 0;
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = siren_ioctl,
	.fasync = siren_fasync,
	.release = siren_release,
};

static struct miscdevice siren_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "siren",
	.fops = &siren_fops,
};
module_misc_device(siren_misc);

MODULE_LICENSE("GPL");
