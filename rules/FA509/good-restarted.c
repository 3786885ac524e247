// SPDX-License-Identifier: GPL-2.0
/* With SA_RESTART read() goes on by itself. */
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

int main(void)
{
	char line[64];
	int fd = open("/dev/gadget", O_RDONLY);

	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	for (;;) {
		if (read(STDIN_FILENO, line, sizeof(line)) < 0)
			return 1;
		pending = 0;
	}
}
