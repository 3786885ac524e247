// SPDX-License-Identifier: GPL-2.0
/* The handler sets a flag or writes to a pipe; the program does the rest. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t finished;
static int wake[2];

static void on_sigio(int sig)
{
	char byte = (char)sig;

	if (write(wake[1], &byte, 1) < 0)
		finished = 1;
}

static int prepare(void)
{
	struct sigaction action = {
		.sa_handler = on_sigio,
		.sa_flags = SA_RESTART,
	};

	if (pipe2(wake, O_NONBLOCK) < 0)
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

int main(void)
{
	struct pollfd ready;
	char data[64];
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	ready.fd = wake[0];
	ready.events = POLLIN;
	while (!finished) {
		if (poll(&ready, 1, -1) <= 0)
			continue;
		while (read(wake[0], data, sizeof(data)) > 0)
			continue;
		while (read(fd, data, sizeof(data)) > 0)
			printf("data\n");
	}
	return 0;
}
