// SPDX-License-Identifier: GPL-2.0
/* siginfo_t that holds nothing, or that nobody asked for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t ready = -1;
static volatile sig_atomic_t broken;

static void on_sigio(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	ready = info->si_fd; /* expect: FA506 */
	if (info->si_code == POLL_HUP) /* expect: FA506 */
		broken = 1;
}

static void on_usr1(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	broken = info->si_pid != 0;
}

static int arm(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

static int prepare(sigset_t *before)
{
	struct sigaction action = { .sa_sigaction = on_sigio };
	sigset_t both;

	sigemptyset(&both);
	sigaddset(&both, SIGIO);
	sigaddset(&both, SIGUSR1);
	action.sa_flags = SA_SIGINFO;
	if (sigprocmask(SIG_BLOCK, &both, before) < 0 ||
	    sigaction(SIGIO, &action, NULL) < 0)
		return -1;
	action.sa_sigaction = on_usr1;
	action.sa_flags = 0;
	return sigaction(SIGUSR1, &action, NULL); /* expect: FA506 */
}

int main(void)
{
	char data[64];
	sigset_t before;
	int fd = open("/dev/gadget", O_RDONLY | O_NONBLOCK);

	if (fd < 0 || prepare(&before) < 0 || arm(fd) < 0)
		return 1;
	while (!broken) {
		while (ready < 0 && !broken)
			sigsuspend(&before);
		ready = -1;
		while (read(fd, data, sizeof(data)) > 0)
			continue;
	}
	return 1;
}
