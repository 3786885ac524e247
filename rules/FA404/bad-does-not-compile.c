// SPDX-License-Identifier: GPL-2.0
/* Calls of long ago. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct tone {
	struct fasync_struct *queue;
};

static struct tone tone;
static struct fasync_struct *beep_queue;

static ssize_t tone_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct tone *t = &tone;

	__kill_fasync(t->queue, SIGIO, POLL_IN); /* expect: FA404 */
	__kill_fasync(beep_queue, SIGIO, POLL_IN); /* expect: FA404 */
	kill_fasync(t->queue, SIGIO); /* expect: FA404 */
	return len;
}

static int tone_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &tone.queue);
}

static int beep_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &beep_queue);
}

static int tone_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &tone.queue);
	return 0;
}

static int beep_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &beep_queue);
	return 0;
}

static const struct file_operations tone_fops = {
	.owner = THIS_MODULE,
	.write = tone_write,
	.fasync = tone_fasync,
	.release = tone_release,
};

static const struct file_operations beep_fops = {
	.owner = THIS_MODULE,
	.write = tone_write,
	.fasync = beep_fasync,
	.release = beep_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "tone", .fops = &tone_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "beep", .fops = &beep_fops },
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
