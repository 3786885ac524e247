// SPDX-License-Identifier: GPL-2.0
/*
 * SIGURG is the one number kill_fasync() looks at: it keeps the event from every
 * owner who did not choose a signal. Right for sockets, a surprise in a driver.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *button_queue;

static int button_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &button_queue);
}

static int button_release(struct inode *inode, struct file *filp)
{
	button_fasync(-1, filp, 0);
	return 0;
}

static ssize_t button_write(struct file *filp, const char __user *buf,
			    size_t len, loff_t *pos)
{
	kill_fasync(&button_queue, SIGIO, POLL_IN);
	kill_fasync(&button_queue, SIGURG, POLL_IN); /* expect: FA201 */
	kill_fasync(&button_queue, SIGURG, POLL_PRI);
	return len;
}

static const struct file_operations button_fops = {
	.owner = THIS_MODULE,
	.write = button_write,
	.fasync = button_fasync,
	.release = button_release,
};

static struct miscdevice button_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "button",
	.fops = &button_fops,
};
module_misc_device(button_misc);

MODULE_LICENSE("GPL");
