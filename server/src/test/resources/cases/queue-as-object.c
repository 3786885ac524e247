/* The star is missing: the queue is no entry, it points to one. */
struct keypad {
	struct fasync_struct keys; /* expect: FA106 */
	struct fasync_struct *lights;
};

static struct fasync_struct bell; /* expect: FA106 */

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &bell);
}

static int keypad_fasync(int fd, struct file *filp, int on)
{
	struct keypad *pad = filp->private_data;
	int ret = fasync_helper(fd, filp, on, &pad->lights);

	if (ret < 0)
		return ret;
	return fasync_helper(fd, filp, on, &pad->keys); /* expect: FA305 */
}

static void pressed(struct keypad *pad)
{
	kill_fasync(&bell, SIGIO, POLL_IN);
	kill_fasync(&pad->keys, SIGIO, POLL_IN);
	kill_fasync(&pad->lights, SIGIO, POLL_IN);
}

static const struct file_operations bell_fops = { .fasync = bell_fasync, .release = elsewhere };
static const struct file_operations keypad_fops = { .fasync = keypad_fasync, .release = elsewhere };
