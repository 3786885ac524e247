// SPDX-License-Identifier: GPL-2.0
/* The result of fasync_helper() does not reach the caller of the handler. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *tuner_queue;
static int tuner_users;

static ssize_t tuner_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&tuner_queue, SIGIO, POLL_IN);
	return len;
}

static int tuner_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &tuner_queue);
	return 0;
}

static int plain_fasync(int fd, struct file *filp, int on)
{
	fasync_helper(fd, filp, on, &tuner_queue); /* expect: FA104 */
	return 0;
}

static int logged_fasync(int fd, struct file *filp, int on)
{
	int ret;

	ret = fasync_helper(fd, filp, on, &tuner_queue); /* expect: FA104 */
	pr_debug("tuner: fasync_helper returned %d\n", ret);
	return 0;
}

static int counted_fasync(int fd, struct file *filp, int on)
{
	if (fasync_helper(fd, filp, on, &tuner_queue) > 0) /* expect: FA104 */
		tuner_users += on ? 1 : -1;
	return 0;
}

static int cast_fasync(int fd, struct file *filp, int on)
{
	(void)fasync_helper(fd, filp, on, &tuner_queue); /* expect: FA104 */
	return tuner_users < 0 ? -EIO : 0;
}

static const struct file_operations plain_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = plain_fasync,
	.release = tuner_release,
};

static const struct file_operations logged_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = logged_fasync,
	.release = tuner_release,
};

static const struct file_operations counted_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = counted_fasync,
	.release = tuner_release,
};

static const struct file_operations cast_fops = {
	.owner = THIS_MODULE,
	.write = tuner_write,
	.fasync = cast_fasync,
	.release = tuner_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_plain", .fops = &plain_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_logged", .fops = &logged_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_counted", .fops = &counted_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tuner_cast", .fops = &cast_fops },
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
