// SPDX-License-Identifier: GPL-2.0
/* The table goes where the kernel calls its handler. */
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

/* No handler, nothing to lose. */
static const struct file_operations state_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = probe_write,
};

#define NODE(_name) { .minor = MISC_DYNAMIC_MINOR, .name = #_name, .fops = &_name##_fops }

static const struct file_operations second_fops = {
	.owner = THIS_MODULE,
	.write = probe_write,
	.fasync = probe_fasync,
	.release = probe_release,
};

static struct miscdevice second_misc = NODE(second);

static int __init probe_init(void)
{
	int ret = misc_register(&second_misc);

	if (ret)
		return ret;
	probe_dir = debugfs_create_dir("probe", NULL);
	debugfs_create_file("state", 0600, probe_dir, NULL, &state_fops);
	debugfs_create_file_unsafe("events", 0600, probe_dir, NULL, &probe_fops);
	return 0;
}

static void __exit probe_exit(void)
{
	debugfs_remove_recursive(probe_dir);
	misc_deregister(&second_misc);
}

module_init(probe_init);
module_exit(probe_exit);

MODULE_LICENSE("GPL");
