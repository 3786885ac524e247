// SPDX-License-Identifier: GPL-2.0
/* The owner is named first. */
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
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

/* One thread can be the owner as well. */
static int arm_for_thread(int fd, int thread)
{
	struct f_owner_ex owner = { F_OWNER_TID, thread };
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN_EX, &owner) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

int main(void)
{
	char data[64];
	sigset_t before;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	int other = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	if (fd < 0 || other < 0 || prepare(&before) < 0)
		return 1;
	if (arm(fd) < 0 || arm_for_thread(other, getpid()) < 0)
		return 1;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (recv(fd, data, sizeof(data), 0) > 0)
			continue;
	}
}
