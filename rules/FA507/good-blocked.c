// SPDX-License-Identifier: GPL-2.0
/* Blocked but while sigsuspend() waits, the signal interrupts nothing unsafe. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int fd;

static void on_sigio(int sig)
{
	char data[64];

	(void)sig;
	while (read(fd, data, sizeof(data)) > 0)
		printf("data\n");
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

static int arm(int file)
{
	int flags = fcntl(file, F_GETFL);

	if (flags < 0 || fcntl(file, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(file, F_SETFL, flags | O_ASYNC);
}

int main(void)
{
	sigset_t before;

	fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);
	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	for (;;) {
		printf("waiting\n");
		sigsuspend(&before);
	}
}
