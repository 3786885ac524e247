/* Code for some kernels is not judged for others. */
static struct fasync_struct *fife;

static int fife_fasync(int fd, struct file *filp, int on)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6,12,0)
	if (filp->f_owner->pid)
		return 0;
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(2,6,19)
	if (filp->f_owner.pid)
		return 0;
#else
	filp->f_owner.pid = current->pid;
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(3,18,0)
	if (__f_setown(filp, task_pid(current), PIDTYPE_PID, 0))
		return -EPERM;
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(2,6,35) && defined(FIFE_OLD)
	__kill_fasync(fife, SIGIO, POLL_IN);
#endif
#if !(LINUX_VERSION_CODE >= KERNEL_VERSION(2,6,35))
	__kill_fasync(fife, SIGIO, POLL_IN);
#endif
#if KERNEL_VERSION(2,6,35) > LINUX_VERSION_CODE
	__kill_fasync(fife, SIGIO, POLL_IN);
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6,12,0)
	if (filp->f_owner.signum) /* this is where it was */
		return 0;
#else
	if (filp->f_owner.signum) /* expect: FA401 */
		return 0;
#endif
	return fasync_helper(fd, filp, on, &fife);
}

static void blow(void)
{
	kill_fasync(&fife, SIGIO, POLL_IN);
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(2,2,0)
static int old_fasync(struct inode *inode, struct file *filp, int on)
{
	return fasync_helper(inode, filp, on, &fife);
}
#endif

static const struct file_operations fife_fops = { .fasync = fife_fasync, .release = elsewhere };
#if LINUX_VERSION_CODE < KERNEL_VERSION(2,2,0)
static const struct file_operations old_fops = { .fasync = old_fasync, .release = elsewhere };
#endif
