// SPDX-License-Identifier: GPL-2.0
/* Looking every second loses nothing, if the flag is cleared first. */
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
	struct sigaction action = { .sa_handler = on_sigio };

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
	char data[64];
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	for (;;) {
		sleep(1);
		if (!pending)
			continue;
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}
