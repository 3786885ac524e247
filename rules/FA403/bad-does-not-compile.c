// SPDX-License-Identifier: GPL-2.0
/* __f_setown() returned an int up to 3.17. No longer. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/version.h>

static struct fasync_struct *horn_queue;

static int horn_fasync(int fd, struct file *filp, int on)
{
	int ret;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	ret = file_f_owner_allocate(filp);
	if (ret)
		return ret;
#endif
	ret = __f_setown(filp, task_pid(current), PIDTYPE_PID, 0); /* expect: FA403 */
	if (ret)
		return ret;
	return fasync_helper(fd, filp, on, &horn_queue);
}

static ssize_t horn_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	kill_fasync(&horn_queue, SIGIO, POLL_IN);
	return len;
}

static int horn_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &horn_queue);
	return 0;
}

static const struct file_operations horn_fops = {
	.owner = THIS_MODULE,
	.write = horn_write,
	.fasync = horn_fasync,
	.release = horn_release,
};

static struct miscdevice horn_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "horn",
	.fops = &horn_fops,
};
module_misc_device(horn_misc);

MODULE_LICENSE("GPL");
