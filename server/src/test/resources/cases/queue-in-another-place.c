/* The queue among the numbers, and a star too many or too few. */
static struct fasync_struct *lamp;

static int last_but_one(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, &lamp, on); /* expect: FA206 */
}

static int in_place(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &lamp);
}

static void lit(void)
{
	kill_fasync(SIGIO, POLL_IN, &lamp); /* expect: FA206 */
	kill_fasync(&lamp, SIGIO, POLL_IN);
}

static void lit_through(struct fasync_struct **queue)
{
	kill_fasync(&queue, SIGIO, POLL_IN); /* expect: FA206 */
	kill_fasync(&*queue, SIGIO, POLL_IN);
	kill_fasync(&queue[1], SIGIO, POLL_IN);
}

static struct snd_fasync *chimes;

static int chimes_fasync(int fd, struct file *filp, int on)
{
	return snd_fasync_helper(fd, filp, on, &chimes);
}

static void chimed(void)
{
	snd_kill_fasync(chimes, SIGIO, POLL_IN);
	snd_kill_fasync(&chimes, SIGIO, POLL_IN); /* expect: FA206 */
}

static const struct file_operations chimes_fops = { .fasync = chimes_fasync, .release = elsewhere };
static const struct file_operations last_fops = { .fasync = last_but_one, .release = elsewhere };
static const struct file_operations place_fops = { .fasync = in_place, .release = elsewhere };
