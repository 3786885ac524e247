// SPDX-License-Identifier: GPL-2.0
/*
 * sigio_reader - reads a device when a signal says that there is something
 *
 *	sigio_reader [-o] [DEVICE]
 *
 * Without a device it reads a pipe that a child process writes to. With -o
 * it forbids itself queued signals, so that every event takes the fallback.
 *
 * The order matters: block the signals, install the handlers, name the owner,
 * choose the signal, and only then switch O_ASYNC on. A real-time signal is
 * queued and says which descriptor it is about. When the queue is full the
 * kernel sends a plain SIGIO, which only says "look at everything". Either
 * way the descriptor is read until it has no more, because one signal may
 * stand for many events.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t got_event;
static volatile sig_atomic_t got_overflow;
static volatile sig_atomic_t got_stop;
static volatile sig_atomic_t watched_fd = -1;

static void on_event(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	/* si_code <= 0 means another process sent it: not about our device. */
	if (info->si_code > 0 && info->si_fd == watched_fd)
		got_event = 1;
}

static void on_overflow(int sig)
{
	(void)sig;
	got_overflow = 1;
}

static void on_stop(int sig)
{
	(void)sig;
	got_stop = 1;
}

static void die(const char *what)
{
	fprintf(stderr, "sigio_reader: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

static int open_demo(pid_t *child)
{
	static const char text[] = "tick\n";
	int ends[2];
	int i;

	if (pipe(ends) < 0)
		die("pipe");
	*child = fork();
	if (*child < 0)
		die("fork");
	if (*child == 0) {
		close(ends[0]);
		for (i = 0; i < 5; i++) {
			usleep(50000);
			if (write(ends[1], text, sizeof(text) - 1) < 0)
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

static void watch(int fd, int rtsig)
{
	struct sigaction sa;
	int flags;

	memset(&sa, 0, sizeof(sa));
	sigfillset(&sa.sa_mask);
	sa.sa_flags = SA_SIGINFO;
	sa.sa_sigaction = on_event;
	if (sigaction(rtsig, &sa, NULL) < 0)
		die("sigaction");
	sa.sa_flags = 0;
	sa.sa_handler = on_overflow;
	if (sigaction(SIGIO, &sa, NULL) < 0)
		die("sigaction SIGIO");
	sa.sa_handler = on_stop;
	if (sigaction(SIGINT, &sa, NULL) < 0 ||
	    sigaction(SIGTERM, &sa, NULL) < 0)
		die("sigaction");

	watched_fd = fd;
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		die("F_SETOWN");
	if (fcntl(fd, F_SETSIG, rtsig) < 0)
		die("F_SETSIG");
	flags = fcntl(fd, F_GETFL);
	if (flags < 0)
		die("F_GETFL");
	if (fcntl(fd, F_SETFL, flags | O_ASYNC | O_NONBLOCK) < 0)
		die("F_SETFL");
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || !(flags & O_ASYNC)) {
		fprintf(stderr, "sigio_reader: no O_ASYNC on this device\n");
		exit(EXIT_FAILURE);
	}
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

int main(int argc, char **argv)
{
	const char *device = NULL;
	struct rlimit none = { 0, 0 };
	int rtsig = SIGRTMIN + 1;
	sigset_t block, during;
	long events = 0, overflows = 0, total = 0;
	pid_t child = 0;
	int fd, i, more = 1;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-o")) {
			if (setrlimit(RLIMIT_SIGPENDING, &none) < 0)
				die("setrlimit");
		} else {
			device = argv[i];
		}
	}

	/* Blocked except while sigsuspend() waits: no event falls between. */
	sigemptyset(&block);
	sigaddset(&block, rtsig);
	sigaddset(&block, SIGIO);
	sigaddset(&block, SIGINT);
	sigaddset(&block, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &block, &during) < 0)
		die("sigprocmask");
	sigdelset(&during, rtsig);
	sigdelset(&during, SIGIO);
	sigdelset(&during, SIGINT);
	sigdelset(&during, SIGTERM);

	if (device)
		fd = open(device, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	else
		fd = open_demo(&child);
	if (fd < 0)
		die(device);
	watch(fd, rtsig);

	/* What came before O_ASYNC was on made no signal. */
	more = drain(fd, &total);
	while (more && !got_stop) {
		while (!got_event && !got_overflow && !got_stop)
			sigsuspend(&during);
		if (got_event) {
			got_event = 0;
			events++;
		}
		if (got_overflow) {
			got_overflow = 0;
			overflows++;
		}
		more = drain(fd, &total);
	}

	printf("%ld bytes, %ld events, %ld overflows\n", total, events,
	       overflows);
	close(fd);
	if (child)
		waitpid(child, NULL, 0);
	return EXIT_SUCCESS;
}
