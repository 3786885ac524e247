/* A variable that may say "nothing" is tested before it is handed on, also to a function. */
static struct fasync_struct *printer;

static void tell(struct fasync_struct **queue, int band)
{
	kill_fasync(queue, SIGIO, band);
}

static void both_ways(int events)
{
	int band = 0;

	if (events & 1)
		band = POLL_IN;
	else if (events & 2)
		band = translated(events);
	if (band)
		tell(&printer, band);
}

static void plain_zero(void)
{
	tell(&printer, 0); /* expect: FA203 */
}

static int printer_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &printer);
}

static const struct file_operations printer_fops = { .fasync = printer_fasync, .release = elsewhere };
