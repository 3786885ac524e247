// SPDX-License-Identifier: GPL-2.0
/* Nothing mentions the handler, or only code that is compiled out does. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *pad_queue;
static struct fasync_struct *dial_queue;

static int __maybe_unused pad_fasync(int fd, struct file *filp, int on) /* expect: FA101 */
{
	return fasync_helper(fd, filp, on, &pad_queue);
}

static int __maybe_unused dial_fasync(int fd, struct file *filp, int on) /* expect: FA101 */
{
	return fasync_helper(fd, filp, on, &dial_queue);
}

static ssize_t pad_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&pad_queue, SIGIO, POLL_IN);
	kill_fasync(&dial_queue, SIGIO, POLL_IN);
	return len;
}

static int pad_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &pad_queue);
	fasync_helper(-1, filp, 0, &dial_queue);
	return 0;
}

static const struct file_operations pad_fops = {
	.owner = THIS_MODULE,
	.write = pad_write,
	.release = pad_release,
#if 0
	.fasync = dial_fasync,
#endif
};

static struct miscdevice pad_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pad",
	.fops = &pad_fops,
};
module_misc_device(pad_misc);

MODULE_LICENSE("GPL");
