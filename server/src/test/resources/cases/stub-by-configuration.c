/* The stub is what somebody gets who switches the feature off. */
static struct fasync_struct *lamp;

#ifdef CONFIG_LAMP_ASYNC
static int lamp_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lamp);
}
#else
static int lamp_fasync(int fd, struct file *filp, int on)
{
	return 0;
}
#endif

static void lamp_on(void)
{
	kill_fasync(&lamp, SIGIO, POLL_IN);
}

static const struct file_operations lamp_fops = { .fasync = lamp_fasync, .release = elsewhere };
