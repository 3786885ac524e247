// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "memory.h"

struct context {
	const struct scenario *scenario;
	const struct machine *machine;
	const struct outcome *outcome;
};

/* After one of these the state of the machine is undefined. */
static bool is_fatal(const char *message)
{
	static const char *const fatal[] = { "BUG", "oops", "panic", "hang", "use after free" };
	size_t i;

	for (i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		if (!strcmp(message, fatal[i]))
			return true;
	return false;
}

static const char *fatal_message(const struct result *result)
{
	size_t i;

	for (i = 0; i < result->count; i++)
		if (is_fatal(result->events[i].message))
			return result->events[i].message;
	return strcmp(result->returns, "PANIC") ? NULL : "panic";
}

static bool has_message(const struct result *result, const char *message)
{
	size_t i;

	for (i = 0; i < result->count; i++)
		if (!strcmp(result->events[i].message, message))
			return true;
	return false;
}

static bool has_delivery(const struct result *result)
{
	size_t i;

	for (i = 0; i < result->count; i++)
		if (result->events[i].kind == EVENT_DELIVERED)
			return true;
	return false;
}

static bool went_down(const struct result *result)
{
	return has_message(result, "panic") || !strcmp(result->returns, "PANIC");
}

static bool got_stuck(const struct result *result)
{
	return has_message(result, "hang") || !strcmp(result->returns, "HANG");
}

/*
 * Without KASAN it shows in what it leads to, then or later, be it a signal that nobody should get.
 * Or not at all.
 */
static bool shows_use_after_free(const struct context *c, const struct result *got)
{
	const struct result *end = c->outcome->results + c->outcome->count;

	if (c->machine->finds_use_after_free)
		return has_message(got, "use after free");
	for (; got < end; got++)
		if (has_message(got, "oops") || has_message(got, "BUG") || went_down(got) ||
		    has_message(got, "WARN") || got_stuck(got) || has_delivery(got))
			return true;
	return false;
}

static bool may_be_invisible(const struct context *c, const char *fatal)
{
	return !strcmp(fatal, "use after free") && !c->machine->finds_use_after_free;
}

static bool shows(const struct context *c, const char *expected, const struct result *got)
{
	if (!strcmp(expected, "use after free"))
		return shows_use_after_free(c, got);
	if (!strcmp(expected, "oops"))
		return has_message(got, "oops") || has_message(got, "use after free") ||
		       went_down(got);
	if (!strcmp(expected, "panic"))
		return went_down(got);
	if (!strcmp(expected, "hang"))
		return got_stuck(got);
	return has_message(got, expected);
}

/* What is returned says it already. */
static bool is_said(const struct result *result, const struct event *event)
{
	return (!strcmp(event->message, "panic") && !strcmp(result->returns, "PANIC")) ||
	       (!strcmp(event->message, "hang") && !strcmp(result->returns, "HANG"));
}

/* Whether this machine would tell, if it happened. */
static bool is_visible(const struct context *c, const struct event *event)
{
	if (event->kind != EVENT_KERNEL)
		return true;
	if (!c->machine->tells)
		return false;
	if (!strcmp(event->message, "possible deadlock"))
		return c->machine->finds_deadlocks;
	if (!strcmp(event->message, "sleeping in atomic context"))
		return c->machine->finds_sleeping;
	return true;
}

/* Place of an actor in the order of their creation. */
static size_t rank(const struct context *c, const char *actor)
{
	size_t i;

	if (!strcmp(actor, "m"))
		return 0;
	for (i = 0; i < c->scenario->count; i++) {
		const struct command *command = &c->scenario->steps[i].command;

		if ((!strcmp(command->argv[0], "fork") || !strcmp(command->argv[0], "thread")) &&
		    command->argc == 2 && !strcmp(command->argv[1], actor))
			return i + 1;
	}
	return c->scenario->count + 1;
}

static int group(const struct event *event)
{
	if (event->kind == EVENT_DELIVERED)
		return 0;
	return event->kind == EVENT_KERNEL ? 2 : 1;
}

static bool comes_later(const struct context *c, const struct event *a, const struct event *b)
{
	if (group(a) != group(b))
		return group(a) > group(b);
	return rank(c, a->actor) > rank(c, b->actor);
}

/*
 * The order of events of different actors is scheduling: it is made the same on both sides. Within
 * an actor it stays as it is.
 */
static struct result in_order(const struct context *c, const struct result *from)
{
	struct result sorted = { 0 };
	size_t i, at;

	for (i = 0; i < from->count; i++) {
		if (!is_visible(c, &from->events[i]) || is_said(from, &from->events[i]))
			continue;
		add_event(&sorted, &from->events[i]);
		for (at = sorted.count - 1;
		     at && comes_later(c, &sorted.events[at - 1], &from->events[i]); at--)
			sorted.events[at] = sorted.events[at - 1];
		sorted.events[at] = from->events[i];
	}
	return sorted;
}

static bool same_event(const struct event *a, const struct event *b)
{
	return a->kind == b->kind && !strcmp(a->actor, b->actor) && !strcmp(a->via, b->via) &&
	       !strcmp(a->sig, b->sig) && !strcmp(a->code, b->code) &&
	       a->has_sender == b->has_sender &&
	       (a->has_sender ? !strcmp(a->pid, b->pid) && a->uid == b->uid :
				a->band == b->band && a->fd == b->fd) &&
	       a->status == b->status && !strcmp(a->message, b->message);
}

static bool same_events(const struct event *expected, size_t expected_left, const struct event *got,
			size_t got_left)
{
	size_t run = 0;

	if (!expected_left)
		return !got_left;
	for (;;) {
		if ((int)run >= expected->least &&
		    same_events(expected + 1, expected_left - 1, got + run, got_left - run))
			return true;
		if (run == got_left || (int)run == expected->most ||
		    !same_event(expected, &got[run]))
			return false;
		run++;
	}
}

static bool same_result(const struct context *c, const struct result *expected,
			const struct result *got)
{
	struct result a, b;
	bool same;

	if (strcmp(expected->returns, got->returns))
		return false;
	if (expected->out && strcmp(expected->out, got->out ? got->out : ""))
		return false;
	a = in_order(c, expected);
	b = in_order(c, got);
	same = same_events(a.events, a.count, b.events, b.count);
	clear_result(&a);
	clear_result(&b);
	return same;
}

static bool ends_run(const struct result *result)
{
	return !strcmp(result->returns, "HANG") || !strcmp(result->returns, "PANIC");
}

/*
 * How a fault shows depends on the kernel. If it is not as expected to the letter, its cause is
 * what counts, and nothing after it.
 */
static enum match match_step(const struct context *c, const struct expectation *expectation,
			     const struct result *got)
{
	enum match match = MISMATCH;
	size_t i;

	for (i = 0; i < expectation->count; i++)
		if (same_result(c, &expectation->results[i], got))
			return MATCH;
	for (i = 0; i < expectation->count; i++) {
		const char *fatal = fatal_message(&expectation->results[i]);

		if (fatal && shows(c, fatal, got))
			return MATCH_IN_ANOTHER_FORM;
		if (fatal && may_be_invisible(c, fatal))
			match = UNDECIDED;
	}
	return match;
}

enum match match_outcome(const struct scenario *scenario, const struct outcome *outcome,
			 const struct machine *machine, size_t *step)
{
	const struct context c = {
		.scenario = scenario,
		.machine = machine,
		.outcome = outcome,
	};

	for (*step = 0; *step < scenario->count; ++*step) {
		const struct result *got = &outcome->results[*step];
		enum match match;

		if (*step >= outcome->count)
			return MISMATCH;
		match = match_step(&c, expectation_for(&scenario->steps[*step], &machine->kernel),
				   got);
		if (match != MATCH || ends_run(got))
			return match;
	}
	return MATCH;
}
