// SPDX-License-Identifier: GPL-2.0
/*
 * moisture - soil moisture probes of a greenhouse, read on demand
 *
 * Deliberate mistake: programs may register for SIGIO, and the handler is in
 * order, but the sampling code was never taught to tell them. F_SETFL
 * succeeds and no signal ever comes.
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#define SOIL_BEDS	4
#define SOIL_PERIOD_MS	2000

struct soil_bed {
	u16 moisture;
	u16 dry;		/* since the last read */
};

struct soil_probe {
	spinlock_t lock;
	struct soil_bed bed[SOIL_BEDS];
	struct delayed_work sample;
	struct fasync_struct *gardeners;
};

static unsigned short port = 0x370;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "I/O base of the probes, two bytes per bed");
static unsigned int dry = 300;
module_param(dry, uint, 0644);
MODULE_PARM_DESC(dry, "Reading below which a bed wants water");

static struct soil_probe *soil;

static void soil_sample(struct work_struct *work)
{
	struct soil_probe *probe = container_of(to_delayed_work(work),
						struct soil_probe, sample);
	u16 value;
	int i;

	spin_lock(&probe->lock);
	for (i = 0; i < SOIL_BEDS; i++) {
		value = inw(port + 2 * i);
		probe->bed[i].moisture = value;
		if (value < dry)
			probe->bed[i].dry = 1;
	}
	spin_unlock(&probe->lock);
	schedule_delayed_work(&probe->sample, msecs_to_jiffies(SOIL_PERIOD_MS));
}

static int soil_open(struct inode *inode, struct file *filp)
{
	filp->private_data = soil;
	return stream_open(inode, filp);
}

/* Always answers at once with the state of all beds. */
static ssize_t soil_read(struct file *filp, char __user *buf, size_t len,
			 loff_t *off)
{
	struct soil_probe *probe = filp->private_data;
	struct soil_bed bed[SOIL_BEDS];
	int i;

	if (len < sizeof(bed))
		return -EINVAL;
	spin_lock(&probe->lock);
	memcpy(bed, probe->bed, sizeof(bed));
	for (i = 0; i < SOIL_BEDS; i++)
		probe->bed[i].dry = 0;
	spin_unlock(&probe->lock);
	return copy_to_user(buf, bed, sizeof(bed)) ? -EFAULT : sizeof(bed);
}

static int soil_fasync(int fd, struct file *filp, int on)
{
	struct soil_probe *probe = filp->private_data;

	return fasync_helper(fd, filp, on, &probe->gardeners); /* expect: FA204 */
}

static int soil_release(struct inode *inode, struct file *filp)
{
	soil_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations soil_fops = {
	.owner		= THIS_MODULE,
	.open		= soil_open,
	.release	= soil_release,
	.read		= soil_read,
	.fasync		= soil_fasync,
};

static struct miscdevice soil_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "moisture",
	.fops	= &soil_fops,
};

static int __init soil_init(void)
{
	int ret;

	if (!request_region(port, 2 * SOIL_BEDS, "moisture"))
		return -EBUSY;
	ret = -ENOMEM;
	soil = kzalloc(sizeof(*soil), GFP_KERNEL);
	if (!soil)
		goto drop_region;
	spin_lock_init(&soil->lock);
	INIT_DELAYED_WORK(&soil->sample, soil_sample);
	ret = misc_register(&soil_misc);
	if (ret)
		goto drop_soil;
	schedule_delayed_work(&soil->sample, 0);
	return 0;

drop_soil:
	kfree(soil);
drop_region:
	release_region(port, 2 * SOIL_BEDS);
	return ret;
}

static void __exit soil_exit(void)
{
	misc_deregister(&soil_misc);
	cancel_delayed_work_sync(&soil->sample);
	kfree(soil);
	release_region(port, 2 * SOIL_BEDS);
}

module_init(soil_init);
module_exit(soil_exit);
MODULE_DESCRIPTION("Soil moisture probes");
MODULE_LICENSE("GPL");
