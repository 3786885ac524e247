// SPDX-License-Identifier: GPL-2.0
/* Owner, then O_ASYNC; and a change of the owner later. */
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

/* It had an owner all the time. */
static int hand_over(int fd, pid_t child)
{
	return fcntl(fd, F_SETOWN, child);
}

int main(void)
{
	char data[64];
	sigset_t before;
	pid_t child;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	child = fork();
	if (child > 0)
		return hand_over(fd, child) < 0;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}
