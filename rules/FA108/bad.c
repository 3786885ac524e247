// SPDX-License-Identifier: GPL-2.0
/* Two handlers that the kernel never reaches. */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *probe_queue;
static struct dentry *probe_dir;

static int probe_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &probe_queue);
}

static ssize_t probe_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&probe_queue, SIGIO, POLL_IN);
	return len;
}

static int probe_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &probe_queue);
	return 0;
}

static const struct file_operations probe_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = probe_write,
	.fasync = probe_fasync,
	.release = probe_release,
};

/* The misc device below uses the other table. */
static const struct file_operations spare_fops = { /* expect: FA108 */
	.owner = THIS_MODULE,
	.write = probe_write,
	.fasync = probe_fasync,
	.release = probe_release,
};

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.write = probe_write,
	.release = probe_release,
};

static struct miscdevice probe_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "probe",
	.fops = &device_fops,
};

static int __init probe_init(void)
{
	int ret = misc_register(&probe_misc);

	if (ret)
		return ret;
	probe_dir = debugfs_create_dir("probe", NULL);
	debugfs_create_file("events", 0600, probe_dir, NULL,
			    &probe_fops); /* expect: FA108 */
	return 0;
}

static void __exit probe_exit(void)
{
	debugfs_remove_recursive(probe_dir);
	misc_deregister(&probe_misc);
}

module_init(probe_init);
module_exit(probe_exit);

MODULE_LICENSE("GPL");
