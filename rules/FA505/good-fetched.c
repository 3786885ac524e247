// SPDX-License-Identifier: GPL-2.0
/* No handler is needed for a signal that is fetched. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

int main(void)
{
	char data[64];
	sigset_t sigio;
	int signal;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	sigemptyset(&sigio);
	sigaddset(&sigio, SIGIO);
	if (fd < 0 || sigprocmask(SIG_BLOCK, &sigio, NULL) < 0 || arm(fd) < 0)
		return 1;
	while (sigwait(&sigio, &signal) == 0) {
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
	return 1;
}
