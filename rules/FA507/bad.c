// SPDX-License-Identifier: GPL-2.0
/* A handler that prints, and a flag that the compiler may keep to itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int fd;
static int finished; /* expect: FA507 */

static void report(const char *what)
{
	printf("%s\n", what); /* expect: FA507 */
}

static void on_sigio(int sig)
{
	char data[64];
	ssize_t n;

	(void)sig;
	while ((n = read(fd, data, sizeof(data))) > 0)
		report("data");
	if (n == 0)
		finished = 1;
}

static int prepare(void)
{
	struct sigaction action = {
		.sa_handler = on_sigio,
		.sa_flags = SA_RESTART,
	};

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
	if (fd < 0 || prepare() < 0 || arm(fd) < 0)
		return 1;
	while (!finished) {
		printf("working\n");
		sleep(2);
	}
	return 0;
}
