// SPDX-License-Identifier: GPL-2.0
/* The memory that holds the queue stays as long as a file or the device needs it. */
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct kiln {
	struct miscdevice misc;
	struct kref users;
	struct fasync_struct *queue;
	int degrees;
};

static void kiln_free(struct kref *users)
{
	kfree(container_of(users, struct kiln, users));
}

static int kiln_open(struct inode *inode, struct file *filp)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	kref_get(&k->users);
	return 0;
}

static int kiln_fasync(int fd, struct file *filp, int on)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	return fasync_helper(fd, filp, on, &k->queue);
}

static ssize_t kiln_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	k->degrees += len;
	kill_fasync(&k->queue, SIGIO, POLL_IN);
	return len;
}

/* Only the old kernels need the removal; the object must be there for all. */
static int kiln_release(struct inode *inode, struct file *filp)
{
	struct kiln *k = container_of(filp->private_data, struct kiln, misc);

	kiln_fasync(-1, filp, 0);
	kref_put(&k->users, kiln_free);
	return 0;
}

static const struct file_operations kiln_fops = {
	.owner = THIS_MODULE,
	.open = kiln_open,
	.write = kiln_write,
	.fasync = kiln_fasync,
	.release = kiln_release,
};

static int kiln_probe(struct platform_device *pdev)
{
	struct kiln *k = kzalloc(sizeof(*k), GFP_KERNEL);
	int ret;

	if (!k)
		return -ENOMEM;
	kref_init(&k->users);
	k->misc.minor = MISC_DYNAMIC_MINOR;
	k->misc.name = "kiln";
	k->misc.fops = &kiln_fops;
	platform_set_drvdata(pdev, k);
	ret = misc_register(&k->misc);
	if (ret)
		kref_put(&k->users, kiln_free);
	return ret;
}

static int kiln_remove(struct platform_device *pdev)
{
	struct kiln *k = platform_get_drvdata(pdev);

	misc_deregister(&k->misc);
	kref_put(&k->users, kiln_free);
	return 0;
}

static struct platform_driver kiln_driver = {
	.driver = { .name = "kiln" },
	.probe = kiln_probe,
	.remove = kiln_remove,
};

module_platform_driver(kiln_driver);

MODULE_LICENSE("GPL");
