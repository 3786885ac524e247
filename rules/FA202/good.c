// SPDX-License-Identifier: GPL-2.0
/* Look-alikes: POLL* bits where poll(2) wants them, POLL_* codes where kill_fasync() wants them. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>

struct adc {
	struct fasync_struct *queue;
	wait_queue_head_t wait;
	unsigned int samples;
	bool overrun;
};

static struct adc adc = {
	.wait = __WAIT_QUEUE_HEAD_INITIALIZER(adc.wait),
};

static __poll_t adc_poll(struct file *filp, poll_table *wait)
{
	__poll_t mask = 0;

	poll_wait(filp, &adc.wait, wait);
	if (adc.samples)
		mask |= EPOLLIN | EPOLLRDNORM;
	if (adc.overrun)
		mask |= EPOLLERR;
	return mask;
}

static void adc_sample_ready(void)
{
	adc.samples++;
	wake_up_interruptible_poll(&adc.wait, EPOLLIN | EPOLLRDNORM);
	kill_fasync(&adc.queue, SIGIO, POLL_IN); /* POLLIN would be wrong here */
}

static void adc_report_state(void)
{
	int band = POLL_IN;

	if (adc.overrun)
		band = POLL_ERR;
	wake_up_interruptible(&adc.wait);
	kill_fasync(&adc.queue, SIGIO, band);
}

static void adc_report_mask(unsigned int mask)
{
	wake_up_interruptible(&adc.wait);
	kill_fasync(&adc.queue, SIGIO, mask & POLLERR ? POLL_ERR : POLL_IN);
#if 0
	kill_fasync(&adc.queue, SIGIO, POLLIN);
#endif
}

static long adc_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	adc_sample_ready();
	adc_report_state();
	adc_report_mask(POLLIN);
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
	.poll = adc_poll,
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
