// SPDX-License-Identifier: GPL-2.0
/* Arguments without "&" that are addresses all the same, and unusual parameter names. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct relay {
	struct fasync_struct *queue;
	struct fasync_struct *port_queue[2];
};

static struct relay relay;

/* The names say little; the positions are right. */
static int relay_fasync(int inode, struct file *on, int fd)
{
	return fasync_helper(inode, on, fd, &relay.queue);
}

static struct fasync_struct **relay_port(struct relay *r, unsigned int port)
{
	return &r->port_queue[port & 1];
}

static int port_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, relay_port(&relay, filp->f_mode & FMODE_WRITE ? 1 : 0));
}

static void relay_notify(struct fasync_struct **queue)
{
	kill_fasync(queue, SIGIO, POLL_IN);
}

static ssize_t relay_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct fasync_struct **queue = &relay.queue;
	void *handle = &relay.queue;

	kill_fasync(queue, SIGIO, POLL_IN);
	kill_fasync(handle, SIGIO, POLL_IN);
	kill_fasync(relay.port_queue, SIGIO, POLL_IN);
	kill_fasync(relay.port_queue + 1, SIGIO, POLL_IN);
	relay_notify(queue);
	return len;
}

static int relay_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &relay.queue);
	fasync_helper(-1, filp, 0, &relay.port_queue[0]);
	fasync_helper(-1, filp, 0, &relay.port_queue[1]);
	return 0;
}

static const struct file_operations relay_fops = {
	.owner = THIS_MODULE,
	.write = relay_write,
	.fasync = relay_fasync,
	.release = relay_release,
};

static const struct file_operations port_fops = {
	.owner = THIS_MODULE,
	.write = relay_write,
	.fasync = port_fasync,
	.release = relay_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "relay", .fops = &relay_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "relay_port", .fops = &port_fops },
};

static int __init demo_init(void)
{
	int i, ret;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++) {
		ret = misc_register(&demo_devices[i]);
		if (ret)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		misc_deregister(&demo_devices[i]);
	return ret;
}

static void __exit demo_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(demo_devices); i++)
		misc_deregister(&demo_devices[i]);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
