/* a ? b : c is a branch like any other. */
static struct fasync_struct *bell;
static int gone;
static spinlock_t lock;

static int each(int fd, struct file *filp, int on)
{
	return on ? fasync_helper(fd, filp, 1, &bell) : fasync_helper(fd, filp, 0, &bell);
}

static int turned(int fd, struct file *filp, int on)
{
	int ret;

	ret = !on ? fasync_helper(fd, filp, 0, &bell) : fasync_helper(fd, filp, 1, &bell);
	return ret;
}

static int refusing(int fd, struct file *filp, int on)
{
	return gone ? -ENODEV : fasync_helper(fd, filp, on, &bell); /* expect: FA103 */
}

static int only_on(int fd, struct file *filp, int on)
{
	return on ? fasync_helper(fd, filp, on, &bell) : 0; /* expect: FA103 */
}

static int off_under_lock(int fd, struct file *filp, int on)
{
	int ret;

	spin_lock(&lock);
	ret = on ? 0 : fasync_helper(fd, filp, 0, &bell);
	spin_unlock(&lock);
	return on ? fasync_helper(fd, filp, 1, &bell) : ret;
}

static void removed(void)
{
	gone = 1;
	kill_fasync(&bell, SIGIO, POLL_HUP);
}

static const struct file_operations a = { .fasync = each, .release = elsewhere };
static const struct file_operations b = { .fasync = turned, .release = elsewhere };
static const struct file_operations c = { .fasync = refusing, .release = elsewhere };
static const struct file_operations d = { .fasync = only_on, .release = elsewhere };
static const struct file_operations e = { .fasync = off_under_lock, .release = elsewhere };
