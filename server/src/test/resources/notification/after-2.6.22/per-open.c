// SPDX-License-Identifier: GPL-2.0
/* Each open has an object of its own that leads to the device; the table stands above its methods. */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct gauge {
    struct delayed_work work;
    wait_queue_head_t readq;
    struct fasync_struct *async_queue;
    unsigned int round;
};

struct gauge_file {
    struct gauge *gauge;
    unsigned int seen;
};

static struct gauge gauges[2];

static int gauge_open(struct inode *inode, struct file *file);
static int gauge_close(struct inode *inode, struct file *file);
static ssize_t gauge_read(struct file *file, char __user *buf, size_t len, loff_t *pos);
static __poll_t gauge_poll(struct file *file, poll_table *wait);

static int gauge_fasync(int fd, struct file *file, int on);

/* What a program can do with a gauge. */
static const struct file_operations gauge_fops = {
    .owner   = THIS_MODULE,
    .open    = gauge_open,
    .read    = gauge_read,
    .poll    = gauge_poll,
    .release = gauge_close,
    .fasync = gauge_fasync,
};

static int gauge_open(struct inode *inode, struct file *file)
{
    struct gauge_file *gf = kzalloc(sizeof(*gf), GFP_KERNEL);

    if (!gf)
        return -ENOMEM;
    gf->gauge = &gauges[iminor(inode) & 1];
    file->private_data = gf;
    return 0;
}

static int gauge_fasync(int fd, struct file *file, int on)
{
    struct gauge_file *gf = file->private_data;
    struct gauge *gauge = gf->gauge;

    return min(fasync_helper(fd, file, on, &gauge->async_queue), 0);
}

static int gauge_close(struct inode *inode, struct file *file)
{
    gauge_fasync(-1, file, 0);
    kfree(file->private_data);
    return 0;
}

static ssize_t gauge_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
    struct gauge_file *gf = file->private_data;
    struct gauge *gauge = gf->gauge;
    int ret = wait_event_interruptible(gauge->readq, gauge->round != gf->seen);

    if (ret)
        return ret;
    gf->seen = gauge->round;
    return put_user(gf->seen, (unsigned int __user *)buf) ?: sizeof(gf->seen);
}

static __poll_t gauge_poll(struct file *file, poll_table *wait)
{
    struct gauge_file *gf = file->private_data;
    struct gauge *gauge = gf->gauge;

    poll_wait(file, &gauge->readq, wait);
    return gauge->round != gf->seen ? EPOLLIN | EPOLLRDNORM : 0;
}

static void gauge_work(struct work_struct *work)
{
    struct gauge *gauge = container_of(to_delayed_work(work), struct gauge, work);

    gauge->round++;
    wake_up_interruptible(&gauge->readq);
    kill_fasync(&gauge->async_queue, SIGIO, POLL_IN);
    schedule_delayed_work(&gauge->work, HZ);
}

static struct miscdevice gauge_misc = {
    .minor = MISC_DYNAMIC_MINOR,
    .name = "gauge",
    .fops = &gauge_fops,
};

static int __init gauge_init(void)
{
    int i;

    for (i = 0; i < ARRAY_SIZE(gauges); i++) {
        init_waitqueue_head(&gauges[i].readq);
        INIT_DELAYED_WORK(&gauges[i].work, gauge_work);
        schedule_delayed_work(&gauges[i].work, HZ);
    }
    return misc_register(&gauge_misc);
}

static void __exit gauge_exit(void)
{
    int i;

    misc_deregister(&gauge_misc);
    for (i = 0; i < ARRAY_SIZE(gauges); i++)
        cancel_delayed_work_sync(&gauges[i].work);
}

module_init(gauge_init);
module_exit(gauge_exit);

MODULE_LICENSE("GPL");
