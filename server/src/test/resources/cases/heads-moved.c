/* A head may move, as long as the old place lets go of it. */
struct peer {
	struct fasync_struct *queue;
};

static void moved(struct peer *to, struct peer *from)
{
	to->queue = from->queue;
	from->queue = NULL;
}

static void doubled(struct peer *to, struct peer *from)
{
	to->queue = from->queue; /* expect: FA304 */
}

static int peer_fasync(int fd, struct file *filp, int on)
{
	struct peer *peer = filp->private_data;

	return fasync_helper(fd, filp, on, &peer->queue);
}

static void peer_event(struct peer *peer)
{
	kill_fasync(&peer->queue, SIGIO, POLL_IN);
}

static const struct file_operations peer_fops = { .fasync = peer_fasync, .release = elsewhere };
