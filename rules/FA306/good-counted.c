// SPDX-License-Identifier: GPL-2.0
/* Who comes last frees: remove, or the last close. And a driver that cannot be unbound. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct scale {
	struct miscdevice misc;
	struct fasync_struct *queue;
	unsigned int openers;
	bool gone;
};

static DEFINE_MUTEX(scale_lock);

static int scale_open(struct inode *inode, struct file *filp)
{
	struct scale *s = container_of(filp->private_data, struct scale, misc);

	mutex_lock(&scale_lock);
	s->openers++;
	mutex_unlock(&scale_lock);
	return 0;
}

static int scale_fasync(int fd, struct file *filp, int on)
{
	struct scale *s = container_of(filp->private_data, struct scale, misc);

	return fasync_helper(fd, filp, on, &s->queue);
}

static ssize_t scale_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct scale *s = container_of(filp->private_data, struct scale, misc);

	kill_fasync(&s->queue, SIGIO, POLL_IN);
	return len;
}

static int scale_release(struct inode *inode, struct file *filp)
{
	struct scale *s = container_of(filp->private_data, struct scale, misc);
	bool last;

	scale_fasync(-1, filp, 0);
	mutex_lock(&scale_lock);
	last = --s->openers == 0 && s->gone;
	mutex_unlock(&scale_lock);
	if (last)
		kfree(s);
	return 0;
}

static const struct file_operations scale_fops = {
	.owner = THIS_MODULE,
	.open = scale_open,
	.write = scale_write,
	.fasync = scale_fasync,
	.release = scale_release,
};

static int scale_probe(struct platform_device *pdev)
{
	struct scale *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->misc.minor = MISC_DYNAMIC_MINOR;
	s->misc.name = "scale";
	s->misc.fops = &scale_fops;
	platform_set_drvdata(pdev, s);
	return misc_register(&s->misc);
}

static int scale_remove(struct platform_device *pdev)
{
	struct scale *s = platform_get_drvdata(pdev);
	bool unused;

	misc_deregister(&s->misc);
	mutex_lock(&scale_lock);
	s->gone = true;
	unused = s->openers == 0;
	mutex_unlock(&scale_lock);
	if (unused)
		kfree(s);
	return 0;
}

static struct platform_driver scale_driver = {
	.driver = { .name = "scale" },
	.probe = scale_probe,
	.remove = scale_remove,
};

module_platform_driver(scale_driver);

MODULE_LICENSE("GPL");
