// SPDX-License-Identifier: GPL-2.0
/* The second argument of kill_fasync() does not choose the signal. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *button_queue;

#define BUTTON_SIGNAL	SIGUSR1

static void button_notify(struct fasync_struct **queue, int signal)
{
	kill_fasync(queue, signal, POLL_IN);
}

static long button_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	kill_fasync(&button_queue, SIGUSR1, POLL_IN); /* expect: FA201 */
	kill_fasync(&button_queue, BUTTON_SIGNAL, POLL_IN); /* expect: FA201 */
	kill_fasync(&button_queue, SIGRTMIN + 3, POLL_IN); /* expect: FA201 */
	kill_fasync(&button_queue,
		    0, /* expect: FA201 */
		    POLL_PRI);
	button_notify(&button_queue, SIGIO);
	button_notify(&button_queue, SIGTERM); /* expect: FA201 */
	return 0;
}

static int button_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &button_queue);
}

static int button_release(struct inode *inode, struct file *filp)
{
	button_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations button_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = button_ioctl,
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
