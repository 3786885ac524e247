// SPDX-License-Identifier: Apache-2.0
/* From the JSON of a file to a checked scenario. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "json.h"
#include "memory.h"
#include "names.h"
#include "scenario.h"
#include "scenario_result.h"

#define MAX_FILE (1 << 20)
#define MAX_STEPS 1000

struct loader {
	jmp_buf failed;
	char *error;
	size_t error_size;
};

static _Noreturn void fail(struct loader *l, const struct json *at, const char *format, ...)
{
	va_list arguments;
	int used = snprintf(l->error, l->error_size, "line %d: ", at->line);

	va_start(arguments, format);
	vsnprintf(l->error + used, l->error_size - used, format, arguments);
	va_end(arguments);
	longjmp(l->failed, 1);
}

static void only_members(struct loader *l, const struct json *object, const char *const *names)
{
	const struct json *member;

	if (object->type != JSON_OBJECT)
		fail(l, object, "an object expected");
	for (member = object->first; member; member = member->next) {
		const char *const *name = names;

		while (*name && strcmp(*name, member->key))
			name++;
		if (!*name)
			fail(l, member, "unknown member \"%s\"", member->key);
	}
}

static const struct json *member_of(struct loader *l, const struct json *object, const char *key,
				    enum json_type type)
{
	const struct json *member = json_member(object, key);

	if (member && member->type != type)
		fail(l, member, "\"%s\" is of the wrong type", key);
	return member;
}

static const char *text_of(struct loader *l, const struct json *object, const char *key)
{
	const struct json *member = member_of(l, object, key, JSON_STRING);

	return member ? member->text : NULL;
}

static const char *required_text(struct loader *l, const struct json *object, const char *key)
{
	const char *text = text_of(l, object, key);

	if (!text || !*text)
		fail(l, object, "\"%s\" is missing", key);
	return text;
}

static void copy_text(struct loader *l, const struct json *at, char *to, size_t size, const char *text)
{
	if (text && (size_t)snprintf(to, size, "%s", text) >= size)
		fail(l, at, "\"%.40s\" is too long", text);
}

static void copy_required(struct loader *l, const struct json *object, const char *key, char *to,
			  size_t size)
{
	copy_text(l, object, to, size, required_text(l, object, key));
}

static long required_number(struct loader *l, const struct json *object, const char *key)
{
	const struct json *member = member_of(l, object, key, JSON_NUMBER);

	if (!member)
		fail(l, object, "\"%s\" is missing", key);
	return member->number;
}

static struct kernel_range kernels_of(struct loader *l, const struct json *object)
{
	const char *text = required_text(l, object, "kernels");
	struct kernel_range range;

	if (!parse_kernel_range(text, &range))
		fail(l, object, "\"%.40s\" is no range of kernels", text);
	return range;
}

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

static void read_result(struct loader *l, const struct json *object, const struct command *command,
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

static struct result *new_result(struct expectation *expectation)
{
	expectation->results = resized(expectation->results, expectation->count + 1,
				       sizeof(struct result));
	memset(&expectation->results[expectation->count], 0, sizeof(struct result));
	return &expectation->results[expectation->count++];
}

static void read_expectation(struct loader *l, const struct json *object, struct step *step,
			     struct kernel_range kernels)
{
	static const char *const members[] = { "returns", "out", "events", NULL };
	const struct json *others = member_of(l, object, "or", JSON_ARRAY);
	struct expectation *expectation;
	const struct json *at;

	step->expectations = resized(step->expectations, step->count + 1, sizeof(*expectation));
	expectation = &step->expectations[step->count++];
	memset(expectation, 0, sizeof(*expectation));
	expectation->kernels = kernels;
	read_result(l, object, &step->command, new_result(expectation));
	for (at = others ? others->first : NULL; at; at = at->next) {
		only_members(l, at, members);
		read_result(l, at, &step->command, new_result(expectation));
	}
}

static void read_step(struct loader *l, const struct json *object, struct step *step, bool model_only)
{
	static const char *const members[] = {
		"do", "returns", "out", "events", "or", "differs", NULL
	};
	static const char *const of_differs[] = {
		"kernels", "returns", "out", "events", "or", NULL
	};
	char why[120];
	const struct json *differs, *at;

	only_members(l, object, members);
	step->text = copied(required_text(l, object, "do"));
	step->words = copied(step->text);
	if (!parse_command(step->words, &step->command, model_only, why, sizeof(why)))
		fail(l, object, "\"%.80s\": %s", step->text, why);
	read_expectation(l, object, step, every_kernel);
	differs = member_of(l, object, "differs", JSON_ARRAY);
	for (at = differs ? differs->first : NULL; at; at = at->next) {
		only_members(l, at, of_differs);
		read_expectation(l, at, step, kernels_of(l, at));
	}
}

static unsigned int read_needs(struct loader *l, const struct json *root)
{
	static const char *const names[] = { "device", "crash", "root", "perf", "model", NULL };
	const struct json *list = member_of(l, root, "needs", JSON_ARRAY);
	const struct json *at;
	unsigned int needs = 0;

	for (at = list ? list->first : NULL; at; at = at->next) {
		int i = 0;

		while (names[i] && (at->type != JSON_STRING || strcmp(names[i], at->text)))
			i++;
		if (!names[i])
			fail(l, at, "unknown need");
		needs |= 1 << i;
	}
	return needs;
}

static void read_boot(struct loader *l, const struct json *root, struct scenario *scenario)
{
	static const char *const members[] = { "panicOnOops", "cpus", NULL };
	const struct json *boot = member_of(l, root, "boot", JSON_OBJECT);
	const struct json *panic_on_oops;

	scenario->cpus = 1;
	if (!boot)
		return;
	only_members(l, boot, members);
	panic_on_oops = member_of(l, boot, "panicOnOops", JSON_BOOL);
	scenario->panic_on_oops = panic_on_oops && panic_on_oops->truth;
	if (json_member(boot, "cpus"))
		scenario->cpus = required_number(l, boot, "cpus");
}

static void read_scenario(struct loader *l, const struct json *root, struct scenario *scenario)
{
	static const char *const members[] = {
		"title", "about", "kernels", "seen", "needs", "boot", "steps", NULL
	};
	const struct json *steps, *at;

	only_members(l, root, members);
	scenario->title = copied(required_text(l, root, "title"));
	required_text(l, root, "about");
	scenario->kernels = kernels_of(l, root);
	member_of(l, root, "seen", JSON_ARRAY);
	scenario->needs = read_needs(l, root);
	read_boot(l, root, scenario);
	steps = member_of(l, root, "steps", JSON_ARRAY);
	if (!steps || !steps->first)
		fail(l, root, "\"steps\" is missing");
	for (at = steps->first; at; at = at->next)
		scenario->count++;
	if (scenario->count > MAX_STEPS)
		fail(l, steps, "more than %d steps", MAX_STEPS);
	scenario->steps = new_zeroed(scenario->count, sizeof(struct step));
	scenario->count = 0;
	for (at = steps->first; at; at = at->next)
		read_step(l, at, &scenario->steps[scenario->count++],
			  scenario->needs & NEED_MODEL);
}

/* What jumps is alone in a function, and nothing is read there after the jump. */
static void try_scenario(struct loader *l, const struct json *root, struct scenario *scenario)
{
	if (!setjmp(l->failed))
		read_scenario(l, root, scenario);
}

