/* SPDX-License-Identifier: GPL-2.0 */
/* A whole program with real-time signals, fetched and handled, none of it wrong. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENT_SIGNAL (SIGRTMIN + 3)

static volatile sig_atomic_t rescan;
static volatile sig_atomic_t last = -1;

static void on_client(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	last = info->si_fd;
	if (info->si_band & POLLHUP)
		rescan = 1;
}

static void on_overflow(int sig)
{
	(void)sig;
	rescan = 1;
}

static void on_stop(int sig)
{
	(void)sig;
	exit(1);
}

static void install(int sig, void (*plain)(int), int flags)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_flags = flags;
	if (flags & SA_SIGINFO)
		action.sa_sigaction = on_client;
	else
		action.sa_handler = plain;
	if (sigaction(sig, &action, NULL) < 0)
		exit(1);
}

static void watch(int fd)
{
	if (fcntl(fd, F_SETOWN, getpid()) < 0 || fcntl(fd, F_SETSIG, CLIENT_SIGNAL) < 0)
		exit(1);
	if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK) < 0)
		exit(1);
}

static void child(int fd)
{
	char byte = 0;
	int i;

	for (i = 0; i < 10; i++)
		if (write(fd, &byte, 1) != 1)
			exit(1);
	exit(0);
}

int main(void)
{
	struct timespec second = { 1, 0 };
	sigset_t none;
	int ends[2];
	char data[16];
	pid_t pid;

	install(CLIENT_SIGNAL, NULL, SA_SIGINFO);
	install(SIGIO, on_overflow, SA_RESTART);
	install(SIGTERM, on_stop, 0);
	if (pipe(ends) < 0 || (pid = fork()) < 0)
		return 1;
	if (pid == 0)
		child(ends[1]);
	watch(ends[0]);
	sigemptyset(&none);
	while (waitpid(pid, NULL, WNOHANG) == 0) {
		if (ppoll(NULL, 0, &second, &none) < 0 && errno != EINTR)
			return 1;
		if (rescan || last >= 0) {
			rescan = 0;
			last = -1;
			while (read(ends[0], data, sizeof(data)) > 0)
				printf("%zu\n", sizeof(data));
		}
	}
	return 0;
}
