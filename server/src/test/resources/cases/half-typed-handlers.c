/* Handlers and calls that lack arguments, as while somebody types: no rule stumbles over them. */
#include <linux/fs.h>

static struct fasync_struct *queue;

static int two_fasync(int fd, struct file *filp)
{
	return fasync_helper(fd, filp, 1, &queue);
}

static int three_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp); /* expect: FA206 */
}

static void chip_event(void)
{
	kill_fasync(&queue, SIGIO, POLL_IN);
}

static const struct file_operations two_fops = {
	.fasync = two_fasync, /* expect-legacy: FA301 */
};

static const struct file_operations three_fops = {
	.fasync = three_fasync, /* expect-legacy: FA301 */
};
