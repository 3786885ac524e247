// SPDX-License-Identifier: GPL-2.0
/* A handler that asks first whether there is something to read. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <poll.h>
#include <unistd.h>

static int fd;
static volatile sig_atomic_t broken;

static void on_sigio(int sig)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	char data[64];

	(void)sig;
	while (poll(&ready, 1, 0) == 1) {
		if (read(fd, data, sizeof(data)) <= 0) {
			broken = 1;
			break;
		}
	}
}

static int prepare(void)
{
	struct sigaction action = { .sa_handler = on_sigio };

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
	fd = open("/dev/gadget", O_RDONLY);
	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	while (!broken)
		sleep(10);
	return 1;
}
