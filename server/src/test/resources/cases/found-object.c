/* Where the object is not found any more, its queue is gone with it. */
struct radio {
	struct radio *next;
	unsigned long id;
	struct fasync_struct *queue;
};

static struct radio *radios;

static int radio_fasync(int fd, struct file *filp, int on)
{
	unsigned long id = (unsigned long)filp->private_data;
	struct radio *radio;

	for (radio = radios; radio; radio = radio->next)
		if (radio->id == id)
			break;
	if (!radio)
		return -EBADF;
	return fasync_helper(fd, filp, on, &radio->queue);
}

static void radio_event(struct radio *radio)
{
	kill_fasync(&radio->queue, SIGIO, POLL_IN);
}

static void radio_drop(struct radio *radio)
{
	radios = radio->next;
}

static const struct file_operations radio_fops = { .fasync = radio_fasync, .release = elsewhere };
