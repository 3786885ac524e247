// SPDX-License-Identifier: GPL-2.0
/* The expected signal ends the program. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <poll.h>
#include <unistd.h>

static volatile sig_atomic_t pending;

static void on_sigio(int sig)
{
	(void)sig;
	pending = 1;
}

static int prepare(void)
{
	struct sigaction action = {
		.sa_handler = on_sigio,
		.sa_flags = SA_RESTART,
	};

	return sigaction(SIGIO, &action, NULL);
}

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static int serve(struct pollfd *ready)
{
	for (;;) {
		if (poll(ready, 1, -1) < 0) /* expect: FA509 */
			return -1;
		pending = 0;
	}
}

int main(void)
{
	struct pollfd ready = { .fd = STDIN_FILENO, .events = POLLIN };
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	return serve(&ready) < 0;
}
