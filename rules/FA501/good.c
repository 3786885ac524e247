// SPDX-License-Identifier: GPL-2.0
/* The flags are read from the file, changed and written back. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

static volatile sig_atomic_t pending;

static void on_sigio(int sig)
{
	(void)sig;
	pending = 1;
}

static int prepare(sigset_t *before)
{
	struct sigaction action = { .sa_handler = on_sigio };
	sigset_t sigio;

	sigemptyset(&sigio);
	sigaddset(&sigio, SIGIO);
	if (sigprocmask(SIG_BLOCK, &sigio, before) < 0)
		return -1;
	return sigaction(SIGIO, &action, NULL);
}

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

/* A copy of a descriptor is the same open file, with the same flags. */
static int arm_copy(int fd)
{
	int copy = dup(fd);
	int flags = fcntl(copy, F_GETFL);

	if (copy < 0 || flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

/* FIOASYNC changes one flag and leaves the others alone. */
static int arm_by_ioctl(int fd)
{
	int on = 1;

	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return ioctl(fd, FIOASYNC, &on);
}

/* Close-on-exec is a flag of the descriptor, and F_GETFD is right for it. */
static int keep_from_children(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags < 0 ? -1 : fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
}

int main(void)
{
	char data[64];
	sigset_t before;
	int keys = open("/dev/keys", O_RDONLY | O_NONBLOCK);
	int wheel = open("/dev/wheel", O_RDONLY | O_NONBLOCK);
	int light = open("/dev/light", O_RDONLY | O_NONBLOCK);

	if (keys < 0 || wheel < 0 || light < 0 || prepare(&before) < 0)
		return 1;
	if (arm(keys) < 0 || arm_copy(wheel) < 0 || arm_by_ioctl(light) < 0)
		return 1;
	if (keep_from_children(keys) < 0)
		return 1;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(keys, data, sizeof(data)) > 0)
			continue;
	}
}
