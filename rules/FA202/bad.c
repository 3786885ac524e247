// SPDX-License-Identifier: GPL-2.0
/* Bits for poll(2) passed where kill_fasync() wants a POLL_* code. */
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

static void adc_sample_ready(void)
{
	kill_fasync(&adc.queue, SIGIO, POLLIN); /* expect: FA202 */
}

static void adc_fifo_drained(void)
{
	kill_fasync(&adc.queue, SIGIO, POLLOUT); /* expect: FA202 */
}

static void adc_alarm(void)
{
	kill_fasync(&adc.queue, SIGIO,
		    POLLPRI | POLLERR); /* expect: FA202 */
}

static void adc_report_state(void)
{
	unsigned int mask = 0;

	if (adc.samples)
		mask |= POLLIN | POLLRDNORM;
	if (adc.overrun)
		mask |= POLLERR;
	if (mask)
		kill_fasync(&adc.queue, SIGIO, mask); /* expect: FA202 */
}

static long adc_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	adc.samples++;
	adc_sample_ready();
	adc_fifo_drained();
	adc_alarm();
	adc_report_state();
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
