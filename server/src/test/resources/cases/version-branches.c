/* Code for other kernels is judged for those. */
static struct fasync_struct *horn;

static void blow(void)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(2,4,0)
	kill_fasync(horn, SIGIO);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(4,14,0) /* codes had an upper half */
	kill_fasync(&horn, SIGIO, POLLIN); /* expect: FA202 */
#else
	kill_fasync(&horn, SIGIO, POLL_IN);
#endif
#if 0 /* old */
	kill_fasync(&horn, SIGIO, POLLOUT);
#endif
}

static int horn_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &horn);
}

static const struct file_operations horn_fops = { .fasync = horn_fasync, .release = elsewhere };
