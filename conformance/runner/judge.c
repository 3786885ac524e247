// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "kmsg.h"
#include "memory.h"
#include "scenario_result.h"

struct console {
	const struct scenario *scenario;
	struct machine *machine;
	struct outcome *outcome;
	bool has_machine;
	size_t step;			/* being carried out */
	bool in_step;
	struct result messages;		/* of the kernel, since the step began */
	char trace[8192];		/* a line of it, as far as it has come */
};

static void begin_step(struct console *c, size_t step)
{
	clear_result(&c->messages);
	c->step = step;
	c->in_step = step < c->scenario->count && step == c->outcome->count;
}

static void end_step(struct console *c, const char *json)
{
	struct result *result = &c->outcome->results[c->outcome->count];

	if (!c->in_step)
		return;
	if (!read_result_text(json, &c->scenario->steps[c->step].command, result))
		return;
	c->in_step = false;
	c->outcome->count++;
}

static void take_trace(struct console *c)
{
	const char *text = c->trace;
	size_t number;
	int used;

	if (!strncmp(text, "machine ", 8))
		c->has_machine = read_machine(text + 8, c->machine);
	else if (sscanf(text, "step %zu", &number) == 1)
		begin_step(c, number);
	else if (sscanf(text, "did %zu %n", &number, &used) == 1)
		end_step(c, text + used);
}

/* The mark may stand behind a time stamp. */
static bool take_trace_line(struct console *c, const char *line)
{
	const char *mark = strstr(line, "@@");
	size_t used = strlen(c->trace);

	if (!mark || (mark[2] != TRACE_PART[2] && mark[2] != TRACE_END[2]))
		return false;
	snprintf(c->trace + used, sizeof(c->trace) - used, "%s", mark + 3);
	if (mark[2] == TRACE_END[2]) {
		take_trace(c);
		c->trace[0] = '\0';
	}
	return true;
}

/* The machine's last words are what the step it was in did. */
static void end_in_step(struct console *c)
{
	struct result *result = &c->outcome->results[c->outcome->count];
	bool panicked = false;
	size_t i;

	*result = c->messages;
	memset(&c->messages, 0, sizeof(c->messages));
	for (i = 0; i < result->count; i++)
		if (!strcmp(result->events[i].message, "panic"))
			panicked = true;
	strcpy(result->returns, panicked ? "PANIC" : "HANG");
	c->outcome->count++;
	c->outcome->hung = !panicked;
}

bool read_console(const char *path, const struct scenario *scenario, struct machine *machine,
		  struct outcome *outcome)
{
	struct console c = { .scenario = scenario, .machine = machine, .outcome = outcome };
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	memset(outcome, 0, sizeof(*outcome));
	outcome->results = new_zeroed(scenario->count, sizeof(struct result));
	if (!file)
		return false;
	while (getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!take_trace_line(&c, line) && c.in_step)
			note_kernel_line(&c.messages, line);
	}
	free(line);
	fclose(file);
	if (c.in_step)
		end_in_step(&c);
	clear_result(&c.messages);
	return c.has_machine;
}
