// SPDX-License-Identifier: GPL-2.0
/* The handler is installed when it may be too late. */
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

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

int main(void)
{
	struct sigaction action = { .sa_handler = on_sigio };
	char data[64];
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || arm(fd) < 0)
		return 1;
	if (sigaction(SIGIO, &action, NULL) < 0) /* expect: FA505 */
		return 1;
	for (;;) {
		sleep(1);
		if (pending) {
			pending = 0;
			while (read(fd, data, sizeof(data)) > 0)
				continue;
		}
	}
}
