/* Branches of an #if are alternatives, and #if 0 is nothing. */
static struct fasync_struct *gong;
static struct fasync_struct *chime;

#if 0
static int gong_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, 1, &gong);
}
#endif

#ifdef CONFIG_GONG_SHARED
static int gong_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &chime);
}
#else
static int gong_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &gong);
}
#endif

static void strike(void)
{
#ifdef CONFIG_GONG_SHARED
	kill_fasync(&chime, SIGIO, POLL_IN);
#else
	kill_fasync(&gong, SIGIO, POLL_IN);
#endif
#if 0
	kill_fasync(&gong, SIGIO, 0);
#else
	kill_fasync(&gong, SIGIO, POLL_OUT);
#endif
#if 1
	kill_fasync(&gong, SIGIO, POLL_PRI);
#else
	kill_fasync(&gong, SIGUSR1, POLL_PRI);
#endif
#ifdef CONFIG_GONG_LOUD
	kill_fasync(&gong, SIGUSR2, POLL_IN); /* expect: FA201 */
#endif
}

static int either_fasync(int fd, struct file *filp, int on)
{
	int ret;

#ifdef CONFIG_GONG_SHARED
	ret = fasync_helper(fd, filp, on, &chime);
#else
	ret = fasync_helper(fd, filp, on, &gong);
#endif
	return ret;
}

static const struct file_operations gong_fops = {
#ifdef CONFIG_GONG_SHARED
	.fasync = either_fasync,
#else
	.fasync = gong_fasync,
#endif
	.release = elsewhere,
};
