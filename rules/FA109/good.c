// SPDX-License-Identifier: GPL-2.0
/* Operations are replaced where the file is on no queue, or by some that can remove it. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *gate_queue;

static int gate_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gate_queue);
}

static ssize_t gate_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&gate_queue, SIGIO, POLL_IN);
	return len;
}

static int refuse_fasync(int fd, struct file *filp, int on)
{
	return -ENOTTY;
}

static ssize_t locked_read(struct file *filp, char __user *buf, size_t len,
			   loff_t *pos)
{
	return -EACCES;
}

static const struct file_operations locked_fops = {
	.owner = THIS_MODULE,
	.read = locked_read,
};

static int gate_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &gate_queue);
	return 0;
}

/* Keeps the handler. */
static const struct file_operations paused_fops = {
	.owner = THIS_MODULE,
	.read = locked_read,
	.fasync = gate_fasync,
	.release = gate_release,
};

/* Keeps the removal at close. */
static const struct file_operations closing_fops = {
	.owner = THIS_MODULE,
	.read = locked_read,
	.release = gate_release,
};

/* The file leaves its queue first. */
static long gate_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case 0:
		filp->f_op = &paused_fops;
		return 0;
	case 1:
		filp->f_op = &closing_fops;
		return 0;
	}
	gate_fasync(-1, filp, 0);
	filp->f_op = &locked_fops;
	return 0;
}

/* At open no file is on a queue. */
static int gate_open(struct inode *inode, struct file *filp)
{
	if (filp->f_flags & O_EXCL)
		filp->f_op = &locked_fops;
	return 0;
}

static const struct file_operations hung_fops = {
	.owner = THIS_MODULE,
	.read = locked_read,
	.fasync = refuse_fasync,
	.release = gate_release,
};

static ssize_t gate_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *pos)
{
	gate_fasync(-1, filp, 0);
	filp->f_op = &hung_fops;
	return 0;
}

static const struct file_operations gate_fops = {
	.owner = THIS_MODULE,
	.open = gate_open,
	.read = gate_read,
	.write = gate_write,
	.unlocked_ioctl = gate_ioctl,
	.fasync = gate_fasync,
	.release = gate_release,
};

static struct miscdevice gate_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "gate",
	.fops = &gate_fops,
};
module_misc_device(gate_misc);

MODULE_LICENSE("GPL");
