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

static int chosen(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &door) ? -EIO : 0; /* expect: FA105 */
}

static int chosen_by_result(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &door);

	if (ret > 0)
		return ret != 0 ? -EBUSY : 0; /* expect: FA105 */
	return ret;
}

static int chosen_below(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &door);

	return ret < 0 ? -EIO : 0;
}

static void opened(void)
{
	kill_fasync(&door, SIGIO, POLL_IN);
}

static const struct file_operations any_fops = { .fasync = any, .release = elsewhere };
static const struct file_operations once_fops = { .fasync = at_once, .release = elsewhere };
static const struct file_operations below_fops = { .fasync = below, .release = elsewhere };
static const struct file_operations chosen_fops = { .fasync = chosen, .release = elsewhere };
static const struct file_operations by_result_fops = { .fasync = chosen_by_result, .release = elsewhere };
static const struct file_operations chosen_below_fops = { .fasync = chosen_below, .release = elsewhere };
static const struct file_operations passed_fops = { .fasync = passed, .release = elsewhere };
