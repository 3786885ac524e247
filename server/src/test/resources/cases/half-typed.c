/* What somebody is typing right now. */
static struct fasync_struct *bell;

static int bell_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(); /* expect: FA206 */
}

static void ring(void)
{
	kill_fasync(); /* expect: FA206 */
	kill_fasync(&bell); /* expect: FA206 */
}

static const struct file_operations bell_fops = { .fasync = bell_fasync, .release = elsewhere };
