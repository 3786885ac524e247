// SPDX-License-Identifier: GPL-2.0
/*
 * The event goes to another queue of the same object: readers of the log
 * are told about commands, readers waiting for commands are told nothing. The
 * finding is where the queue is named.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct probe {
	struct fasync_struct *log_queue;
	struct fasync_struct *cmd_queue;
};

static struct probe probe_dev;

static void probe_notify(struct fasync_struct **queue, int band)
{
	kill_fasync(queue, SIGIO, band);
}

static int log_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &probe_dev.log_queue);
}

static ssize_t log_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	probe_notify(&probe_dev.log_queue, POLL_IN);
	return len;
}

static int log_release(struct inode *inode, struct file *filp)
{
	log_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.write = log_write,
	.fasync = log_fasync,
	.release = log_release,
};

static int cmd_register(int fd, struct file *filp, int on, struct fasync_struct **queue)
{
	return fasync_helper(fd, filp, on, queue);
}

static int cmd_fasync(int fd, struct file *filp, int on)
{
	return cmd_register(fd, filp, on, &probe_dev.cmd_queue); /* expect: FA204 */
}

static ssize_t cmd_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	probe_notify(&probe_dev.log_queue, POLL_IN);
	return len;
}

static int cmd_release(struct inode *inode, struct file *filp)
{
	cmd_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations cmd_fops = {
	.owner = THIS_MODULE,
	.write = cmd_write,
	.fasync = cmd_fasync,
	.release = cmd_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "probe_log", .fops = &log_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "probe_cmd", .fops = &cmd_fops },
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
