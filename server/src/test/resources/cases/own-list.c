/* As sockets did before there was a helper: the entries are linked by hand. */
static int phone_fasync(int fd, struct file *filp, int on)
{
	struct phone *phone = filp->private_data;
	struct fasync_struct *entry = kmalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	entry->fa_file = filp;
	entry->fa_next = phone->fasync_list;
	phone->fasync_list = entry;
	return 0;
}

static const struct file_operations phone_fops = { .fasync = phone_fasync };
