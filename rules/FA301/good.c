// SPDX-License-Identifier: GPL-2.0
/* The ways a release method takes the file off its queue. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/version.h>

static struct fasync_struct *key_queue;

static int key_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &key_queue);
}

static ssize_t key_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&key_queue, SIGIO, POLL_IN);
	return len;
}

/* Through the handler. */
static int key_release(struct inode *inode, struct file *filp)
{
	key_fasync(-1, filp, 0);
	return 0;
}

/* Directly, and only when there is something to do. */
static int key_direct_release(struct inode *inode, struct file *filp)
{
	if (filp->f_flags & FASYNC)
		fasync_helper(-1, filp, 0, &key_queue);
	return 0;
}

/* Through another function, guarded by the queue, result passed on. */
static int key_detach(struct file *filp)
{
	if (!key_queue)
		return 0;
	return key_fasync(-1, filp, 0);
}

static int key_helper_release(struct inode *inode, struct file *filp)
{
	return key_detach(filp);
}

/* Only where the kernel does not do it. */
static int key_versioned_release(struct inode *inode, struct file *filp)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 28)
	key_fasync(-1, filp, 0);
#endif
	return 0;
}

#define KEY_FOPS(n, r) \
static const struct file_operations n = { \
	.owner = THIS_MODULE, \
	.write = key_write, \
	.fasync = key_fasync, \
	.release = r, \
}

KEY_FOPS(key_fops, key_release);
KEY_FOPS(key_direct_fops, key_direct_release);
KEY_FOPS(key_helper_fops, key_helper_release);
KEY_FOPS(key_versioned_fops, key_versioned_release);

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "key", .fops = &key_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "key_direct", .fops = &key_direct_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "key_helper", .fops = &key_helper_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "key_versioned", .fops = &key_versioned_fops },
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
