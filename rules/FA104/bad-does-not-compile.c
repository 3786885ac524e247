// SPDX-License-Identifier: GPL-2.0
/*
 * A handler that ends without a return statement. Kernels that build with
 * -Werror=return-type refuse this file; older ones print a warning.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *tuner_queue;

static int tuner_fasync(int fd, struct file *filp, int on) /* expect: FA104 */
{
	fasync_helper(fd, filp, on, &tuner_queue);
}

static ssize_t tuner_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&tuner_queue, SIGIO, POLL_IN);
	return len;
}

static int tuner_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &tuner_queue);
	return 0;
}

static const struct file_operations tuner_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = tuner_fasync,
	.release = tuner_release,
};

static struct miscdevice tuner_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tuner",
	.fops = &tuner_fops,
};
module_misc_device(tuner_misc);

MODULE_LICENSE("GPL");
