/* The ways to ask whether an allocation worked. */
struct tape {
	int speed;
	struct fasync_struct *queue;
};

static struct tape *tape;

static int tape_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &tape->queue);
}

static void tape_event(void)
{
	kill_fasync(&tape->queue, SIGIO, POLL_IN);
}

static int constant_first(void)
{
	tape = kmalloc(sizeof(*tape), GFP_KERNEL);
	if (NULL == tape)
		return -ENOMEM;
	memset(tape, 0, sizeof(*tape));
	return 0;
}

static int hinted(void)
{
	tape = kmalloc(sizeof(*tape), GFP_KERNEL);
	if (unlikely(tape == NULL))
		return -ENOMEM;
	memset(tape, 0, sizeof(*tape));
	return 0;
}

static int positive(void)
{
	tape = kmalloc(sizeof(*tape), GFP_KERNEL);
	if (likely(tape != NULL)) {
		memset(tape, 0, sizeof(*tape));
		return 0;
	}
	return -ENOMEM;
}

static int zero(void)
{
	tape = kmalloc(sizeof(*tape), GFP_KERNEL);
	if (tape == 0 || IS_ERR(tape))
		return -ENOMEM;
	memset(tape, 0, sizeof(*tape));
	return 0;
}

static int in_a_case(int which)
{
	switch (which) {
	case 1:
		tape = kmalloc(sizeof(*tape), GFP_KERNEL);
		if (!tape)
			return -ENOMEM;
		memset(tape, 0, sizeof(*tape));
		break;
	}
	return 0;
}

static int walked(int count)
{
	struct tape *each;

	tape = kmalloc(count * sizeof(*tape), GFP_KERNEL);
	if (!tape)
		return -ENOMEM;
	for (each = tape; each < tape + count; each++)
		each->queue = NULL;
	return 0;
}

static int pointer_size(void)
{
	tape = kmalloc(sizeof(*tape), GFP_KERNEL); /* expect: FA303 */
	if (!tape)
		return -ENOMEM;
	memset(tape, 0, sizeof(tape));
	return 0;
}

static const struct file_operations tape_fops = { .fasync = tape_fasync, .release = elsewhere };
