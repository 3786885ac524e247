/* Handlers that compile, at least with a warning, and do something else than they say. */
static struct fasync_struct *bell;

static int on_stack(int fd, struct file *filp, int on)
{
	struct fasync_struct *queue = NULL;

	return fasync_helper(fd, filp, on, &queue); /* expect: FA204 */
}

static void nothing(int fd, struct file *filp, int on) /* expect: FA106 */
{
	fasync_helper(fd, filp, on, &bell);
}

static int turned_round(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, !on, &bell); /* expect: FA103 */
}

static int overwritten(int fd, struct file *filp, int on)
{
	on = 1;
	return fasync_helper(fd, filp, on, &bell); /* expect: FA103 */
}

static int old_state(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, filp->f_flags & FASYNC, &bell); /* expect: FA103 */
}

static int changed_places(struct file *filp, int fd, int on) /* expect: FA106 */
{
	return fasync_helper(fd, filp, on, &bell);
}

static int twice(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, !!on, &bell);
}

static void ring(void)
{
	kill_fasync(&bell, SIGIO, POLL_IN);
}

static const struct file_operations a = { .fasync = on_stack, .release = elsewhere };
static const struct file_operations b = { .fasync = nothing, .release = elsewhere };
static const struct file_operations c = { .fasync = turned_round, .release = elsewhere };
static const struct file_operations d = { .fasync = overwritten, .release = elsewhere };
static const struct file_operations e = { .fasync = old_state, .release = elsewhere };
static const struct file_operations f = { .fasync = changed_places, .release = elsewhere };
static const struct file_operations g = { .fasync = twice, .release = elsewhere };
