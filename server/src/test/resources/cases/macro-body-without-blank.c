/* A macro whose body follows its parameters without a blank notifies like any other. */
#include <linux/fs.h>

struct chip {
	struct fasync_struct *queue;
};

#define CHIP_NOTIFY(c)kill_fasync(&(c)->queue, SIGIO, POLL_IN)

static irqreturn_t chip_irq(int irq, void *dev)
{
	struct chip *c = dev;

	CHIP_NOTIFY(c);
	return IRQ_HANDLED;
}

static int chip_fasync(int fd, struct file *filp, int on)
{
	struct chip *c = filp->private_data;

	return fasync_helper(fd, filp, on, &c->queue);
}

static int chip_release(struct inode *inode, struct file *filp)
{
	chip_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations chip_fops = {
	.fasync = chip_fasync,
	.release = chip_release,
};
