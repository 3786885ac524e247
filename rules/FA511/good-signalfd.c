// SPDX-License-Identifier: GPL-2.0
/* Both signals are fetched from a descriptor. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

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
	struct signalfd_siginfo record;
	char data[64];
	sigset_t both;
	int events;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	sigemptyset(&both);
	sigaddset(&both, SIGRTMIN + 1);
	sigaddset(&both, SIGIO);
	if (fd < 0 || sigprocmask(SIG_BLOCK, &both, NULL) < 0)
		return 1;
	events = signalfd(-1, &both, SFD_CLOEXEC);
	if (events < 0 || arm(fd) < 0)
		return 1;
	while (read(events, &record, sizeof(record)) == sizeof(record)) {
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
	return 1;
}
