// SPDX-License-Identifier: GPL-2.0
/* Freed with the module, which open files keep, or not what holds the queue at all. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

/* The queue is not part of the device's memory. */
struct board {
	void __iomem *registers;
	int irq;
};

static struct fasync_struct *board_queue;

static int board_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &board_queue);
}

static ssize_t board_write(struct file *filp, const char __user *buf,
			   size_t len, loff_t *pos)
{
	kill_fasync(&board_queue, SIGIO, POLL_IN);
	return len;
}

static int board_release(struct inode *inode, struct file *filp)
{
	return board_fasync(-1, filp, 0);
}

static const struct file_operations board_fops = {
	.owner = THIS_MODULE,
	.write = board_write,
	.fasync = board_fasync,
	.release = board_release,
};

static struct miscdevice board_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "board",
	.fops = &board_fops,
};

static int board_probe(struct platform_device *pdev)
{
	struct board *b = devm_kzalloc(&pdev->dev, sizeof(*b), GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	platform_set_drvdata(pdev, b);
	return 0;
}

static int board_remove(struct platform_device *pdev)
{
	return 0;
}

static struct platform_driver board_driver = {
	.driver = { .name = "board" },
	.probe = board_probe,
	.remove = board_remove,
};

/* Freed by the end of the module. */
struct tray {
	struct miscdevice misc;
	struct fasync_struct *queue;
};

static struct tray *tray;

static int tray_fasync(int fd, struct file *filp, int on)
{
	struct tray *t = container_of(filp->private_data, struct tray, misc);

	return fasync_helper(fd, filp, on, &t->queue);
}

static ssize_t tray_write(struct file *filp, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct tray *t = container_of(filp->private_data, struct tray, misc);

	kill_fasync(&t->queue, SIGIO, POLL_IN);
	return len;
}

static int tray_release(struct inode *inode, struct file *filp)
{
	return tray_fasync(-1, filp, 0);
}

static const struct file_operations tray_fops = {
	.owner = THIS_MODULE,
	.write = tray_write,
	.fasync = tray_fasync,
	.release = tray_release,
};

static int __init demo_init(void)
{
	int ret;

	tray = kzalloc(sizeof(*tray), GFP_KERNEL);
	if (!tray)
		return -ENOMEM;
	tray->misc.minor = MISC_DYNAMIC_MINOR;
	tray->misc.name = "tray";
	tray->misc.fops = &tray_fops;
	ret = misc_register(&tray->misc);
	if (ret)
		goto free;
	ret = misc_register(&board_misc);
	if (ret)
		goto tray;
	ret = platform_driver_register(&board_driver);
	if (ret)
		goto board;
	return 0;
board:
	misc_deregister(&board_misc);
tray:
	misc_deregister(&tray->misc);
free:
	kfree(tray);
	return ret;
}

static void __exit demo_exit(void)
{
	platform_driver_unregister(&board_driver);
	misc_deregister(&board_misc);
	misc_deregister(&tray->misc);
	kfree(tray);
}

module_init(demo_init);
module_exit(demo_exit);

MODULE_LICENSE("GPL");
