// SPDX-License-Identifier: GPL-2.0
/*
 * platepress - counts the strokes of an offset plate press
 *
 * Deliberate mistake: the fasync method exists, release even calls it, but
 * the operations table does not name it, so F_SETFL never gets here.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define PRESS_DOWN	0x04
#define PRESS_PERIOD_MS	10

struct plate_press {
	struct timer_list look;
	wait_queue_head_t wait;
	struct fasync_struct *fans;
	atomic_t strokes;
	bool down;
};

static unsigned short port = 0x330;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O port of the stroke contact");

static struct plate_press *press;

static void press_look(struct timer_list *t)
{
	struct plate_press *p = container_of(t, struct plate_press, look);
	bool down = inb(port) & PRESS_DOWN;

	if (p->down && !down) {
		atomic_inc(&p->strokes);
		wake_up_interruptible(&p->wait);
		kill_fasync(&p->fans, SIGIO, POLL_IN);
	}
	p->down = down;
	mod_timer(t, jiffies + msecs_to_jiffies(PRESS_PERIOD_MS));
}

static int press_open(struct inode *inode, struct file *filp)
{
	filp->private_data = press;
	return stream_open(inode, filp);
}

static int press_fasync(int fd, struct file *filp, int on)
{
	struct plate_press *p = filp->private_data;

	return fasync_helper(fd, filp, on, &p->fans);
}

static int press_release(struct inode *inode, struct file *filp)
{
	press_fasync(-1, filp, 0);
	return 0;
}

static ssize_t press_read(struct file *filp, char __user *buf, size_t len,
			  loff_t *off)
{
	struct plate_press *p = filp->private_data;
	u32 strokes;
	int ret;

	if (len < sizeof(strokes))
		return -EINVAL;
	while (!(strokes = atomic_xchg(&p->strokes, 0))) {
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(p->wait,
					       atomic_read(&p->strokes));
		if (ret)
			return ret;
	}
	return copy_to_user(buf, &strokes, sizeof(strokes)) ? -EFAULT :
		sizeof(strokes);
}

static __poll_t press_poll(struct file *filp, poll_table *pt)
{
	struct plate_press *p = filp->private_data;

	poll_wait(filp, &p->wait, pt);
	return atomic_read(&p->strokes) ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations press_fops = { /* expect: FA101 */
	.owner		= THIS_MODULE,
	.open		= press_open,
	.release	= press_release,
	.read		= press_read,
	.poll		= press_poll,
};

static struct miscdevice press_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "platepress",
	.fops	= &press_fops,
};

static int __init press_init(void)
{
	int ret;

	if (!request_region(port, 1, "platepress"))
		return -EBUSY;
	ret = -ENOMEM;
	press = kzalloc(sizeof(*press), GFP_KERNEL);
	if (!press)
		goto drop_region;
	init_waitqueue_head(&press->wait);
	timer_setup(&press->look, press_look, 0);
	ret = misc_register(&press_misc);
	if (ret)
		goto drop_press;
	mod_timer(&press->look, jiffies + 1);
	return 0;

drop_press:
	kfree(press);
drop_region:
	release_region(port, 1);
	return ret;
}

static void __exit press_exit(void)
{
	misc_deregister(&press_misc);
	timer_delete_sync(&press->look);
	kfree(press);
	release_region(port, 1);
}

module_init(press_init);
module_exit(press_exit);
MODULE_DESCRIPTION("Stroke counter of a plate press");
MODULE_LICENSE("GPL");
