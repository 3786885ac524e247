// SPDX-License-Identifier: GPL-2.0
/* Third arguments that are neither a POLL_* code nor between 1 and 6. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

static struct fasync_struct *pump_queue;

#define PUMP_EVENT	42

enum pump_state {
	PUMP_IDLE,
	PUMP_RUNNING = 0x100,
};

static void pump_notify(int band)
{
	kill_fasync(&pump_queue, SIGIO, band);
}

static long pump_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	int band = -1;

	kill_fasync(&pump_queue, SIGIO, 0); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, SI_KERNEL); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, PUMP_EVENT); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, PUMP_RUNNING); /* expect: FA203 */
	kill_fasync(&pump_queue,
		    SIGIO,
		    POLL_HUP + 1); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, band); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, SIGIO); /* expect: FA203 */
	kill_fasync(&pump_queue, SIGIO, cmd ? POLL_IN : 0); /* expect: FA203 */
	pump_notify(POLL_IN);
	pump_notify(PUMP_IDLE); /* expect: FA203 */
	return 0;
}

static int pump_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pump_queue);
}

static int pump_release(struct inode *inode, struct file *filp)
{
	pump_fasync(-1, filp, 0);
	return 0;
}

static const struct file_operations pump_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = pump_ioctl,
	.fasync = pump_fasync,
	.release = pump_release,
};

static struct miscdevice pump_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pump",
	.fops = &pump_fops,
};
module_misc_device(pump_misc);

MODULE_LICENSE("GPL");
