// SPDX-License-Identifier: GPL-2.0
/* Helpers that translate a mask into a POLL_* code, or only look as if they notified. */
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

#define ADC_KILL(a, band)	kill_fasync(&(a)->queue, SIGIO, POLL_##band)

static int adc_band(unsigned int mask)
{
	if (mask & POLLPRI)
		return POLL_PRI;
	if (mask & POLLOUT)
		return POLL_OUT;
	return POLL_IN;
}

static void adc_notify(struct adc *a, unsigned int mask)
{
	kill_fasync(&a->queue, SIGIO, adc_band(mask));
}

static void adc_log(struct adc *a, int signal, unsigned int mask)
{
	pr_debug("adc: %u samples, signal %d, mask %#x\n", a->samples, signal, mask);
}

static long adc_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	int band;

	adc_notify(&adc, POLLIN | POLLRDNORM);
	adc_log(&adc, SIGIO, POLLIN);
	ADC_KILL(&adc, IN);

	switch (cmd) {
	case POLLOUT:
		band = POLL_OUT;
		break;
	default:
		band = POLL_MSG;
	}
	kill_fasync(&adc.queue, SIGIO, band);
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
