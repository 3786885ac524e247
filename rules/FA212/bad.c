// SPDX-License-Identifier: GPL-2.0
/* One flag says whether anybody wants signals, and each file writes it. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct {
	struct fasync_struct *queue;
	bool async;
} alarm;

static int alarm_fasync(int fd, struct file *filp, int on)
{
	alarm.async = on != 0; /* expect: FA212 */
	return fasync_helper(fd, filp, on, &alarm.queue);
}

static ssize_t alarm_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	if (alarm.async)
		kill_fasync(&alarm.queue, SIGIO, POLL_IN);
	return len;
}

static int alarm_release(struct inode *inode, struct file *filp)
{
	return alarm_fasync(-1, filp, 0);
}

static const struct file_operations alarm_fops = {
	.owner = THIS_MODULE,
	.write = alarm_write,
	.fasync = alarm_fasync,
	.release = alarm_release,
};

/* The same in two branches. */
static struct fasync_struct *siren_queue;
static int siren_wanted;

static int siren_fasync(int fd, struct file *filp, int on)
{
	if (on)
		siren_wanted = 1; /* expect: FA212 */
	else
		siren_wanted = 0; /* expect: FA212 */
	return fasync_helper(fd, filp, on, &siren_queue);
}

static ssize_t siren_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	if (len && siren_wanted)
		kill_fasync(&siren_queue, SIGIO, POLL_IN);
	return len;
}

static int siren_release(struct inode *inode, struct file *filp)
{
	return siren_fasync(-1, filp, 0);
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.write = siren_write,
	.fasync = siren_fasync,
	.release = siren_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "alarm", .fops = &alarm_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "siren", .fops = &siren_fops },
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
