/* Fixes must not tear preprocessor lines apart, nor use what is not declared yet. */
static struct fasync_struct *pen;

static const struct file_operations pen_fops = { /* expect: FA101 */
	.open = pen_open,
	.release = elsewhere,
};

static int pen_fasync(int fd, struct file *filp, int on)
{
#ifdef PEN_TRACE
	trace_pen(fd);
#endif
	return fasync_helper(fd, filp, on, &pen);
}

static int quill_fasync(int fd, struct file *filp, int on)
{
#ifdef QUILL
	fasync_helper(fd, filp, on, &pen); /* expect: FA104 */
#endif
	return 0;
}

static int quill_release(struct inode *inode, struct file *filp) /* expect-legacy: FA301 */
{
#ifdef QUILL
	stop_quill();
#endif
	return 0;
}

static void moved(void)
{
	kill_fasync(&pen, SIGIO, POLL_IN);
}

static const struct file_operations quill_fops = {
	.fasync = quill_fasync,
	.release = quill_release,
};
