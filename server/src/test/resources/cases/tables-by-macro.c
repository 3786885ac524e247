/* A macro that holds a table makes one at each use. */
#define OPERATIONS(name, handler, closing) \
	static const struct file_operations name = { .fasync = handler, .release = closing }
#define PASTED(name) \
	static const struct file_operations name##_fops = { .fasync = name##_fasync, .release = name##_release }

static struct fasync_struct *bell;

struct gong {
	struct fasync_struct *queue;
};

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &bell);
}

static int gong_fasync(int fd, struct file *filp, int on)
{
	struct gong *gong = filp->private_data;

	return fasync_helper(fd, filp, on, &gong->queue);
}

static int bell_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	return 0;
}

static int gong_release(struct inode *inode, struct file *filp)
{
	struct gong *gong = filp->private_data;

	kfree(gong);
	gong_fasync(-1, filp, 0); /* expect: FA302 */
	return 0;
}

static void ring(struct gong *gong)
{
	kill_fasync(&bell, SIGIO, POLL_IN);
	kill_fasync(&gong->queue, SIGIO, POLL_IN);
}

OPERATIONS(bell_fops, bell_fasync, bell_release);
PASTED(gong);
