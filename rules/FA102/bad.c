// SPDX-License-Identifier: GPL-2.0
/* Functions wired as .fasync that put nobody on any queue. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *gps_queue;
static bool gps_async;

static int gps_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gps_queue);
}

static ssize_t gps_write(struct file *filp, const char __user *buf,
			 size_t len, loff_t *pos)
{
	kill_fasync(&gps_queue, SIGIO, POLL_IN);
	return len;
}

static int gps_release(struct inode *inode, struct file *filp)
{
	gps_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations gps_fops = {
	.owner = THIS_MODULE,
	.write = gps_write,
	.fasync = gps_fasync,
	.release = gps_release,
};

/* A stub that was never filled in. */
static int nmea_fasync(int fd, struct file *filp, int on) /* expect: FA102 */
{
	return 0;
}

static int nmea_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &gps_queue);
	return 0;
}

static const struct file_operations nmea_fops = {
	.owner = THIS_MODULE,
	.write = gps_write,
	.fasync = nmea_fasync,
	.release = nmea_release,
};

/* Remembers the wish and forgets the file. */
static int pps_fasync(int fd, struct file *filp, int on) /* expect: FA102 */
{
	pr_debug("pps: notification %s for fd %d\n", on ? "on" : "off", fd);
	gps_async = on;
	return 0;
}

static const struct file_operations pps_fops = {
	.owner = THIS_MODULE,
	.write = gps_write,
	.fasync = pps_fasync,
	.release = nmea_release,
};

static struct miscdevice demo_devices[] = {
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps", .fops = &gps_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps_nmea", .fops = &nmea_fops },
	{ .minor = MISC_DYNAMIC_MINOR, .name = "gps_pps", .fops = &pps_fops },
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
