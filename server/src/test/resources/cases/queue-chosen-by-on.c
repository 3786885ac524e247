/* The queue depends on what the file is to do: it must be the same one both times. */
static struct fasync_struct *front;
static struct fasync_struct *back;

static int by_choice(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, on ? &front : &back); /* expect: FA302 */
}

static int by_pointer(int fd, struct file *filp, int on)
{
	struct fasync_struct **queue = !on ? &back : &front;

	return fasync_helper(fd, filp, on, queue); /* expect: FA302 */
}

static int by_file(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, filp->f_mode & FMODE_WRITE ? &front : &back);
}

static int same_one(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, on ? &front : (&front));
}

static int chosen_twice(int fd, struct file *filp, int on)
{
	struct fasync_struct **queue = on ? &front : &back;

	queue = &front;
	return fasync_helper(fd, filp, on, queue);
}

static void arrived(void)
{
	kill_fasync(&front, SIGIO, POLL_IN);
	kill_fasync(&back, SIGIO, POLL_IN);
}

static const struct file_operations choice_fops = { .fasync = by_choice, .release = elsewhere };
static const struct file_operations pointer_fops = { .fasync = by_pointer, .release = elsewhere };
static const struct file_operations file_fops = { .fasync = by_file, .release = elsewhere };
static const struct file_operations same_fops = { .fasync = same_one, .release = elsewhere };
static const struct file_operations twice_fops = { .fasync = chosen_twice, .release = elsewhere };
