// SPDX-License-Identifier: GPL-2.0
/*
 * cablewatch - tells when the plug of a charging cable is pulled
 *
 * There is nothing to read. The one event that can happen is the loss of the
 * plug, so POLL_HUP is the only band this queue sees, and poll() answers
 * EPOLLHUP to match.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/timer.h>
#include <linux/wait.h>

#define CABLE_PRESENT	0x10
#define CABLE_POLL_MS	100

struct cable_port {
	struct miscdevice misc;
	struct timer_list watch;
	wait_queue_head_t wait;
	struct fasync_struct *holders;
	bool plugged;
};

static unsigned short port = 0x201;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the plug contact");

static struct cable_port cable;

static void cable_look(struct timer_list *t)
{
	struct cable_port *cp = container_of(t, struct cable_port, watch);
	bool now = inb(port) & CABLE_PRESENT;
	bool before = cp->plugged;

	WRITE_ONCE(cp->plugged, now);
	if (before && !now) {
		wake_up_interruptible_all(&cp->wait);
		kill_fasync(&cp->holders, SIGIO, POLL_HUP);
	}
	mod_timer(t, jiffies + msecs_to_jiffies(CABLE_POLL_MS));
}

static int cable_open(struct inode *inode, struct file *filp)
{
	struct cable_port *cp = container_of(filp->private_data,
					     struct cable_port, misc);

	return READ_ONCE(cp->plugged) ? 0 : -ENXIO;
}

static __poll_t cable_poll(struct file *filp, poll_table *pt)
{
	struct cable_port *cp = container_of(filp->private_data,
					     struct cable_port, misc);

	poll_wait(filp, &cp->wait, pt);
	return READ_ONCE(cp->plugged) ? 0 : EPOLLHUP;
}

static int cable_fasync(int fd, struct file *filp, int on)
{
	struct miscdevice *misc = filp->private_data;
	struct cable_port *cp = container_of(misc, struct cable_port, misc);
	int changed;

	changed = fasync_helper(fd, filp, on, &cp->holders);
	if (changed < 0)
		return changed;
	return 0;
}

static const struct file_operations cable_fops = {
	.owner	= THIS_MODULE,
	.open	= cable_open,
	.poll	= cable_poll,
	.fasync	= cable_fasync, /* expect-legacy: FA301 */
};

static int __init cable_init(void)
{
	int ret;

	if (!request_region(port, 1, "cablewatch"))
		return -EBUSY;
	init_waitqueue_head(&cable.wait);
	timer_setup(&cable.watch, cable_look, 0);
	cable.plugged = inb(port) & CABLE_PRESENT;
	cable.misc.minor = MISC_DYNAMIC_MINOR;
	cable.misc.name = "cablewatch";
	cable.misc.fops = &cable_fops;

	ret = misc_register(&cable.misc);
	if (ret) {
		release_region(port, 1);
		return ret;
	}
	mod_timer(&cable.watch, jiffies + msecs_to_jiffies(CABLE_POLL_MS));
	return 0;
}

static void __exit cable_exit(void)
{
	misc_deregister(&cable.misc);
	timer_delete_sync(&cable.watch);
	release_region(port, 1);
}

module_init(cable_init);
module_exit(cable_exit);
MODULE_DESCRIPTION("Plug contact of a charging cable");
MODULE_LICENSE("GPL");
