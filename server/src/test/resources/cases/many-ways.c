/* A function with more ways than can be followed one by one: what holds on all of them counts. */
static struct fasync_struct *crowd_queue;
static DEFINE_SPINLOCK(crowd_lock);
static DEFINE_MUTEX(crowd_mutex);
static int crowd_mode, crowd_count;

static int crowded_fasync(int fd, struct file *filp, int on)
{
	int ret;

	spin_lock(&crowd_lock);
	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	ret = fasync_helper(fd, filp, on, &crowd_queue); /* expect: FA107 */
	spin_unlock(&crowd_lock);
	return ret;
}

/* On some of its ways nothing is held. */
static int lucky_fasync(int fd, struct file *filp, int on)
{
	int ret;

	spin_lock(&crowd_lock);
	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	if (crowd_count > 3)
		spin_unlock(&crowd_lock);
	ret = fasync_helper(fd, filp, on, &crowd_queue);
	if (crowd_count <= 3)
		spin_unlock(&crowd_lock);
	return ret;
}

/* Switching off does not sleep, and it is all that happens under the lock. */
static int leaving_fasync(int fd, struct file *filp, int on)
{
	int ret;

	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	if (on)
		return fasync_helper(fd, filp, on, &crowd_queue);
	spin_lock(&crowd_lock);
	ret = fasync_helper(fd, filp, on, &crowd_queue);
	spin_unlock(&crowd_lock);
	return ret;
}

/* A release method with as many: who gives up waiting does not remove the file. */
static int crowded_release(struct inode *inode, struct file *filp)
{
	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	if (mutex_lock_interruptible(&crowd_mutex)) { /* expect-legacy: FA305 */
		if (crowd_count > 3)
			crowd_count--;
		return -ERESTARTSYS;
	}
	if (crowd_mode > 3)
		crowd_count = 0;
	fasync_helper(-1, filp, 0, &crowd_queue);
	mutex_unlock(&crowd_mutex);
	return 0;
}

/* It is removed on all ways, whether the lock was got or not. */
static int thorough_release(struct inode *inode, struct file *filp)
{
	int got;

	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	got = mutex_trylock(&crowd_mutex);
	if (got)
		crowd_count = 0;
	fasync_helper(-1, filp, 0, &crowd_queue);
	if (got)
		mutex_unlock(&crowd_mutex);
	return 0;
}

/* It is removed before. */
static int early_release(struct inode *inode, struct file *filp)
{
	fasync_helper(-1, filp, 0, &crowd_queue);
	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	if (mutex_lock_interruptible(&crowd_mutex))
		return -ERESTARTSYS;
	crowd_count = 0;
	mutex_unlock(&crowd_mutex);
	return 0;
}

/* It tries again until it has the lock. */
static int patient_release(struct inode *inode, struct file *filp)
{
	if (crowd_mode == 0)
		crowd_count += 1;
	if (crowd_mode == 1)
		crowd_count += 2;
	if (crowd_mode == 2)
		crowd_count += 3;
	if (crowd_mode == 3)
		crowd_count += 4;
	if (crowd_mode == 4)
		crowd_count += 5;
	if (crowd_mode == 5)
		crowd_count += 6;
	if (crowd_mode == 6)
		crowd_count += 7;
	if (crowd_mode == 7)
		crowd_count += 8;
	if (crowd_mode == 8)
		crowd_count += 9;
	if (crowd_mode == 9)
		crowd_count += 10;
	if (crowd_mode == 10)
		crowd_count += 11;
	if (crowd_mode == 11)
		crowd_count += 12;
	while (mutex_lock_interruptible(&crowd_mutex))
		crowd_count++;
	fasync_helper(-1, filp, 0, &crowd_queue);
	mutex_unlock(&crowd_mutex);
	return 0;
}

static void crowd_event(void)
{
	kill_fasync(&crowd_queue, SIGIO, POLL_IN);
}

static struct file_operations crowded_fops = { .fasync = crowded_fasync, .release = elsewhere };
static struct file_operations lucky_fops = { .fasync = lucky_fasync, .release = elsewhere };
static struct file_operations leaving_fops = { .fasync = leaving_fasync, .release = crowded_release };
static struct file_operations thorough_fops = { .fasync = leaving_fasync, .release = thorough_release };
static struct file_operations early_fops = { .fasync = leaving_fasync, .release = early_release };
static struct file_operations patient_fops = { .fasync = leaving_fasync, .release = patient_release };
