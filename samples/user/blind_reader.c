// SPDX-License-Identifier: GPL-2.0
/*
 * blind_reader - wants to know which of two devices has data, and why
 *
 *	blind_reader DEVICE DEVICE
 *
 * Deliberate mistakes, marked where they are.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t ready_fd = -1;
static volatile sig_atomic_t urgent;

static void on_sigio(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	ready_fd = info->si_fd; /* user-mistake: si_fd is not set without F_SETSIG */ /* expect: FA506 */
	urgent = !!(info->si_band & POLLPRI); /* user-mistake: nor is si_band */ /* expect: FA506 */
}

static int watch(const char *name)
{
	int fd = open(name, O_RDONLY | O_NONBLOCK);

	if (fd < 0) {
		perror(name);
		return -1;
	}
	/* user-mistake: no F_SETOWN, so there is nobody to signal */
	if (fcntl(fd, F_SETFL, O_ASYNC) < 0) /* user-mistake: F_SETFL without F_GETFL clears O_NONBLOCK */ /* expect: FA502 FA503 */
		perror("F_SETFL");
	return fd;
}

int main(int argc, char **argv)
{
	struct sigaction sa;
	char buf[64];
	ssize_t n;
	int fd;

	if (argc < 3) {
		fprintf(stderr, "usage: blind_reader DEVICE DEVICE\n");
		return 2;
	}
	memset(&sa, 0, sizeof(sa));
	sa.sa_flags = SA_SIGINFO;
	sa.sa_sigaction = on_sigio;
	if (sigaction(SIGIO, &sa, NULL) < 0) {
		perror("sigaction");
		return 1;
	}
	if (watch(argv[1]) < 0 || watch(argv[2]) < 0)
		return 1;

	for (;;) {
		if (ready_fd < 0)
			pause(); /* user-mistake: a signal between test and pause is lost */ /* expect: FA508 */
		fd = ready_fd;
		n = read(fd, buf, sizeof(buf)); /* user-mistake: single blocking read; the rest waits for a signal that does not come */
		if (n < 0)
			return 1; /* user-mistake: an interrupted read is taken for a failure */
		ready_fd = -1; /* user-mistake: reset after reading, forgets an event in between */ /* expect: FA508 */
		printf("%d: %zd bytes%s\n", fd, n, urgent ? ", urgent" : "");
	}
}
