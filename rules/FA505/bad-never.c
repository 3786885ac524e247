// SPDX-License-Identifier: GPL-2.0
/* Nobody handles the signal at all. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	if (fcntl(fd, F_SETSIG, SIGUSR1) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC); /* expect: FA505 */
}

int main(void)
{
	char data[64];
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || arm(fd) < 0)
		return 1;
	for (;;) {
		pause();
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}
