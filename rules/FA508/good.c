// SPDX-License-Identifier: GPL-2.0
/* Blocked while tested, cleared before reading, read until nothing is left. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
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

static void serve(int fd, const sigset_t *before)
{
	char data[64];

	for (;;) {
		while (!pending)
			sigsuspend(before);
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}

int main(void)
{
	sigset_t before;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	serve(fd, &before);
	return 1;
}
