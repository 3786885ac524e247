// SPDX-License-Identifier: GPL-2.0
/* Room for the NUL, and no NUL where nothing was read. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t lines;

static void on_sigio(int sig)
{
	char data[100];
	ssize_t len;

	(void)sig;
	len = read(STDIN_FILENO, data, sizeof(data) - 1);
	if (len < 0)
		return;
	data[len] = 0;
	if (data[0] != 0)
		lines++;
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

static int arm(void)
{
	int flags = fcntl(STDIN_FILENO, F_GETFL);

	if (flags < 0 || fcntl(STDIN_FILENO, F_SETOWN, getpid()) < 0)
		return -1;
	return fcntl(STDIN_FILENO, F_SETFL, flags | O_ASYNC);
}

static int greeting(char *first)
{
	char text[32];
	ssize_t n;

	if ((n = read(STDIN_FILENO, text, sizeof(text))) <= 0)
		return -1;
	if (n == (ssize_t)sizeof(text))
		n--;
	text[n] = '\0';
	*first = text[0];
	return 0;
}

int main(void)
{
	sigset_t before;
	char first;

	if (greeting(&first) < 0 || prepare(&before) < 0 || arm() < 0)
		return 1;
	while (lines < 10)
		sigsuspend(&before);
	return first == 0;
}
