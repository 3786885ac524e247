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

static struct fasync_struct *saved;

static void saved_for_later(struct peer *from)
{
	saved = from->queue; /* expect: FA304 */
}

static void parked(struct peer *from)
{
	saved = from->queue;
	from->queue = NULL;
}

static void through_pointer(struct fasync_struct **queue)
{
	struct fasync_struct *head = *queue; /* expect: FA304 */

	kill_fasync(&head, SIGIO, POLL_IN);
}

static int waiting(struct fasync_struct **queue)
{
	struct fasync_struct *head = *queue;

	return head != NULL;
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
