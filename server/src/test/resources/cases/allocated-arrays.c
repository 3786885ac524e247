/* Arrays of pointers hold no queue; arrays of objects may be set up one by one. */
struct camera {
	struct fasync_struct *queue;
	int number;
};

static struct camera **by_number;
static struct camera *cameras;

static int camera_fasync(int fd, struct file *filp, int on)
{
	struct camera *camera = filp->private_data;

	return fasync_helper(fd, filp, on, &camera->queue);
}

static void camera_event(struct camera *camera)
{
	kill_fasync(&camera->queue, SIGIO, POLL_IN);
}

static int pointers(int count)
{
	by_number = kmalloc(sizeof(struct camera *) * count, GFP_KERNEL);
	return by_number ? 0 : -ENOMEM;
}

static int cleared(int count)
{
	int i;

	cameras = kmalloc(count * sizeof(struct camera), GFP_KERNEL);
	if (!cameras)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		memset(&cameras[i], 0, sizeof(cameras[i]));
	return 0;
}

static int numbered_only(int count)
{
	int i;

	cameras = kmalloc(count * sizeof(struct camera), GFP_KERNEL); /* expect: FA303 */
	if (!cameras)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		cameras[i].number = i;
	return 0;
}

static int tested_at_once(void)
{
	struct camera *camera;

	if (!(camera = kmalloc(sizeof(*camera), GFP_KERNEL)))
		return -ENOMEM;
	memset(camera, 0, sizeof(*camera));
	cameras = camera;
	return 0;
}

static const struct file_operations camera_fops = { .fasync = camera_fasync, .release = elsewhere };
