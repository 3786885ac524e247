// SPDX-License-Identifier: GPL-2.0
/* Arguments in the wrong place that the compiler accepts. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *relay_queue;
static struct fasync_struct *lever_queue;

static int relay_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(on, filp, fd, &relay_queue); /* expect: FA206 */
}

static int relay_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &relay_queue);
	return 0;
}

static ssize_t relay_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&relay_queue, POLL_IN, SIGIO); /* expect: FA206 */
	return len;
}

static const struct file_operations relay_fops = {
	.owner = THIS_MODULE,
	.write = relay_write,
	.fasync = relay_fasync,
	.release = relay_release,
};

static int lever_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lever_queue);
}

static ssize_t lever_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&lever_queue, SIGIO, POLL_IN);
	kill_fasync((struct fasync_struct **)lever_queue, SIGIO, POLL_IN); /* expect: FA206 */
	kill_fasync((void *)lever_queue, SIGIO, POLL_OUT); /* expect: FA206 */
	kill_fasync(&lever_queue,
		    POLL_OUT, /* expect: FA206 */
		    SIGIO);
	return len;
}

static int lever_release(struct inode *inode, struct file *filp)
{
	lever_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations lever_fops = {
	.owner = THIS_MODULE,
	.write = lever_write,
	.fasync = lever_fasync,
	.release = lever_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "relay", .fops = &relay_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "lever", .fops = &lever_fops },
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
