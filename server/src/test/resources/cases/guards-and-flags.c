/* Locks that are gone before the helper is called, and a refusal beside a guard. */
struct door {
	spinlock_t lock;
	struct mutex mutex;
	bool removed;
	struct fasync_struct *queue;
};

static int in_a_block(int fd, struct file *filp, int on)
{
	struct door *door = filp->private_data;

	if (on) {
		guard(spinlock)(&door->lock);
		note(door);
	}
	return fasync_helper(fd, filp, on, &door->queue);
}

static int by_flag(int fd, struct file *filp, int on)
{
	struct door *door = filp->private_data;
	bool locked = false;

	if (needs_lock(door)) {
		spin_lock(&door->lock);
		locked = true;
	}
	note(door);
	if (locked)
		spin_unlock(&door->lock);
	return fasync_helper(fd, filp, on, &door->queue);
}

static int guarded_refusal(int fd, struct file *filp, int on)
{
	struct door *door = filp->private_data;

	guard(mutex)(&door->mutex);
	if (door->removed)
		return -ENODEV; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &door->queue);
}

static struct door *cloned(struct door *from, struct door *to)
{
	*to = *from;
	to->queue = NULL;
	return to;
}

static void opened(struct door *door)
{
	kill_fasync(&door->queue, SIGIO, POLL_IN);
}

static const struct file_operations a = { .fasync = in_a_block, .release = elsewhere };
static const struct file_operations b = { .fasync = by_flag, .release = elsewhere };
static const struct file_operations c = { .fasync = guarded_refusal, .release = elsewhere };
