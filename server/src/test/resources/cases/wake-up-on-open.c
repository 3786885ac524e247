/* Who opens one end wakes those who wait for it, and brings nothing to read. */
struct tube {
	wait_queue_head_t far_end;
	unsigned int ends;
	unsigned int letters;
	struct fasync_struct *queue;
};

static struct tube tube;

static int tube_open(struct inode *inode, struct file *filp)
{
	tube.ends++;
	wake_up_interruptible(&tube.far_end);
	if (filp->f_flags & O_NONBLOCK)
		return 0;
	if (wait_event_interruptible(tube.far_end, tube.ends > 1)) {
		if (!--tube.ends)
			wake_up_interruptible(&tube.far_end);
		return -ERESTARTSYS;
	}
	return 0;
}

static ssize_t tube_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	if (wait_event_interruptible(tube.far_end, tube.letters || tube.ends < 2))
		return -ERESTARTSYS;
	return tube.letters;
}

static ssize_t tube_write(struct file *filp, const char __user *buf, size_t len, loff_t *pos)
{
	tube.letters = len;
	wake_up_interruptible(&tube.far_end);
	kill_fasync(&tube.queue, SIGIO, POLL_IN);
	return len;
}

static void tube_fill(size_t len)
{
	tube.letters = len;
	wake_up_interruptible(&tube.far_end); /* expect: FA208 */
}

static int tube_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &tube.queue);
}

static int tube_release(struct inode *inode, struct file *filp)
{
	return tube_fasync(-1, filp, 0);
}

static const struct file_operations tube_fops = {
	.owner = THIS_MODULE,
	.open = tube_open,
	.read = tube_read,
	.write = tube_write,
	.fasync = tube_fasync,
	.release = tube_release,
};
