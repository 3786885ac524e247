/* The argument itself is passed on, but to another queue where it is 0. */
static struct fasync_struct *in;
static struct fasync_struct *out;

static int crossed(int fd, struct file *filp, int on)
{
	if (on)
		return fasync_helper(fd, filp, on, &in);
	return fasync_helper(fd, filp, on, &out); /* expect: FA302 */
}

static int both(int fd, struct file *filp, int on)
{
	int ret = fasync_helper(fd, filp, on, &in);

	if (ret < 0)
		return ret;
	return fasync_helper(fd, filp, on, &out); /* expect: FA305 */
}

static void ring(void)
{
	kill_fasync(&in, SIGIO, POLL_IN);
	kill_fasync(&out, SIGIO, POLL_OUT);
}

static const struct file_operations crossed_fops = { .fasync = crossed, .release = elsewhere };
static const struct file_operations both_fops = { .fasync = both, .release = elsewhere };
