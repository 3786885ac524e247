// SPDX-License-Identifier: GPL-2.0
/* Status flags that do not come from F_GETFL on the same descriptor. */
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
	int flags = fcntl(fd, F_GETFD); /* expect: FA501 */

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static int arm_as(int fd, int other)
{
	int flags = fcntl(other, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC); /* expect: FA501 */
}

static int arm_compared(int fd)
{
	int flags;

	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	if ((flags = fcntl(fd, F_GETFL) < 0)) /* expect: FA501 */
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static int arm_descriptor(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFD, flags | O_ASYNC); /* expect: FA501 */
}

int main(void)
{
	char data[64];
	sigset_t before;
	int keys = open("/dev/keys", O_RDONLY | O_NONBLOCK);
	int wheel = open("/dev/wheel", O_RDONLY);
	int light = open("/dev/light", O_RDONLY | O_NONBLOCK);
	int lid = open("/dev/lid", O_RDONLY | O_NONBLOCK);

	if (keys < 0 || wheel < 0 || light < 0 || lid < 0 || prepare(&before) < 0)
		return 1;
	if (arm(keys) < 0 || arm_as(wheel, keys) < 0)
		return 1;
	if (arm_compared(light) < 0 || arm_descriptor(lid) < 0)
		return 1;
	for (;;) {
		while (!pending)
			sigsuspend(&before);
		pending = 0;
		while (read(keys, data, sizeof(data)) > 0)
			continue;
	}
}
