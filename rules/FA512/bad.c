// SPDX-License-Identifier: GPL-2.0
/* Hoping that it worked, at full speed. */
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

static void arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	fcntl(fd, F_SETOWN, getpid()); /* expect: FA512 */
	fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static void serve(void)
{
	while (1) /* expect: FA512 */
		;
}

int main(void)
{
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare() < 0)
		return 1;
	arm(fd);
	serve();
}
