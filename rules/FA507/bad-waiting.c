// SPDX-License-Identifier: GPL-2.0
/* While the program only waits, a handler that prints disturbs nobody. */
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
		puts("data"); /* expect: FA507 */
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
	fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);
	if (fd < 0 || prepare() < 0 || arm(fd) < 0) {
		perror("gadget");
		return 1;
	}
	for (;;)
		pause();
}
