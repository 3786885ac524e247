// SPDX-License-Identifier: Apache-2.0
/* Operations that make, change and end processes and threads. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actor.h"

#define EXEC_MARK "--actor"

/* NULL if there is no place left, or the name is taken. */
static struct actor *new_actor(const char *name, bool is_thread)
{
	struct actor *actor = &stage->actors[stage->count];

	if (stage->count == MAX_ACTORS || find_actor(name)) {
		errno = EAGAIN;
		return NULL;
	}
	memset(actor, 0, sizeof(*actor));
	snprintf(actor->name, sizeof(actor->name), "%s", name);
	actor->is_thread = is_thread;
	actor->process = is_thread ? stage->actors[self].process : stage->count;
	return actor;
}

static long announce(struct actor *actor)
{
	while (!is_raised(&actor->alive))
		nap(50);
	stage->count++;
	return 0;
}

static void *begin_thread(void *start)
{
	struct actor *actor = start;

	actor->pid = getpid();
	actor->tid = syscall(SYS_gettid);
	raise_flag(&actor->alive);
	act(index_of(actor));
}

static long do_thread(struct call *call)
{
	struct actor *actor = new_actor(call->argv[1], true);
	pthread_t thread;

	if (!actor)
		return -1;
	errno = pthread_create(&thread, NULL, begin_thread, actor);
	if (errno)
		return -1;
	pthread_detach(thread);
	return announce(actor);
}

static _Noreturn void begin_process(struct actor *actor, const uint64_t *mask)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Not getpid(): before 2.25 the C library remembered the parent's. */
	actor->pid = actor->tid = syscall(SYS_getpid);
	raise_flag(&actor->alive);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, mask, NULL, sizeof(*mask));
	act(index_of(actor));
}

/* All processes are children of the controlling one, so that it sees all deaths. */
static long do_fork(struct call *call)
{
	struct actor *actor = new_actor(call->argv[1], false);
	uint64_t all = UINT64_MAX;
	uint64_t mask;
	long pid;
	int error;

	if (!actor)
		return -1;
	stage->processes[stage->count] = stage->processes[stage->actors[self].process];
	stage->processes[stage->count].reaped = false;
	syscall(SYS_rt_sigprocmask, SIG_BLOCK, &all, &mask, sizeof(mask));
	pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
	if (!pid)
		begin_process(actor, &mask);
	error = errno;
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof(mask));
	errno = error;
	return pid < 0 ? -1 : announce(actor);
}

static long do_exec(struct call *call)
{
	char index[12];
	char *argv[] = { "fasync-run", EXEC_MARK, index, NULL };

	(void)call;
	snprintf(index, sizeof(index), "%d", self);
	return execv("/proc/self/exe", argv);
}

static long do_setpgid(struct call *call)
{
	bool is_group;

	return setpgid(0, call->argc > 1 ? who(call->argv[1], &is_group) : 0);
}

static long do_setsid(struct call *call)
{
	(void)call;
	return setsid() < 0 ? -1 : 0;
}

/* Directly, because the C library changes the ids of all threads. */
static long do_setuid(struct call *call)
{
	return syscall(SYS_setuid, number(call, 1));
}

static long do_setresuid(struct call *call)
{
	return syscall(SYS_setresuid, number(call, 1), number(call, 2), number(call, 3));
}

const struct operation process_operations[] = {
	OPERATION("fork", 1, 1, do_fork, .quick = true),
	OPERATION("thread", 1, 1, do_thread, .quick = true),
	OPERATION("exec", 0, 0, do_exec),
	/* These two do not come back; act() knows them. */
	OPERATION("exit", 0, 1, NULL),
	OPERATION("texit", 0, 0, NULL),
	OPERATION("setpgid", 0, 1, do_setpgid, .quick = true),
	OPERATION("setsid", 0, 0, do_setsid, .quick = true),
	OPERATION("setuid", 1, 1, do_setuid, .quick = true),
	OPERATION("setresuid", 3, 3, do_setresuid, .quick = true),
	{ 0 }
};
