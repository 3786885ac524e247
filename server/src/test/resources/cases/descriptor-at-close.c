/* Close calls the handler with -1 for the descriptor. */
static struct fasync_struct *door;

static int refusing(int fd, struct file *filp, int on)
{
	if (fd < 0 || !filp)
		return -EINVAL; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &door);
}

static int silent(int fd, struct file *filp, int on)
{
	if (fd == -1)
		return 0; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &door);
}

static int noted(int fd, struct file *filp, int on)
{
	if (fd >= 0)
		last_descriptor = fd;
	return fasync_helper(fd, filp, on, &door);
}

int door_register(int fd, void *filp, int mode, void **queue)
{
	if (fd < 0 || filp == NULL)
		return -1; /* expect: FA103 */
	return fasync_helper(fd, (struct file *)filp, mode, (struct fasync_struct **)queue);
}

static int wrapped(int fd, struct file *filp, int on)
{
	return door_register(fd, filp, on, (void **)&door);
}

static void opened(void)
{
	kill_fasync(&door, SIGIO, POLL_IN);
}

static const struct file_operations refusing_fops = { .fasync = refusing, .release = elsewhere };
static const struct file_operations silent_fops = { .fasync = silent, .release = elsewhere };
static const struct file_operations noted_fops = { .fasync = noted, .release = elsewhere };
static const struct file_operations wrapped_fops = { .fasync = wrapped, .release = elsewhere };
