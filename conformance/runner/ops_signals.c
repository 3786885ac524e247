// SPDX-License-Identifier: Apache-2.0
/* Operations that send signals and that say what to do with one. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"
#include "trap.h"

/* From the kernel's headers since 6.9. */
#define PIDFD_OF_THREAD O_EXCL
#define TO_THREAD 1
#define TO_PROCESS 2
#define TO_PROCESS_GROUP 4

static void on_signal(int signo, siginfo_t *info, void *context)
{
	int error = errno;

	(void)context;
	log_signal(BY_HANDLER, signo, info);
	leave_trap(signo);
	errno = error;
}

static void on_plain_signal(int signo)
{
	int error = errno;

	log_signal(BY_PLAIN_HANDLER, signo, NULL);
	leave_trap(signo);
	errno = error;
}

static int install(const char *name, struct sigaction *action)
{
	return sigaction(signal_number(name), action, NULL);
}

/* Handlers do not interrupt each other, unless they are to nest. */
static long do_handler(struct call *call)
{
	struct sigaction action = {
		.sa_sigaction = on_signal,
		.sa_flags = SA_SIGINFO | SA_RESTART,
	};
	int i;

	sigfillset(&action.sa_mask);
	for (i = 2; i < call->argc; i++) {
		const char *word = call->argv[i];

		if (!strcmp(word, "nested")) {
			sigemptyset(&action.sa_mask);
		} else if (!strcmp(word, "norestart")) {
			action.sa_flags &= ~SA_RESTART;
		} else if (!strcmp(word, "nodefer")) {
			action.sa_flags |= SA_NODEFER;
		} else if (!strcmp(word, "oneshot")) {
			action.sa_flags |= SA_RESETHAND;
		} else if (!strcmp(word, "plain")) {
			action.sa_flags &= ~SA_SIGINFO;
			action.sa_handler = on_plain_signal;
		}
	}
	return install(call->argv[1], &action);
}

static long do_ignore(struct call *call)
{
	struct sigaction action = { .sa_handler = SIG_IGN };

	return install(call->argv[1], &action);
}

static long do_default(struct call *call)
{
	struct sigaction action = { .sa_handler = SIG_DFL };

	return install(call->argv[1], &action);
}

static long do_kill(struct call *call)
{
	return syscall(SYS_kill, owner(call->argv[1]), signal_number(call->argv[2]));
}

static long do_tkill(struct call *call)
{
	return syscall(SYS_tkill, owner(call->argv[1]), signal_number(call->argv[2]));
}

static long do_tgkill(struct call *call)
{
	return syscall(SYS_tgkill, owner(call->argv[1]), owner(call->argv[2]),
		       signal_number(call->argv[3]));
}

static siginfo_t queued(int signo, long value)
{
	siginfo_t info = { .si_signo = signo, .si_code = SI_QUEUE };

	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value.sival_int = value;
	return info;
}

static long do_sigqueue(struct call *call)
{
	int signo = signal_number(call->argv[2]);
	siginfo_t info = queued(signo, number(call, 3));

	return syscall(SYS_rt_sigqueueinfo, owner(call->argv[1]), signo, &info);
}

static long do_tgsigqueue(struct call *call)
{
	int signo = signal_number(call->argv[3]);
	siginfo_t info = queued(signo, number(call, 4));

	return syscall(SYS_rt_tgsigqueueinfo, owner(call->argv[1]), owner(call->argv[2]), signo,
		       &info);
}

static long do_pidfd(struct call *call)
{
	const char *target = call->argv[2];
	int flags = strncmp(target, "tid:", 4) ? 0 : PIDFD_OF_THREAD;

	return name_descriptor(call, call->argv[1],
			       syscall(SYS_pidfd_open, owner(target), flags));
}

static long do_pidfd_send(struct call *call)
{
	const char *reach = argument(call, 3);
	int flags = 0;

	if (!strcmp(reach, "thread"))
		flags = TO_THREAD;
	else if (!strcmp(reach, "group"))
		flags = TO_PROCESS;
	else if (!strcmp(reach, "pgrp"))
		flags = TO_PROCESS_GROUP;
	return syscall(SYS_pidfd_send_signal, descriptor(call->argv[1]),
		       signal_number(call->argv[2]), NULL, flags);
}

const struct operation signal_operations[] = {
	OPERATION("handler", 1, 6, do_handler, .quick = true),
	OPERATION("ignore", 1, 1, do_ignore, .quick = true),
	OPERATION("default", 1, 1, do_default, .quick = true),
	OPERATION("kill", 2, 2, do_kill, .target = 1),
	OPERATION("tkill", 2, 2, do_tkill, .target = 1),
	OPERATION("tgkill", 3, 3, do_tgkill, .target = 1),
	OPERATION("sigqueue", 2, 3, do_sigqueue, .target = 1),
	OPERATION("tgsigqueue", 3, 4, do_tgsigqueue, .target = 1),
	OPERATION("pidfd", 2, 2, do_pidfd, .target = 2),
	OPERATION("pidfd_send", 2, 3, do_pidfd_send),
	{ 0 }
};
