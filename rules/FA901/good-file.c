// SPDX-License-Identifier: GPL-2.0
/* A suppression for the whole file that hides two findings. */
/* fasync-lens: ignore-file FA202 -- imported from the vendor tree */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>

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

static ssize_t siren_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&siren_queue, SIGIO, POLLOUT);
	kill_fasync(&siren_queue, SIGIO, POLLPRI);
	return len;
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.write = siren_write,
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
