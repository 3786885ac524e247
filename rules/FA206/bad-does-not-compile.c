// SPDX-License-Identifier: GPL-2.0
/*
 * Shapes that current headers refuse and that are met in unported drivers and
 * while typing: the queue instead of its address, and too many arguments.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct relay {
	struct fasync_struct *queue;
	struct fasync_struct *log_queue;
};

static struct relay relay;

static int relay_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, relay.queue); /* expect: FA206 */
}

static int log_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(filp, fd, on, &relay.log_queue); /* expect: FA206 */
}

static ssize_t relay_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct relay *r = &relay;

	kill_fasync(r->queue, SIGIO, POLL_IN); /* expect: FA206 */
	kill_fasync(&r->log_queue, SIGIO, POLL_IN, 0); /* expect: FA206 */
	return len;
}

static int relay_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &relay.queue);
	fasync_helper(-1, filp, 0, &relay.log_queue);
	return 0;
}

static const struct file_operations relay_fops = {
	.owner = THIS_MODULE,
	.write = relay_write,
	.fasync = relay_fasync,
	.release = relay_release,
};

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.write = relay_write,
	.fasync = log_fasync,
	.release = relay_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "relay", .fops = &relay_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "relay_log", .fops = &log_fops },
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
