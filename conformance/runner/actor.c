// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"

#define NEVER_OPEN (-2)
#define NO_PROCESS 4194301	/* beyond what a machine that was just started reaches */
#define NO_ACTOR (-99999)

__thread int self;

static struct process *own_process(void)
{
	return &stage->processes[stage->actors[self].process];
}

int descriptor(const char *name)
{
	const struct process *process = own_process();
	long value;
	int i;

	for (i = 0; i < process->count; i++)
		if (!strcmp(process->descriptors[i].name, name))
			return process->descriptors[i].fd;
	return whole_number(name, &value) ? (int)value : NEVER_OPEN;
}

struct descriptor *find_descriptor(int fd)
{
	struct process *process = own_process();
	int i;

	for (i = process->count - 1; i >= 0; i--)
		if (process->descriptors[i].fd == fd)
			return &process->descriptors[i];
	return NULL;
}

static struct descriptor *slot_for(const char *name)
{
	struct process *process = own_process();
	int i;

	for (i = 0; i < process->count; i++)
		if (!strcmp(process->descriptors[i].name, name))
			return &process->descriptors[i];
	return i < MAX_DESCRIPTORS ? &process->descriptors[process->count++] : NULL;
}

long name_descriptor(struct call *call, const char *name, int fd)
{
	struct descriptor *slot;

	if (fd < 0)
		return -1;
	slot = slot_for(name);
	if (!slot) {
		errno = EMFILE;
		return -1;
	}
	snprintf(slot->name, sizeof(slot->name), "%s", name);
	slot->fd = fd;
	slot->tty_peer = 0;
	print(call, "%s%s=%d", call->out[0] ? " " : "", name, fd);
	return 0;
}

long who(const char *text, bool *is_group)
{
	const char *name = strchr(text, ':');
	const struct actor *actor = name ? find_actor(name + 1) : NULL;
	long value;

	*is_group = !strncmp(text, "pgrp:", 5);
	if (!strcmp(text, "none"))
		return 0;
	if (!strcmp(text, "nopid"))
		return NO_PROCESS;
	if (!strcmp(text, "intmin"))
		return INT_MIN;
	if (!name)
		return whole_number(text, &value) ? value : NO_ACTOR;
	if (!actor)
		return NO_ACTOR;
	if (*is_group)
		return getpgid(actor->pid);
	return !strncmp(text, "tid:", 4) ? actor->tid : actor->pid;
}

long owner(const char *text)
{
	bool is_group;
	long id = who(text, &is_group);

	return is_group ? -id : id;
}

void log_signal(enum means means, int signo, const siginfo_t *info)
{
	int at = __atomic_fetch_add(&stage->logged, 1, __ATOMIC_SEQ_CST);
	struct log_entry *entry;

	if (at >= MAX_LOG)
		return;
	entry = &stage->log[at];
	memset(entry, 0, sizeof(*entry));
	entry->actor = self;
	entry->means = means;
	entry->signo = signo;
	if (!info)
		return;
	entry->code = info->si_code;
	if (code_tells_sender(info->si_code)) {
		entry->pid = info->si_pid;
		entry->uid = info->si_uid;
	} else if (!is_fault(signo, info->si_code)) {
		entry->band = info->si_band;
		entry->fd = info->si_fd;
	}
}

static void answer(struct reply *reply)
{
	reply->number = stage->actors[self].request;
	while (write(ACTOR_END(self), reply, sizeof(*reply)) < 0 && errno == EINTR)
		continue;
}

/* Operations that do not come back have no entry that could be called. */
static void leave_if_asked(const char *request)
{
	struct reply reply = { 0 };

	if (!strcmp(request, "exit") || !strncmp(request, "exit ", 5))
		_exit(atoi(request + 4));
	if (strcmp(request, "texit"))
		return;
	answer(&reply);
	syscall(SYS_exit, 0);
}

static void carry_out(char *request, struct reply *reply)
{
	const struct operation *operation;
	char *argv[MAX_REQUEST / 2 + 1];
	struct call call = {
		.argv = argv,
		.out = reply->out,
		.out_size = sizeof(reply->out),
	};
	char *word;

	while ((word = strsep(&request, " ")))
		argv[call.argc++] = word;
	argv[call.argc] = NULL;
	operation = find_operation(argv[0]);
	errno = ENOSYS;
	reply->value = operation ? operation->run(&call) : -1;
	reply->error = reply->value < 0 ? errno : 0;
}

_Noreturn void act(int index)
{
	struct actor *actor = &stage->actors[index];
	struct request request;

	self = index;
	for (;;) {
		struct reply reply = { 0 };
		ssize_t length = read(ACTOR_END(index), &request, sizeof(request));

		if (length < 0 && errno == EINTR)
			continue;
		if (length <= 0)
			_exit(0);
		actor->request = request.number;
		if (strcmp(request.text, "ping")) {
			leave_if_asked(request.text);
			raise_flag(&actor->in_call);
			carry_out(request.text, &reply);
			lower_flag(&actor->in_call);
		}
		answer(&reply);
	}
}

_Noreturn void act_after_exec(int index)
{
	struct reply reply = { 0 };
	struct actor *actor;
	int i;

	enter_stage();
	self = index;
	actor = &stage->actors[index];
	for (i = 0; i < stage->count; i++)
		if (i != index && stage->actors[i].pid == actor->pid)
			lower_flag(&stage->actors[i].alive);
	actor->tid = actor->pid;
	actor->is_thread = false;
	lower_flag(&actor->in_call);
	answer(&reply);
	act(index);
}
