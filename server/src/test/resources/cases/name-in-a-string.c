/* A handler that is named in a message is not thereby handed on. */
static struct fasync_struct *meter;

static int meter_fasync(int fd, struct file *filp, int on)
{
	pr_debug("meter_fasync: %d\n", on);
	return fasync_helper(fd, filp, on, &meter);
}

static void meter_tick(void)
{
	kill_fasync(&meter, SIGIO, POLL_IN);
}

static const struct file_operations meter_fops = { /* expect: FA101 */
	.owner = THIS_MODULE,
	.read = meter_read,
	.release = elsewhere,
};
