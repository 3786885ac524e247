/* What a release function may do with the file without removing it, and with removing it. */
static struct fasync_struct *clock;
static struct clock_ops *ops;

static int clock_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &clock);
}

static void tick(void)
{
	kill_fasync(&clock, SIGIO, POLL_IN);
}

static int by_backend(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	if (ops->release)
		ops->release(inode);
	return 0;
}

static int printing(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
	CLOCK_TRACE("release inode:%p file:%p\n", inode, filp);
	return single_release(inode, filp);
}

static int by_other_code(struct inode *inode, struct file *filp)
{
	return clock_core_release(inode, filp);
}

static int by_method(struct inode *inode, struct file *filp)
{
	return filp->f_op->fasync(-1, filp, 0);
}

static const struct file_operations a = { .fasync = clock_fasync, .release = by_backend };
static const struct file_operations b = { .fasync = clock_fasync, .release = printing };
static const struct file_operations c = { .fasync = clock_fasync, .release = by_other_code };
static const struct file_operations d = { .fasync = clock_fasync, .release = by_method };
