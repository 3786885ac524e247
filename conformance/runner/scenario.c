// SPDX-License-Identifier: Apache-2.0
/* From the JSON of a file to a checked scenario. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "json.h"
#include "loader.h"
#include "memory.h"
#include "scenario.h"
#include "scenario_result.h"

#define MAX_FILE (1 << 20)
#define MAX_STEPS 1000

static struct kernel_range kernels_of(struct loader *l, const struct json *object)
{
	const char *text = required_text(l, object, "kernels");
	struct kernel_range range;

	if (!parse_kernel_range(text, &range))
		fail(l, object, "\"%.40s\" is no range of kernels", text);
	return range;
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

static void read_step(struct loader *l, const struct json *object, struct step *step,
		      bool model_only)
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

/* Alone in a function, because nothing may be read there after the jump. */
static void try_scenario(struct loader *l, const struct json *root, struct scenario *scenario)
{
	if (!setjmp(l->failed))
		read_scenario(l, root, scenario);
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
