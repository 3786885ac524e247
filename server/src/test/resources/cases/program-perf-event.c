/* SPDX-License-Identifier: GPL-2.0 */
/* A perf event is a new descriptor, and silent until it is started. */
#include <fcntl.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int watch(struct perf_event_attr *attr)
{
	int fd = syscall(SYS_perf_event_open, attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_SETFL, O_ASYNC) < 0)
		return -1;
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return ioctl(fd, PERF_EVENT_IOC_REFRESH, 1);
}

int watch_another(int fd)
{
	return fcntl(fd, F_SETFL, O_ASYNC); /* expect: FA502 */
}
