/* SPDX-License-Identifier: GPL-2.0 */
/* The order of owner, handler and O_ASYNC on different ways through functions. */
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

void on_sigio(int sig);

static void set_async(int fd)
{
	if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC) < 0)
		_exit(1);
}

static int own(int fd)
{
	return fcntl(fd, F_SETOWN, getpid()); /* expect: FA504 */
}

/* The mistake is one of the two calls, wherever they are made from. */
int through_wrappers(int fd)
{
	set_async(fd);
	return own(fd);
}

int by_ioctl(int fd)
{
	int on = 1;

	if (ioctl(fd, FIOASYNC, &on) < 0)
		return -1;
	return fcntl(fd, F_SETOWN, getpid()); /* expect: FA504 */
}

int off_by_ioctl(int fd)
{
	int off = 0;

	if (ioctl(fd, FIOASYNC, &off) < 0)
		return -1;
	return fcntl(fd, F_SETOWN, getpid());
}

int on_one_way_only(int fd, int early)
{
	if (early)
		set_async(fd);
	return fcntl(fd, F_SETOWN, getpid());
}

int on_a_way_that_ends(int fd, int early)
{
	if (early) {
		set_async(fd);
		return 0;
	}
	return fcntl(fd, F_SETOWN, getpid());
}

int owned_before(int fd)
{
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	set_async(fd);
	return fcntl(fd, F_SETOWN, -getpid());
}

int owned_through_a_copy(int fd)
{
	int copy = dup(fd);

	if (fcntl(copy, F_SETOWN, getpid()) < 0)
		return -1;
	set_async(fd);
	return fcntl(fd, F_SETOWN, -getpid());
}

int switched_off_between(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	set_async(fd);
	if (fcntl(fd, F_SETFL, flags & ~O_ASYNC) < 0)
		return -1;
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	set_async(fd);
	return 0;
}

int another_file(int fd, int other)
{
	set_async(fd);
	return fcntl(other, F_SETOWN, getpid());
}

int with_goto(int fd, int wait)
{
	int result = -1;

	if (wait)
		goto out;
	set_async(fd);
	result = 0;
out:
	if (result < 0)
		result = fcntl(fd, F_SETOWN, getpid());
	return result;
}

int in_a_switch(int fd, int how)
{
	switch (how) {
	case 1:
		set_async(fd);
		break;
	default:
		return fcntl(fd, F_SETOWN, getpid());
	}
	return 0;
}

int alternatives(int fd)
{
#ifdef USE_IOCTL
	int on = 1;

	if (ioctl(fd, FIOASYNC, &on) < 0)
		return -1;
#else
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	set_async(fd);
#endif
	return fcntl(fd, F_SETOWN, getpid());
}

int on_another_system(int fd)
{
#if !defined(__linux__) && defined(_AIX)
	set_async(fd);
	return fcntl(fd, F_SETOWN, getpid());
#else
	return fd;
#endif
}

int in_a_loop(const int *fds, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		set_async(fds[i]);
		if (fcntl(fds[i], F_SETOWN, getpid()) < 0) /* expect: FA504 */
			return -1;
	}
	return 0;
}

/* The handler may have been installed by whoever calls this. */
int handler_again(int fd)
{
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	set_async(fd);
	return signal(SIGIO, on_sigio) == SIG_ERR ? -1 : 0;
}
