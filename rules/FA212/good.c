// SPDX-License-Identifier: GPL-2.0
/* kill_fasync() knows by itself who is on the queue. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct {
	struct fasync_struct *queue;
	unsigned int rings;
	bool muted;
} alarm;

static int alarm_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &alarm.queue);
}

static long alarm_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	alarm.muted = arg;
	return 0;
}

/* A switch that is meant for all. */
static ssize_t alarm_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	alarm.rings++;
	if (!alarm.muted)
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
	.unlocked_ioctl = alarm_ioctl,
	.fasync = alarm_fasync,
	.release = alarm_release,
};

/* Only one file can be open, so the flag is its own. */
static struct fasync_struct *siren_queue;
static unsigned long siren_in_use;
static int siren_wanted;

static int siren_open(struct inode *inode, struct file *filp)
{
	return test_and_set_bit(0, &siren_in_use) ? -EBUSY : 0;
}

static int siren_fasync(int fd, struct file *filp, int on)
{
	siren_wanted = on;
	return fasync_helper(fd, filp, on, &siren_queue);
}

static int siren_release(struct inode *inode, struct file *filp)
{
	siren_fasync(-1, filp, 0);
	clear_bit(0, &siren_in_use);
	return 0;
}

static ssize_t siren_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	if (siren_wanted)
		kill_fasync(&siren_queue, SIGIO, POLL_IN);
	return len;
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.open = siren_open,
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
