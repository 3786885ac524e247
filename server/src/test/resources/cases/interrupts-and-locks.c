/* Which lock an interrupt takes, and who holds it meanwhile. */
struct crane {
	spinlock_t lock;
	spinlock_t list_lock;
	struct fasync_struct *queue;
	struct timer_list timer;
	int load;
};

static struct crane *crane;
static DEFINE_RAW_SPINLOCK(crane_raw_lock);

static irqreturn_t crane_interrupt(int irq, void *data)
{
	struct crane *c = data;

	spin_lock(&c->lock);
	c->load++;
	spin_unlock(&c->lock);
	if (spin_trylock(&c->list_lock)) {
		kill_fasync(&c->queue, SIGIO, POLL_IN);
		spin_unlock(&c->list_lock);
	}
	return IRQ_HANDLED;
}

static void crane_tell(struct crane *c)
{
	kill_fasync(&c->queue, SIGIO, POLL_IN);
}

/* Held by a guard. */
static ssize_t crane_write(struct file *filp, const char __user *buf, size_t len, loff_t *pos)
{
	guard(spinlock)(&crane->lock);
	crane_tell(crane); /* expect: FA211 */
	return len;
}

static ssize_t crane_read(struct file *filp, char __user *buf, size_t len, loff_t *pos)
{
	guard(spinlock_irqsave)(&crane->lock);
	crane_tell(crane);
	return len;
}

/* The interrupt only tries for this one. */
static long crane_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	spin_lock(&crane->list_lock);
	crane_tell(crane);
	spin_unlock(&crane->list_lock);
	return 0;
}

/* Nobody knows who calls it, and whether interrupts are off there. */
void crane_unload(struct crane *c)
{
	spin_lock(&c->lock);
	crane_tell(c);
	spin_unlock(&c->lock);
}

/* What is called under the raw lock may know better than to notify there. */
void crane_swing(struct crane *c)
{
	raw_spin_lock(&crane_raw_lock);
	crane_tell(c);
	raw_spin_unlock(&crane_raw_lock);
}

/* Runs in the interrupt itself. */
static irqreturn_t crane_other_interrupt(int irq, void *data)
{
	spin_lock(&crane->lock);
	crane_tell(crane);
	spin_unlock(&crane->lock);
	return IRQ_HANDLED;
}

/* Interrupts are off, or are not, by what the caller asked for. */
static ssize_t crane_push(struct file *filp, const char __user *buf, size_t len, loff_t *pos)
{
	unsigned long flags;

	if (len > 4)
		spin_lock_irqsave(&crane->lock, flags);
	crane_tell(crane);
	if (len > 4)
		spin_unlock_irqrestore(&crane->lock, flags);
	return len;
}

/* Only kernels whose f_setown() allocates mind a lock that leaves interrupts on. */
static int crane_claim(struct crane *c, struct file *filp)
{
	int ret;

	spin_lock(&c->list_lock);
	ret = f_setown(filp, 1, 1); /* expect: FA211 */
	spin_unlock(&c->list_lock);
	return ret;
}

/* The list of locks of signal delivery is left alone by this one. */
static void crane_grant(struct crane *c, struct file *filp, struct pid *pid)
{
	file_f_owner_allocate(filp);
	spin_lock(&c->list_lock);
	__f_setown(filp, pid, PIDTYPE_PID, 1);
	spin_unlock(&c->list_lock);
	local_irq_disable();
	__f_setown(filp, pid, PIDTYPE_PID, 1); /* expect: FA211 */
	local_irq_enable();
}

static int crane_fasync(int fd, struct file *filp, int on)
{
	return fasync_helper(fd, filp, on, &crane->queue);
}

static int crane_release(struct inode *inode, struct file *filp)
{
	return crane_fasync(-1, filp, 0);
}

static int crane_probe(struct platform_device *pdev)
{
	request_irq(1, crane_other_interrupt, 0, "other", crane);
	return request_irq(2, crane_interrupt, 0, "crane", crane);
}

static const struct file_operations crane_fops = {
	.read = crane_read,
	.write = crane_write,
	.unlocked_ioctl = crane_ioctl,
	.fasync = crane_fasync,
	.release = crane_release,
};

static const struct file_operations crane_push_fops = {
	.write = crane_push,
	.fasync = crane_fasync,
	.release = crane_release,
};
