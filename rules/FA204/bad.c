// SPDX-License-Identifier: GPL-2.0
/* Queues that files join and no event ever uses. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct modem {
	struct fasync_struct *rx_queue;
	struct fasync_struct *tx_queue;
};

static struct modem modem;

/* Two queues in one handler; the events below know only the first. */
static int modem_fasync(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &modem.rx_queue);

	if (ret < 0)
		return ret;
	ret = fasync_helper(fd, filp, on, &modem.tx_queue); /* expect: FA204 */
	if (ret < 0)
		fasync_helper(-1, filp, 0, &modem.rx_queue);
	return ret;
}

static ssize_t modem_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&modem.rx_queue, SIGIO, POLL_IN);
	return len;
}

static int modem_release(struct inode *inode, struct file *filp)
{
	modem_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations modem_fops = {
	.owner = THIS_MODULE,
	.write = modem_write,
	.fasync = modem_fasync,
	.release = modem_release,
};

/* The table is complete, kill_fasync() was forgotten. */
static struct fasync_struct *alarm_queue;

static int alarm_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &alarm_queue); /* expect: FA204 */
}

static int alarm_release(struct inode *inode, struct file *filp)
{
	alarm_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations alarm_fops = {
	.owner = THIS_MODULE,
	.fasync = alarm_fasync,
	.release = alarm_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "modem", .fops = &modem_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "alarm", .fops = &alarm_fops },
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
