// SPDX-License-Identifier: GPL-2.0
/* Results are looked at, and waiting costs nothing. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <assert.h>
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

/* F_SETFL succeeds for files that cannot signal; only the flag tells. */
static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	if (fcntl(fd, F_SETFL, flags | O_ASYNC) < 0)
		return -1;
	return fcntl(fd, F_GETFL) & O_ASYNC ? 0 : -1;
}

static void serve(void)
{
	for (;;)
		pause();
}

int main(void)
{
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);
	int prepared = prepare();

	assert(prepared == 0);
	if (fd < 0 || arm(fd) < 0)
		return 1;
	serve();
}
