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

static int default_skips(int fd, struct file *filp, int on)
{
	switch (on) {
	case 1:
		return fasync_helper(fd, filp, on, &bell);
	default:
		return 0; /* expect: FA103 */
	}
}

static int default_removes(int fd, struct file *filp, int on)
{
	switch (on) {
	case 0:
	case 1:
		return fasync_helper(fd, filp, on, &bell);
	default:
		return -EINVAL;
	}
}

/* What the file is asked for decides as well: those that were never added need not leave. */
static int by_mode(int fd, struct file *filp, int on)
{
	switch (filp->f_mode & FMODE_READ) {
	case 0:
		return 0;
	}
	switch (on) {
	case 0:
		return fasync_helper(fd, filp, 0, &bell);
	}
	return fasync_helper(fd, filp, 1, &bell);
}

static void ring(void)
{
	kill_fasync(&bell, SIGIO, POLL_IN);
}

static const struct file_operations by_case_fops = { .fasync = by_case, .release = elsewhere };
static const struct file_operations default_fops = { .fasync = default_skips, .release = elsewhere };
static const struct file_operations both_fops = { .fasync = default_removes, .release = elsewhere };
static const struct file_operations by_mode_fops = { .fasync = by_mode, .release = elsewhere };
static const struct file_operations only_on_fops = { .fasync = only_on, .release = elsewhere };
