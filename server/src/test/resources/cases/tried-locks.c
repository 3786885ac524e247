/* Other ways into a section that must not sleep. */
static struct fasync_struct *gate;
static spinlock_t lock;

static int trying(int fd, struct file *filp, int on)
{
	int ret;

	while (!spin_trylock(&lock))
		cpu_relax();
	ret = fasync_helper(fd, filp, on, &gate); /* expect: FA107 */
	spin_unlock(&lock);
	return ret;
}

static int switched_off(int fd, struct file *filp, int on)
{
	unsigned long flags;
	int ret;

	save_flags(flags);
	cli();
	ret = fasync_helper(fd, filp, on, &gate); /* expect: FA107 */
	restore_flags(flags);
	return ret;
}

static int released_before(int fd, struct file *filp, int on)
{
	spin_lock(&lock);
	gate_count++;
	spin_unlock(&lock);
	return fasync_helper(fd, filp, on, &gate);
}

static void opened(void)
{
	kill_fasync(&gate, SIGIO, POLL_IN);
}

static const struct file_operations trying_fops = { .fasync = trying, .release = elsewhere };
static const struct file_operations off_fops = { .fasync = switched_off, .release = elsewhere };
static const struct file_operations before_fops = { .fasync = released_before, .release = elsewhere };
