// SPDX-License-Identifier: GPL-2.0
/*
 * The event may come from outside this file: the queue is exported, or its
 * address is handed to code that is not in view.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

struct modem_backend {
	void (*attach)(struct modem_backend *backend, struct fasync_struct **queue);
};

struct fasync_struct *modem_shared_queue;
EXPORT_SYMBOL_GPL(modem_shared_queue);

static struct fasync_struct *modem_queue;
static struct modem_backend *modem_backend;

static int modem_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &modem_queue);
}

static int modem_release(struct inode *inode, struct file *filp)
{
	modem_fasync(-1, filp, 0);
	return 0;
}

void modem_set_backend(struct modem_backend *backend);
void modem_set_backend(struct modem_backend *backend)
{
	modem_backend = backend;
	backend->attach(backend, &modem_queue);
}
EXPORT_SYMBOL_GPL(modem_set_backend);

static int shared_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &modem_shared_queue);
}

static int shared_release(struct inode *inode, struct file *filp)
{
	shared_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations modem_fops = {
	.owner = THIS_MODULE,
	.fasync = modem_fasync,
	.release = modem_release,
};

static const struct file_operations shared_fops = {
	.owner = THIS_MODULE,
	.fasync = shared_fasync,
	.release = shared_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "modem", .fops = &modem_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "modem_shared", .fops = &shared_fops },
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
