/* Nobody can say from here what the parameters are. */
static int bus_fasync(FASYNC_PARAMETERS)
{
	return -ENOSYS;
}

static const struct file_operations bus_fops = { .fasync = bus_fasync, .release = elsewhere };
