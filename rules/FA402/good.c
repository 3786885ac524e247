// SPDX-License-Identifier: GPL-2.0
/* The owner is allocated first where that has to be. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/version.h>

static struct fasync_struct *dial_queue;

static int dial_fasync(int fd, struct file *filp, int on)
{
	int ret = 0;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	if (on)
		ret = file_f_owner_allocate(filp);
	if (ret)
		return ret;
#endif
	ret = fasync_helper(fd, filp, on, &dial_queue);
	if (ret > 0 && on)
		__f_setown(filp, task_tgid(current), PIDTYPE_TGID, 0);
	return ret < 0 ? ret : 0;
}

static ssize_t dial_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&dial_queue, SIGIO, POLL_IN);
	return len;
}

static int dial_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &dial_queue);
	return 0;
}

static const struct file_operations dial_fops = {
	.owner = THIS_MODULE,
	.write = dial_write,
	.fasync = dial_fasync,
	.release = dial_release,
};

static struct miscdevice dial_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "dial",
	.fops = &dial_fops,
};
module_misc_device(dial_misc);

MODULE_LICENSE("GPL");
