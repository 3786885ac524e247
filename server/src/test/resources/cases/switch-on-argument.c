/* A switch on the third argument is a test of it. */
static struct fasync_struct *bell;

static int by_case(int fd, struct file *filp, int on)
{
	switch (on) {
	case 0:
		return fasync_helper(fd, filp, 0, &bell);
	default:
		return fasync_helper(fd, filp, 1, &bell);
	}
}

static int only_on(int fd, struct file *filp, int on)
{
	switch (on) {
	case 1:
		return fasync_helper(fd, filp, 1, &bell);
	case 0:
		return fasync_helper(fd, filp, 1, &bell); /* expect: FA103 */
	}
	return -EINVAL;
}

static void ring(void)
{
	kill_fasync(&bell, SIGIO, POLL_IN);
}

static const struct file_operations by_case_fops = { .fasync = by_case, .release = elsewhere };
static const struct file_operations only_on_fops = { .fasync = only_on, .release = elsewhere };
