// SPDX-License-Identifier: Apache-2.0
/*
 * Operations on blocked and pending signals. The system calls are made directly, because the C
 * library leaves out the two signals that it keeps for itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"

static uint64_t mask_of(const struct call *call, int first)
{
	uint64_t mask = 0;
	int i;

	for (i = first; i < call->argc; i++) {
		int signo = signal_number(call->argv[i]);

		if (!strcmp(call->argv[i], "all"))
			mask = UINT64_MAX;
		else if (signo >= 1 && signo <= LAST_SIGNAL)
			mask |= UINT64_C(1) << (signo - 1);
	}
	return mask;
}

static long change_mask(struct call *call, int how)
{
	uint64_t mask = mask_of(call, 1);

	return syscall(SYS_rt_sigprocmask, how, &mask, NULL, sizeof(mask));
}

static long do_block(struct call *call)
{
	return change_mask(call, SIG_BLOCK);
}

static long do_unblock(struct call *call)
{
	return change_mask(call, SIG_UNBLOCK);
}

/* A line of the caller's /proc status, after its name. */
static bool read_status(const char *name, char *line, size_t size)
{
	char path[64];
	size_t length = strlen(name);
	bool found = false;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/status", stage->actors[self].tid);
	file = fopen(path, "re");
	if (!file)
		return false;
	while (!found && fgets(line, size, file))
		found = !strncmp(line, name, length);
	fclose(file);
	if (!found)
		return false;
	line[strcspn(line, "\n")] = '\0';
	length += strspn(line + length, ": \t");
	memmove(line, line + length, strlen(line + length) + 1);
	return true;
}

static void print_set(struct call *call, const char *title, const char *field)
{
	const char *comma = "";
	uint64_t set = 0;
	char text[256];
	char name[16];
	int signo;

	if (read_status(field, text, sizeof(text)))
		set = strtoull(text, NULL, 16);
	print(call, "%s=[", title);
	for (signo = 1; signo <= LAST_SIGNAL; signo++) {
		if (!(set >> (signo - 1) & 1))
			continue;
		signal_name(signo, name, sizeof(name));
		print(call, "%s%s", comma, name);
		comma = ",";
	}
	print(call, "]");
}

static long do_pending(struct call *call)
{
	print_set(call, "thread", "SigPnd");
	print(call, " ");
	print_set(call, "shared", "ShdPnd");
	return 0;
}

static long do_sigq(struct call *call)
{
	char text[256];

	if (read_status("SigQ", text, sizeof(text)))
		print(call, "%s", text);
	return 0;
}

/* Takes all that is pending now; returns how many. */
static long do_sigwait(struct call *call)
{
	const struct timespec now = { 0 };
	uint64_t mask = mask_of(call, 1);
	siginfo_t info;
	long taken = 0;

	for (;;) {
		long signo = syscall(SYS_rt_sigtimedwait, &mask, &info, &now, sizeof(mask));

		if (signo < 0 && errno == EINTR)
			continue;
		if (signo <= 0)
			return taken;
		log_signal(BY_SIGWAIT, signo, &info);
		taken++;
	}
}

static long do_signalfd(struct call *call)
{
	uint64_t mask = mask_of(call, 2);

	return name_descriptor(call, call->argv[1],
			       syscall(SYS_signalfd4, -1, &mask, sizeof(mask), O_NONBLOCK));
}

static long do_sfread(struct call *call)
{
	int fd = descriptor(call->argv[1]);
	struct signalfd_siginfo got;
	long taken = 0;

	while (read(fd, &got, sizeof(got)) == sizeof(got)) {
		siginfo_t info = { .si_signo = got.ssi_signo, .si_code = got.ssi_code };

		if (code_tells_sender(info.si_code)) {
			info.si_pid = got.ssi_pid;
			info.si_uid = got.ssi_uid;
		} else {
			info.si_band = got.ssi_band;
			info.si_fd = got.ssi_fd;
		}
		log_signal(BY_SIGNALFD, info.si_signo, &info);
		taken++;
	}
	return taken;
}

static long do_rlimit_sigpending(struct call *call)
{
	struct rlimit limit = { number(call, 1), number(call, 1) };

	return setrlimit(RLIMIT_SIGPENDING, &limit);
}

const struct operation mask_operations[] = {
	OPERATION("block", 1, 20, do_block, .quick = true),
	OPERATION("unblock", 1, 20, do_unblock),
	OPERATION("pending", 0, 0, do_pending, .quick = true),
	OPERATION("sigq", 0, 0, do_sigq, .quick = true),
	OPERATION("sigwait", 1, 20, do_sigwait),
	OPERATION("signalfd", 2, 20, do_signalfd, .quick = true),
	OPERATION("sfread", 1, 1, do_sfread),
	OPERATION("rlimit_sigpending", 1, 1, do_rlimit_sigpending, .quick = true),
	{ 0 }
};
