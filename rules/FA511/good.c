// SPDX-License-Identifier: GPL-2.0
/* SIGIO means: look at everything. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t pending;

static void on_event(int sig)
{
	(void)sig;
	pending = 1;
}

static int prepare(sigset_t *before)
{
	struct sigaction action = { .sa_handler = on_event };
	sigset_t both;

	sigemptyset(&both);
	sigaddset(&both, SIGRTMIN + 1);
	sigaddset(&both, SIGIO);
	if (sigprocmask(SIG_BLOCK, &both, before) < 0 ||
	    sigaction(SIGRTMIN + 1, &action, NULL) < 0)
		return -1;
	return sigaction(SIGIO, &action, NULL); /* the queue was full */
}

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	if (fcntl(fd, F_SETSIG, SIGRTMIN + 1) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

int main(void)
{
	char data[64];
	sigset_t before;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}
