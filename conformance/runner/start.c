// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actor.h"
#include "event_log.h"
#include "kmsg.h"
#include "start.h"

#define END_NAP 100		/* microseconds */
#define END_NAPS 30000		/* until a process that does not end is given up */

static _Noreturn void give_up(const char *what)
{
	perror(what);
	exit(2);
}

static void open_channels(void)
{
	int i;

	for (i = 0; i < MAX_ACTORS; i++) {
		int ends[2];

		if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0 ||
		    dup2(ends[0], ACTOR_END(i)) < 0 || dup2(ends[1], CONTROL_END(i)) < 0)
			give_up("fasync-run: channels");
		close(ends[0]);
		close(ends[1]);
	}
}

static void close_control_ends(void)
{
	int i;

	for (i = 0; i < MAX_ACTORS; i++)
		close(CONTROL_END(i));
}

/* The standard descriptors are the same for every scenario, wherever the runner was started. */
static void clear_descriptors(void)
{
	int nothing = open("/dev/null", O_RDWR);
	int fd;

	for (fd = 0; fd < 3; fd++)
		dup2(nothing, fd);
	close(nothing);
	leave_kernel_log();
	close_control_ends();
}

static void clear_signals(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	uint64_t none = 0;
	int signo;

	for (signo = 1; signo < NSIG; signo++)
		sigaction(signo, &action, NULL);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof(none));
}

static _Noreturn void begin_main_actor(const char *folder)
{
	struct rlimit no_core = { 0, 0 };
	struct actor *actor = &stage->actors[0];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	if (chdir(folder) < 0)
		_exit(1);
	umask(0);
	setrlimit(RLIMIT_CORE, &no_core);
	clear_descriptors();
	clear_signals();
	actor->pid = actor->tid = getpid();
	raise_flag(&actor->alive);
	act(0);
}

void start_main_actor(const char *folder)
{
	pid_t pid;

	/* Actors may have other ids than the runner. */
	chmod(folder, 0777);
	clear_stage();
	begin_event_log();
	open_channels();
	strcpy(stage->actors[0].name, "m");
	stage->count = 1;
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		give_up("fasync-run: fork");
	if (!pid)
		begin_main_actor(folder);
	setpgid(pid, pid);
	while (!is_raised(&stage->actors[0].alive)) {
		if (waitpid(pid, NULL, WNOHANG))
			give_up("fasync-run: main actor");
		nap(50);
	}
}

/* Killed as a whole: a process whose first thread has ended still has its files open. */
void end_actors(void)
{
	int i, naps;

	for (i = 0; i < stage->count; i++)
		if (stage->actors[i].process == i && !stage->processes[i].reaped)
			kill(stage->actors[i].pid, SIGKILL);
	for (naps = 0; naps < END_NAPS; naps++) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid < 0 && errno == ECHILD)
			break;
		if (!pid)
			nap(END_NAP);
	}
	for (i = 0; i < MAX_ACTORS; i++)
		close(ACTOR_END(i));
	close_control_ends();
}
