// SPDX-License-Identifier: GPL-2.0
/* What is set stays set. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
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
	return fcntl(fd, F_SETFL, flags | O_ASYNC | O_NONBLOCK);
}

/* Nothing is lost: a new socket has no flags but those it gets here. */
static int arm_socket(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, O_ASYNC | O_NONBLOCK);
}

static int disarm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags & ~O_ASYNC);
}

int main(void)
{
	char data[64];
	sigset_t before;
	int events = 0;
	int fd = open("/dev/gadget", O_RDONLY);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0 || arm_socket() < 0)
		return 1;
	while (events++ < 100) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
	return disarm(fd) < 0;
}
