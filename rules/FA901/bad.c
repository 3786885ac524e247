// SPDX-License-Identifier: GPL-2.0
/* Suppressions that suppress nothing. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static struct fasync_struct *siren_queue;

static int siren_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &siren_queue);
}

static int siren_release(struct inode *inode, struct file *filp)
{
	siren_fasync(-1, filp, 0);
	return 0;
}

/* The mask was corrected, the comment stayed. */
static void siren_started(void)
{
	/* fasync-lens: ignore FA202 -- the vendor library wants a mask */ /* expect: FA901 */
	kill_fasync(&siren_queue, SIGIO, POLL_IN);
}

/* Written for the signal, which is fine. */
static void siren_stopped(void)
{
	kill_fasync(&siren_queue, SIGIO, POLL_OUT); /* fasync-lens: ignore FA201 */ /* expect: FA901 */
}

/* Nothing on this line or the next one needs it. */
static void siren_failed(void)
{
	/* fasync-lens: ignore FA203 -- reviewed */ /* expect: FA901 */

	kill_fasync(&siren_queue, SIGIO, POLL_ERR);
}

static long siren_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	/* fasync-lens: ignore FA999 -- no such rule */ /* expect: FA901 */
	siren_started();
	siren_stopped(); /* fasync-lens: ignore */ /* expect: FA901 */
	/* fasync-lens: ignore poll mask -- a rule is named by its id */ /* expect: FA901 */
	siren_failed();
	return 0;
}

static const struct file_operations siren_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = siren_ioctl,
	.fasync = siren_fasync,
	.release = siren_release,
};

static struct miscdevice siren_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "siren",
	.fops = &siren_fops,
};
module_misc_device(siren_misc);

MODULE_LICENSE("GPL");
