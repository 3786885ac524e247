// SPDX-License-Identifier: GPL-2.0
/* SIGIO under its names, and other signals that are not the second argument of kill_fasync(). */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *button_queue;

#define BUTTON_SIGNAL	SIGIO
#define BUTTON_KILL(signal, band)	kill_fasync(&button_queue, signal, band)

static void button_notify(struct fasync_struct **queue, int signal, int band)
{
	kill_fasync(queue, signal, band);
}

/* Not kill_fasync(): here the number counts. */
static void button_stop_self(void)
{
	send_sig(SIGUSR1, current, 0);
}

static long button_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	const int signal = SIGIO;

	kill_fasync(&button_queue, SIGIO, POLL_IN);
	kill_fasync(&button_queue, SIGPOLL, POLL_IN);
	kill_fasync(&button_queue, BUTTON_SIGNAL, POLL_IN);
	kill_fasync(&button_queue, signal, POLL_PRI);
	button_notify(&button_queue, SIGIO, POLL_IN);
	BUTTON_KILL(SIGPOLL, POLL_OUT);
	if (cmd)
		button_stop_self();
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
