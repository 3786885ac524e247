// SPDX-License-Identifier: GPL-2.0
/*
 * signalfd_reader - SIGIO without a handler
 *
 *	signalfd_reader [DEVICE]
 *
 * Without a device it reads one end of a socket pair whose other end a child
 * process writes to. The signals stay blocked and are fetched as records from
 * a descriptor, so nothing has to be async-signal-safe, and the program can
 * wait for other descriptors and a timeout in the same poll().
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
	fprintf(stderr, "signalfd_reader: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

static int open_demo(pid_t *child)
{
	int ends[2];
	int i;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		die("socketpair");
	*child = fork();
	if (*child < 0)
		die("fork");
	if (*child == 0) {
		close(ends[0]);
		for (i = 0; i < 5; i++) {
			usleep(50000);
			if (write(ends[1], "tock\n", 5) != 5)
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

/* Returns 1 when there is nothing more for now, 0 at the end of the data. */
static int drain(int fd, long *total)
{
	char buf[256];
	ssize_t n;

	for (;;) {
		n = read(fd, buf, sizeof(buf));
		if (n > 0)
			*total += n;
		else if (n == 0)
			return 0;
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			return 1;
		else if (errno != EINTR)
			die("read");
	}
}

/* Fetches all records there are; tells whether one of them concerns fd. */
static int news_for(int sfd, int fd, int rtsig, int *stop)
{
	struct signalfd_siginfo rec[8];
	int news = 0;
	ssize_t n;
	size_t i;

	while ((n = read(sfd, rec, sizeof(rec))) > 0) {
		for (i = 0; i < (size_t)n / sizeof(rec[0]); i++) {
			if (rec[i].ssi_signo == (uint32_t)rtsig) {
				if (rec[i].ssi_code > 0 && rec[i].ssi_fd == fd)
					news = 1;
			} else if (rec[i].ssi_signo == SIGIO) {
				/* The queue was full: it may concern any fd. */
				news = 1;
			} else {
				*stop = 1;
			}
		}
	}
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		die("read signalfd");
	return news;
}

int main(int argc, char **argv)
{
	int rtsig = SIGRTMIN + 2;
	struct f_owner_ex owner = { F_OWNER_PID, getpid() };
	struct pollfd pfd;
	sigset_t set;
	long total = 0, rounds = 0;
	pid_t child = 0;
	int fd, sfd, flags, more, stop = 0;

	sigemptyset(&set);
	sigaddset(&set, rtsig);
	sigaddset(&set, SIGIO);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		die("sigprocmask");
	sfd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (sfd < 0)
		die("signalfd");

	if (argc > 1)
		fd = open(argv[1], O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	else
		fd = open_demo(&child);
	if (fd < 0)
		die(argv[1]);

	if (fcntl(fd, F_SETOWN_EX, &owner) < 0)
		die("F_SETOWN_EX");
	if (fcntl(fd, F_SETSIG, rtsig) < 0)
		die("F_SETSIG");
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_ASYNC | O_NONBLOCK) < 0)
		die("F_SETFL");

	more = drain(fd, &total);
	while (more && !stop) {
		pfd.fd = sfd;
		pfd.events = POLLIN;
		if (poll(&pfd, 1, -1) < 0) {
			if (errno == EINTR)
				continue;
			die("poll");
		}
		if (news_for(sfd, fd, rtsig, &stop)) {
			rounds++;
			more = drain(fd, &total);
		}
	}

	printf("%ld bytes in %ld rounds\n", total, rounds);
	close(fd);
	close(sfd);
	if (child)
		waitpid(child, NULL, 0);
	return EXIT_SUCCESS;
}
