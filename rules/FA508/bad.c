// SPDX-License-Identifier: GPL-2.0
/* Three ways to lose an event. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int knob;
static volatile sig_atomic_t pending;

static void on_sigio(int sig)
{
	char turn;

	(void)sig;
	if (read(knob, &turn, 1) == 1) /* expect: FA508 */
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

static void serve(int screen)
{
	char data[64];

	for (;;) {
		while (!pending)
			pause(); /* expect: FA508 */
		if (read(screen, data, sizeof(data)) < 0)
			return;
		pending = 0; /* expect: FA508 */
	}
}

int main(void)
{
	int screen = open("/dev/screen", O_RDONLY);

	knob = open("/dev/knob", O_RDONLY);
	if (screen < 0 || knob < 0 || prepare() < 0)
		return 1;
	if (arm(screen) < 0 || arm(knob) < 0)
		return 1;
	serve(screen);
	return 1;
}
