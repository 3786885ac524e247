// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "event_log.h"
#include "names.h"
#include "stage.h"

static int read_so_far;		/* of the stage's log */
static struct result changes;
static int deaths;

void begin_event_log(void)
{
	read_so_far = 0;
	deaths = 0;
	clear_result(&changes);
}

int death_count(void)
{
	return deaths;
}

static struct actor *process_of(pid_t pid)
{
	int i;

	for (i = 0; i < stage->count; i++)
		if (stage->actors[i].pid == pid && stage->actors[i].process == i &&
		    !stage->processes[i].reaped)
			return &stage->actors[i];
	return NULL;
}

static void set_stopped(pid_t pid, bool stopped)
{
	int i;

	for (i = 0; i < stage->count; i++)
		if (stage->actors[i].pid == pid)
			stage->actors[i].stopped = stopped;
}

static void set_dead(struct actor *process)
{
	int i;

	deaths++;
	stage->processes[index_of(process)].reaped = true;
	for (i = 0; i < stage->count; i++)
		if (stage->actors[i].pid == process->pid)
			lower_flag(&stage->actors[i].alive);
}

static void note_change(struct actor *process, int status)
{
	struct event event = { .least = 1, .most = 1 };

	strcpy(event.actor, process->name);
	if (WIFSTOPPED(status)) {
		event.kind = EVENT_STOPPED;
		signal_name(WSTOPSIG(status), event.sig, sizeof(event.sig));
		set_stopped(process->pid, true);
	} else if (WIFCONTINUED(status)) {
		event.kind = EVENT_CONTINUED;
		set_stopped(process->pid, false);
	} else if (WIFSIGNALED(status)) {
		event.kind = EVENT_DIED;
		signal_name(WTERMSIG(status), event.sig, sizeof(event.sig));
		set_dead(process);
	} else {
		event.kind = EVENT_EXITED;
		event.status = WEXITSTATUS(status);
		set_dead(process);
	}
	add_event(&changes, &event);
}

void note_changes(void)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
		struct actor *process = process_of(pid);

		if (process)
			note_change(process, status);
	}
}

static void note_delivery(struct result *result, const struct log_entry *entry)
{
	static const char *const vias[] = {
		[BY_HANDLER] = "handler",
		[BY_PLAIN_HANDLER] = "plain-handler",
		[BY_SIGWAIT] = "sigwait",
		[BY_SIGNALFD] = "signalfd",
	};
	struct event event = { .kind = EVENT_DELIVERED, .least = 1, .most = 1 };

	strcpy(event.actor, stage->actors[entry->actor].name);
	strcpy(event.via, vias[entry->means]);
	signal_name(entry->signo, event.sig, sizeof(event.sig));
	if (entry->means != BY_PLAIN_HANDLER) {
		code_name(entry->signo, entry->code, event.code, sizeof(event.code));
		event.has_sender = code_tells_sender(entry->code);
		owner_name(entry->pid, event.pid, sizeof(event.pid));
		event.uid = shown_uid(entry->uid);
		event.band = entry->band;
		event.fd = entry->fd;
	}
	add_event(result, &event);
}

void note_events(struct result *result)
{
	int logged = __atomic_load_n(&stage->logged, __ATOMIC_SEQ_CST);
	size_t change;
	int actor, i;

	if (logged > MAX_LOG)
		logged = MAX_LOG;
	for (actor = 0; actor < stage->count; actor++)
		for (i = read_so_far; i < logged; i++)
			if (stage->log[i].actor == actor)
				note_delivery(result, &stage->log[i]);
	read_so_far = logged;
	for (change = 0; change < changes.count; change++)
		add_event(result, &changes.events[change]);
	clear_result(&changes);
}