static void try_result(struct loader *l, const struct json *root, const struct command *command,
		       struct result *result)
{
	if (!setjmp(l->failed))
		read_result(l, root, command, result);
}

static char *read_file(const char *path, size_t *length, char *error, size_t error_size)
{
	FILE *file = fopen(path, "re");
	char *text;

	if (!file) {
		snprintf(error, error_size, "%s", strerror(errno));
		return NULL;
	}
	text = new_zeroed(MAX_FILE + 1, 1);
	*length = fread(text, 1, MAX_FILE + 1, file);
	if (ferror(file))
		snprintf(error, error_size, "%s", strerror(errno));
	else if (*length > MAX_FILE)
		snprintf(error, error_size, "more than %d bytes", MAX_FILE);
	fclose(file);
	if (error[0]) {
		free(text);
		return NULL;
	}
	return text;
}

struct scenario *load_scenario(const char *path, const char *name, char *error, size_t error_size)
{
	struct loader l = { .error = error, .error_size = error_size };
	struct scenario *scenario;
	struct json *root;
	size_t length;
	char *text;

	error[0] = '\0';
	text = read_file(path, &length, error, error_size);
	if (!text)
		return NULL;
	root = json_parse(text, length, error, error_size);
	free(text);
	if (!root)
		return NULL;
	scenario = new_zeroed(1, sizeof(*scenario));
	scenario->name = copied(name);
	try_scenario(&l, root, scenario);
	json_free(root);
	if (error[0]) {
		free_scenario(scenario);
		return NULL;
	}
	return scenario;
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

static void free_step(struct step *step)
{
	size_t i, j;

	for (i = 0; i < step->count; i++) {
		for (j = 0; j < step->expectations[i].count; j++)
			clear_result(&step->expectations[i].results[j]);
		free(step->expectations[i].results);
	}
	free(step->expectations);
	free(step->words);
	free(step->text);
}

void free_scenario(struct scenario *scenario)
{
	size_t i;

	for (i = 0; i < scenario->count; i++)
		free_step(&scenario->steps[i]);
	free(scenario->steps);
	free(scenario->title);
	free(scenario->name);
	free(scenario);
}

const struct expectation *expectation_for(const struct step *step, const struct release *kernel)
{
	size_t i;

	for (i = 1; i < step->count; i++)
		if (in_range(kernel, &step->expectations[i].kernels))
			return &step->expectations[i];
	return &step->expectations[0];
}
