// SPDX-License-Identifier: GPL-2.0
/*
 * textbook_reader - the program many people start from; do not imitate
 *
 *	textbook_reader DEVICE
 *
 * Deliberate mistakes, marked where they are.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int device_fd;
static int events;	/* user-mistake: not volatile sig_atomic_t */ /* expect: FA507 */
static char data[128];

static void on_sigio(int sig)
{
	ssize_t n;

	/* user-mistake: one read for a signal that may stand for many events */
	n = read(device_fd, data, sizeof(data)); /* user-mistake: blocks in the handler when there is nothing */ /* expect: FA508 */
	if (n < 0)
		n = 0;
	data[n] = '\0'; /* user-mistake: one past the end when the buffer was filled */ /* expect: FA510 */
	events++;
	printf("signal %d: %s\n", sig, data); /* user-mistake: printf in a signal handler */ /* expect: FA507 */
}

int main(int argc, char **argv)
{
	struct sigaction sa;
	int flags;

	if (argc < 2) {
		fprintf(stderr, "usage: textbook_reader DEVICE\n");
		return 2;
	}
	device_fd = open(argv[1], O_RDWR); /* user-mistake: no O_NONBLOCK */
	if (device_fd < 0) {
		perror(argv[1]);
		return 1;
	}

	fcntl(device_fd, F_SETOWN, getpid()); /* expect: FA512 */
	flags = fcntl(device_fd, F_GETFD); /* user-mistake: F_GETFD, the status flags come from F_GETFL */ /* expect: FA501 */
	fcntl(device_fd, F_SETFL, flags | O_ASYNC); /* user-mistake: replaces all status flags, result ignored */

	/* user-mistake: an event before this line kills the process */
	memset(&sa, 0, sizeof(sa));
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = on_sigio;
	sigaction(SIGIO, &sa, NULL); /* expect: FA505 */

	while (events < 10)
		sleep(1);
	close(device_fd);
	return 0;
}
