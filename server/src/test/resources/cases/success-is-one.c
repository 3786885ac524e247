/* The helper returns 1 when it added the file. */
static struct fasync_struct *door;

static int any(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &door);

	if (ret)
		return -EFAULT; /* expect: FA105 */
	return 0;
}

static int at_once(int fd, struct file *filp, int on)
{
	if (fasync_helper(fd, filp, on, &door))
		return -EIO; /* expect: FA105 */
	return 0;
}

static int below(int fd, struct file *filp, int on)
{
	int ret;

	ret = fasync_helper(fd, filp, on, &door);
	if (ret < 0)
		return -EIO;
	return 0;
}

static int passed(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &door);

	if (ret)
		return ret;
	return 0;
}

static void opened(void)
{
	kill_fasync(&door, SIGIO, POLL_IN);
}

static const struct file_operations any_fops = { .fasync = any, .release = elsewhere };
static const struct file_operations once_fops = { .fasync = at_once, .release = elsewhere };
static const struct file_operations below_fops = { .fasync = below, .release = elsewhere };
static const struct file_operations passed_fops = { .fasync = passed, .release = elsewhere };
