/* Two functions that only resemble a handler, and the half of the helper that does not sleep. */
int note_lease(unsigned int fd, struct file *filp, long arg)
{
	if (arg == F_UNLCK)
		return note_unlock(filp);
	return fasync_helper(fd, filp, 1, &lease->fl_fasync);
}

static int add_lease(int fd, struct file *filp, struct lease *lease)
{
	struct fasync_struct *fresh = fasync_alloc();

	if (!fresh)
		return -ENOMEM;
	spin_lock(&lease->lock);
	if (!fasync_insert_entry(fd, filp, &lease->fl_fasync, fresh))
		fresh = NULL;
	spin_unlock(&lease->lock);
	if (fresh)
		fasync_free(fresh);
	return 0;
}

static const struct file_operations note_fops = { .open = note_open, .release = note_release };
