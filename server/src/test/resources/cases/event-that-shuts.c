/* A function that notifies runs while files are open, whatever it is called. */
static struct fasync_struct *valve;
static bool shut;
static bool ready_once;

static void valve_add_event(int code)
{
	if (code == 3)
		shut = true;
	kill_fasync(&valve, SIGIO, POLL_IN);
}

static void valve_setup(void)
{
	ready_once = true;
}

static int valve_fasync(int fd, struct file *filp, int on)
{
	if (shut)
		return -ENODEV; /* expect: FA103 */
	return fasync_helper(fd, filp, on, &valve);
}

static int other_fasync(int fd, struct file *filp, int on)
{
	if (!ready_once)
		return -ENODEV;
	return fasync_helper(fd, filp, on, &valve);
}

static const struct file_operations valve_fops = { .fasync = valve_fasync, .release = elsewhere };
static const struct file_operations other_fops = { .fasync = other_fasync, .release = elsewhere };
