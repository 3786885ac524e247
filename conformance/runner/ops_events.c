// SPDX-License-Identifier: Apache-2.0
/* Operations on files that report events: inotify, eventfd, epoll, timerfd, perf. */
#include <linux/perf_event.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "actor.h"
#include "perf.h"

static long do_inotify(struct call *call)
{
	int fd = inotify_init1(IN_NONBLOCK);

	if (fd < 0 || inotify_add_watch(fd, call->argv[2], IN_ALL_EVENTS) < 0)
		return -1;
	return name_descriptor(call, call->argv[1], fd);
}

static long do_eventfd(struct call *call)
{
	return name_descriptor(call, call->argv[1], eventfd(0, EFD_NONBLOCK));
}

static long do_epoll(struct call *call)
{
	return name_descriptor(call, call->argv[1], epoll_create1(0));
}

static long do_timerfd(struct call *call)
{
	struct itimerspec once = { .it_value.tv_nsec = 1000000 };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);

	if (fd >= 0)
		timerfd_settime(fd, 0, &once, NULL);
	return name_descriptor(call, call->argv[1], fd);
}

/* Counts page faults of the caller in user space, each of which wakes the reader. */
int open_perf_counter(void)
{
	struct perf_event_attr attributes = {
		.size = sizeof(attributes),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_PAGE_FAULTS,
		.sample_period = 1,
		.wakeup_events = 1,
		.disabled = 1,
		.exclude_kernel = 1,
	};

	return syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

static long do_perf(struct call *call)
{
	return name_descriptor(call, call->argv[1], open_perf_counter());
}

static long do_perfctl(struct call *call)
{
	int fd = descriptor(call->argv[1]);
	const char *what = call->argv[2];

	if (!strcmp(what, "enable"))
		return ioctl(fd, PERF_EVENT_IOC_ENABLE, 0);
	if (!strcmp(what, "disable"))
		return ioctl(fd, PERF_EVENT_IOC_DISABLE, 0);
	return ioctl(fd, PERF_EVENT_IOC_REFRESH, (int)number(call, 3));
}

static long do_fault(struct call *call)
{
	size_t page = sysconf(_SC_PAGESIZE);
	size_t count = number(call, 1);
	volatile char *memory;
	size_t i;

	memory = mmap(NULL, count * page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return -1;
	madvise((void *)memory, count * page, MADV_NOHUGEPAGE);
	for (i = 0; i < count; i++) {
		memory[i * page] = 1;
		nap(1000);
	}
	return munmap((void *)memory, count * page);
}

const struct operation event_operations[] = {
	OPERATION("inotify", 2, 2, do_inotify, .path = 2),
	OPERATION("eventfd", 1, 1, do_eventfd, .quick = true),
	OPERATION("epoll", 1, 1, do_epoll, .quick = true),
	OPERATION("timerfd", 1, 1, do_timerfd),
	OPERATION("perf", 1, 1, do_perf),
	OPERATION("perfctl", 2, 3, do_perfctl),
	OPERATION("fault", 1, 1, do_fault),
	{ 0 }
};
