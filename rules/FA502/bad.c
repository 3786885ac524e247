// SPDX-License-Identifier: GPL-2.0
/* F_SETFL with O_ASYNC alone. */
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

static int prepare(sigset_t *before)
{
	struct sigaction action = { .sa_handler = on_sigio };
	sigset_t sigio;

	sigemptyset(&sigio);
	sigaddset(&sigio, SIGIO);
	if (sigprocmask(SIG_BLOCK, &sigio, before) < 0)
		return -1;
	return sigaction(SIGIO, &action, NULL);
}

static int arm(int fd)
{
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, O_ASYNC); /* expect: FA502 */
}

/* Standard input was opened by somebody else, with flags nobody here knows. */
static int arm_stdin(void)
{
	if (fcntl(STDIN_FILENO, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(STDIN_FILENO, F_SETFL, FASYNC); /* expect: FA502 */
}

int main(void)
{
	char data[64];
	sigset_t before;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0 || arm_stdin() < 0)
		return 1;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
}
