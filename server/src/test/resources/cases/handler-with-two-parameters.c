/* Half typed, or from another century: no rule may stumble over it. */
#include <linux/fs.h>

static struct fasync_struct *queue;

static int chip_fasync(int fd, struct file *filp) /* expect: FA106 */
{
	return fasync_helper(fd, filp, 1, &queue);
}

static void chip_event(void)
{
	kill_fasync(&queue, SIGIO, POLL_IN);
}

static int no_fasync(void) /* expect: FA102 FA106 */
{
	return 0;
}

static const struct file_operations chip_fops = {
	.fasync = chip_fasync, /* expect-legacy: FA301 */
};

static const struct file_operations other_fops = {
	.fasync = no_fasync,
};
