// SPDX-License-Identifier: Apache-2.0
/* What a scenario expects of a step, and what a trace says of one. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "names.h"
#include "scenario_result.h"

/* Signals are compared by number: RTMIN and RTMIN+0 are the same. */
static void copy_signal(struct loader *l, const struct json *object, struct event *event)
{
	const char *name = required_text(l, object, "sig");
	int signo = signal_number(name);

	if (signo < 1 || signo > LAST_SIGNAL)
		fail(l, object, "\"%.40s\" is no signal", name);
	signal_name(signo, event->sig, sizeof(event->sig));
}

static void read_times(struct loader *l, const struct json *object, struct event *event)
{
	const struct json *times = json_member(object, "times");
	char rest;

	event->least = event->most = 1;
	if (!times)
		return;
	if (times->type == JSON_NUMBER)
		event->least = event->most = times->number;
	else if (times->type != JSON_STRING ||
		 sscanf(times->text, "%d..%d%c", &event->least, &event->most, &rest) != 2)
		fail(l, times, "\"times\" is a number or \"FROM..TO\"");
	if (event->least < 0 || event->most < event->least)
		fail(l, times, "\"times\" is no range");
}

static void read_delivery(struct loader *l, const struct json *object, struct event *event)
{
	static const char *const members[] = {
		"to", "via", "sig", "code", "band", "fd", "pid", "uid", "times", NULL
	};

	only_members(l, object, members);
	event->kind = EVENT_DELIVERED;
	copy_required(l, object, "to", event->actor, sizeof(event->actor));
	copy_required(l, object, "via", event->via, sizeof(event->via));
	copy_signal(l, object, event);
	if (!strcmp(event->via, "plain-handler"))
		return;
	copy_required(l, object, "code", event->code, sizeof(event->code));
	event->has_sender = json_member(object, "pid") != NULL;
	if (event->has_sender) {
		copy_required(l, object, "pid", event->pid, sizeof(event->pid));
		event->uid = required_number(l, object, "uid");
	} else {
		event->band = required_number(l, object, "band");
		event->fd = required_number(l, object, "fd");
	}
}

static struct event read_event(struct loader *l, const struct json *object)
{
	static const char *const of_death[] = { "died", "sig", "core", "times", NULL };
	static const char *const of_stop[] = { "stopped", "sig", "times", NULL };
	static const char *const of_continue[] = { "continued", "times", NULL };
	static const char *const of_exit[] = { "exited", "status", "times", NULL };
	static const char *const of_kernel[] = { "kernel", "in", "times", NULL };
	struct event event = { 0 };

	if (object->type != JSON_OBJECT)
		fail(l, object, "an event is an object");
	if (json_member(object, "to")) {
		read_delivery(l, object, &event);
	} else if (json_member(object, "died")) {
		only_members(l, object, of_death);
		event.kind = EVENT_DIED;
		copy_required(l, object, "died", event.actor, sizeof(event.actor));
		copy_signal(l, object, &event);
	} else if (json_member(object, "stopped")) {
		only_members(l, object, of_stop);
		event.kind = EVENT_STOPPED;
		copy_required(l, object, "stopped", event.actor, sizeof(event.actor));
		copy_signal(l, object, &event);
	} else if (json_member(object, "continued")) {
		only_members(l, object, of_continue);
		event.kind = EVENT_CONTINUED;
		copy_required(l, object, "continued", event.actor, sizeof(event.actor));
	} else if (json_member(object, "exited")) {
		only_members(l, object, of_exit);
		event.kind = EVENT_EXITED;
		copy_required(l, object, "exited", event.actor, sizeof(event.actor));
		event.status = required_number(l, object, "status");
	} else {
		only_members(l, object, of_kernel);
		event.kind = EVENT_KERNEL;
		copy_required(l, object, "kernel", event.message, sizeof(event.message));
	}
	read_times(l, object, &event);
	return event;
}

static void read_returns(struct loader *l, const struct json *object, const struct command *command,
			 struct result *result)
{
	const struct json *returns = json_member(object, "returns");

	if (!returns)
		snprintf(result->returns, sizeof(result->returns), "%s",
			 default_return(command));
	else if (returns->type == JSON_NUMBER)
		snprintf(result->returns, sizeof(result->returns), "%ld", returns->number);
	else if (returns->type == JSON_STRING)
		copy_text(l, returns, result->returns, sizeof(result->returns), returns->text);
	else
		fail(l, returns, "\"returns\" is a number or a text");
}

void read_result(struct loader *l, const struct json *object, const struct command *command,
		 struct result *result)
{
	const struct json *events = member_of(l, object, "events", JSON_ARRAY);
	const char *out = text_of(l, object, "out");
	const struct json *at;

	read_returns(l, object, command, result);
	result->out = out ? copied(out) : NULL;
	for (at = events ? events->first : NULL; at; at = at->next) {
		struct event event = read_event(l, at);

		add_event(result, &event);
	}
}

/* Alone in a function, because nothing may be read there after the jump. */
static void try_result(struct loader *l, const struct json *root, const struct command *command,
		       struct result *result)
{
	if (!setjmp(l->failed))
		read_result(l, root, command, result);
}

bool read_result_text(const char *text, const struct command *command, struct result *result)
{
	char error[200];
	struct loader l = { .error = error, .error_size = sizeof(error) };
	struct json *root = json_parse(text, strlen(text), error, sizeof(error));

	if (!root)
		return false;
	try_result(&l, root, command, result);
	json_free(root);
	return !error[0];
}
