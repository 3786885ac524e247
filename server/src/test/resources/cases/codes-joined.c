/* Codes are numbers: two of them or-ed together are a third one. */
static struct fasync_struct *pipe;

static void ring(int wanted)
{
	kill_fasync(&pipe, SIGIO, POLL_IN | POLL_OUT); /* expect: FA203 */
	kill_fasync(&pipe, SIGIO, POLL_IN | POLL_IN);
	kill_fasync(&pipe, SIGIO, POLL_IN | 0);
	kill_fasync(&pipe, SIGIO, POLL_HUP + 0);
}

static int pipe_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &pipe);
}

static const struct file_operations pipe_fops = { .fasync = pipe_fasync, .release = elsewhere };
