// SPDX-License-Identifier: GPL-2.0
/* The mask hides behind a name, a constant variable, a choice or an EPOLL* spelling. */
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

#define ADC_READABLE	(POLLIN | POLLRDNORM)

enum adc_event {
	ADC_EVENT_ROOM = POLLOUT,
};

static long adc_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	const int urgent = POLLPRI;
	int band;

	kill_fasync(&adc.queue, SIGIO, ADC_READABLE); /* expect: FA202 */
	kill_fasync(&adc.queue, SIGIO, ADC_EVENT_ROOM); /* expect: FA202 */
	kill_fasync(&adc.queue, SIGIO, urgent); /* expect: FA202 */
	kill_fasync(&adc.queue, SIGIO, cmd ? POLLIN : POLLHUP); /* expect: FA202 */
	kill_fasync(&adc.queue, SIGIO, (__force int)EPOLLIN); /* expect: FA202 */

	if (cmd)
		band = POLLERR;
	else
		band = POLL_ERR;
	kill_fasync(&adc.queue, SIGIO, band); /* expect: FA202 */
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
