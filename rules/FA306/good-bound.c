// SPDX-License-Identifier: GPL-2.0
/* A device that is part of the board, and whose driver nobody can unbind. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct valve {
	struct miscdevice misc;
	struct fasync_struct *queue;
};

static int valve_fasync(int fd, struct file *filp, int on)
{
	struct valve *v = container_of(filp->private_data, struct valve, misc);

	return fasync_helper(fd, filp, on, &v->queue);
}

static ssize_t valve_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	struct valve *v = container_of(filp->private_data, struct valve, misc);

	kill_fasync(&v->queue, SIGIO, POLL_IN);
	return len;
}

static int valve_release(struct inode *inode, struct file *filp)
{
	return valve_fasync(-1, filp, 0);
}

static const struct file_operations valve_fops = {
	.owner = THIS_MODULE,
	.write = valve_write,
	.fasync = valve_fasync,
	.release = valve_release,
};

static int valve_probe(struct platform_device *pdev)
{
	struct valve *v = devm_kzalloc(&pdev->dev, sizeof(*v), GFP_KERNEL);

	if (!v)
		return -ENOMEM;
	v->misc.minor = MISC_DYNAMIC_MINOR;
	v->misc.name = "valve";
	v->misc.fops = &valve_fops;
	platform_set_drvdata(pdev, v);
	return misc_register(&v->misc);
}

static int valve_remove(struct platform_device *pdev)
{
	struct valve *v = platform_get_drvdata(pdev);

	misc_deregister(&v->misc);
	return 0;
}

static struct platform_driver valve_driver = {
	.driver = {
		.name = "valve",
		.suppress_bind_attrs = true,
	},
	.probe = valve_probe,
	.remove = valve_remove,
};

module_platform_driver(valve_driver);

MODULE_LICENSE("GPL");
