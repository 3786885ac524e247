// SPDX-License-Identifier: GPL-2.0
/* The mask travels through a helper function or a macro; the finding is where it is written. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>

struct adc {
	struct fasync_struct *queue;
	unsigned int samples;
	bool overrun;
};

static struct adc adc;

#define ADC_KILL(a, band)	kill_fasync(&(a)->queue, SIGIO, band)

static inline void adc_notify(struct adc *a, int band)
{
	if (a->queue)
		kill_fasync(&a->queue, SIGIO, band);
}

static void adc_kill_twice(struct fasync_struct **queue, int first, int second)
{
	kill_fasync(queue, SIGIO, first);
	kill_fasync(queue, SIGIO, second);
}

static long adc_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	adc_notify(&adc, POLL_IN);
	adc_notify(&adc, POLLIN); /* expect: FA202 */
	ADC_KILL(&adc, POLLRDNORM); /* expect: FA202 */
	adc_kill_twice(&adc.queue,
		       POLL_OUT,
		       POLLOUT); /* expect: FA202 */
	return 0;
}

static int adc_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &adc.queue);
}

static int adc_release(struct inode *inode, struct file *filp)
{
	adc_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations adc_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = adc_ioctl,
	.fasync = adc_fasync,
	.release = adc_release,
};

static struct miscdevice adc_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "adc",
	.fops = &adc_fops,
};
module_misc_device(adc_misc);

MODULE_LICENSE("GPL");
