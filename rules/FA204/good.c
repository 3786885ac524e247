// SPDX-License-Identifier: GPL-2.0
/* Queues whose kill_fasync() is there, but not next to the registration. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

#define MODEM_PORTS	4

struct modem {
	struct fasync_struct *queue[MODEM_PORTS];
	struct fasync_struct *hangup_queue;
	struct fasync_struct *event_queue;
};

static struct modem modem;

#define MODEM_EVENT(m)	kill_fasync(&(m)->event_queue, SIGIO, POLL_PRI)

static void modem_notify(struct fasync_struct **queue, int band)
{
	if (*queue)
		kill_fasync(queue, SIGIO, band);
}

/* A file is on the queue of its port and on both common ones. */
static void modem_leave(struct file *filp)
{
	fasync_helper(-1, filp, 0, &modem.event_queue);
	fasync_helper(-1, filp, 0, &modem.hangup_queue);
	fasync_helper(-1, filp, 0, &modem.queue[iminor(file_inode(filp)) % MODEM_PORTS]);
}

static int modem_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &modem.queue[iminor(file_inode(filp)) % MODEM_PORTS]);

	if (ret >= 0)
		ret = fasync_helper(fd, filp, on, &modem.hangup_queue);
	if (ret >= 0)
		ret = fasync_helper(fd, filp, on, &modem.event_queue);
	if (ret < 0)
		modem_leave(filp);
	return ret;
}

static int modem_release(struct inode *inode, struct file *filp)
{
	modem_leave(filp);
	return 0;
}

static ssize_t modem_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct fasync_struct **queue;
	int i;

	for (i = 0; i < MODEM_PORTS; i++) {
		queue = &modem.queue[i];
		modem_notify(queue, POLL_IN);
	}
	MODEM_EVENT(&modem);
	return len;
}

/* Hang-up is the only event of this queue, and that is enough. */
static long modem_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	kill_fasync(&modem.hangup_queue, SIGIO, POLL_HUP);
	return 0;
}

static const struct file_operations modem_fops = {
	.owner = THIS_MODULE,
	.write = modem_write,
	.unlocked_ioctl = modem_ioctl,
	.fasync = modem_fasync,
	.release = modem_release,
};

static struct miscdevice modem_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "modem",
	.fops = &modem_fops,
};
module_misc_device(modem_misc);

MODULE_LICENSE("GPL");
