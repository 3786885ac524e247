// SPDX-License-Identifier: GPL-2.0
/* F_SETSIG makes the kernel tell which descriptor and what event. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t ready = -1;
static volatile sig_atomic_t broken;

static void on_event(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	if (info->si_code <= 0)
		return; /* sent by a process */
	if (info->si_code == POLL_HUP)
		broken = 1;
	ready = info->si_fd;
}

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	if (fcntl(fd, F_SETSIG, SIGIO) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static int prepare(sigset_t *before)
{
	struct sigaction action = {
		.sa_sigaction = on_event,
		.sa_flags = SA_SIGINFO | SA_RESTART,
	};
	sigset_t sigio;

	sigemptyset(&sigio);
	sigaddset(&sigio, SIGIO);
	if (sigprocmask(SIG_BLOCK, &sigio, before) < 0)
		return -1;
	return sigaction(SIGIO, &action, NULL);
}

int main(void)
{
	char data[64];
	sigset_t before;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	while (!broken) {
		while (ready < 0 && !broken)
			sigsuspend(&before);
		ready = -1;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
	return 1;
}
