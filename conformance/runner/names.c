// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const signals[] = {
	NULL,
	"SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE",
	"SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT",
	"SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
	"SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
};

struct named_number {
	int number;
	const char *name;
};

static const struct named_number codes[] = {
	{ SI_USER, "SI_USER" },
	{ SI_KERNEL, "SI_KERNEL" },
	{ SI_QUEUE, "SI_QUEUE" },
	{ SI_SIGIO, "SI_SIGIO" },
	{ SI_TKILL, "SI_TKILL" },
	{ SI_TIMER, "SI_TIMER" },
	{ SI_ASYNCIO, "SI_ASYNCIO" },
	{ SI_MESGQ, "SI_MESGQ" },
};

static const struct named_number poll_codes[] = {
	{ POLL_IN, "POLL_IN" },
	{ POLL_OUT, "POLL_OUT" },
	{ POLL_MSG, "POLL_MSG" },
	{ POLL_ERR, "POLL_ERR" },
	{ POLL_PRI, "POLL_PRI" },
	{ POLL_HUP, "POLL_HUP" },
};

static const char *find_name(const struct named_number *names, size_t count, int number)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (names[i].number == number)
			return names[i].name;
	return NULL;
}

void error_name(int error, char *text, size_t size)
{
	const char *name = strerrorname_np(error);

	if (error == EOPNOTSUPP)
		name = "EOPNOTSUPP";
	if (name)
		snprintf(text, size, "%s", name);
	else
		snprintf(text, size, "E%d", error);
}

void signal_name(int signo, char *text, size_t size)
{
	if (signo >= 1 && signo < (int)COUNT(signals))
		snprintf(text, size, "%s", signals[signo]);
	else if (signo >= FIRST_RT_SIGNAL && signo <= LAST_SIGNAL)
		snprintf(text, size, "RTMIN+%d", signo - FIRST_RT_SIGNAL);
	else if (signo == 32 || signo == 33)
		snprintf(text, size, "RT%d", signo);
	else
		snprintf(text, size, "%d", signo);
}

bool code_tells_sender(int code)
{
	return code == SI_USER || code == SI_QUEUE || code == SI_TKILL;
}

bool is_fault(int signo, int code)
{
	switch (signo) {
	case SIGILL:
	case SIGFPE:
	case SIGSEGV:
	case SIGBUS:
	case SIGTRAP:
		return code > 0;
	default:
		return false;
	}
}

void code_name(int signo, int code, char *text, size_t size)
{
	const char *name = find_name(codes, COUNT(codes), code);

	if (!name && !is_fault(signo, code))
		name = find_name(poll_codes, COUNT(poll_codes), code);
	if (name)
		snprintf(text, size, "%s", name);
	else
		snprintf(text, size, "%d", code);
}

bool whole_number(const char *text, long *number)
{
	char *rest;

	errno = 0;
	*number = strtol(text, &rest, strncmp(text, "0x", 2) ? 10 : 16);
	return *text && !*rest && !errno;
}

int signal_number(const char *name)
{
	long number;
	size_t i;

	for (i = 1; i < COUNT(signals); i++)
		if (!strcmp(name, signals[i]))
			return i;
	if (!strcmp(name, "SIGPOLL"))
		return SIGIO;
	if (!strcmp(name, "RTMIN"))
		return FIRST_RT_SIGNAL;
	if (!strncmp(name, "RTMIN+", 6))
		return whole_number(name + 6, &number) ? FIRST_RT_SIGNAL + (int)number : -1;
	if (!strcmp(name, "RT32") || !strcmp(name, "RT33"))
		return name[3] - '0' + 30;
	return whole_number(name, &number) ? (int)number : -1;
}
