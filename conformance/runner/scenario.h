/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "kernels.h"
#include "outcome.h"

#define MAX_WORDS 24

/* The words of a step. */
struct command {
	char actor[16];		/* "ctl" for the controlling process */
	bool in_background;
	int argc;		/* the operation and its arguments */
	char *argv[MAX_WORDS];
};

/* What is acceptable on some kernels: any of the results. */
struct expectation {
	struct kernel_range kernels;
	struct result *results;
	size_t count;
};

struct step {
	char *text;		/* as the file has it */
	char *words;		/* what the command points into */
	struct command command;
	struct expectation *expectations;	/* the first one is for all other kernels */
	size_t count;
};

enum need {
	NEED_DEVICE = 1,
	NEED_CRASH = 2,
	NEED_ROOT = 4,
	NEED_PERF = 8,
	NEED_MODEL = 16,
};

struct scenario {
	char *name;
	char *title;
	struct kernel_range kernels;
	unsigned int needs;
	bool panic_on_oops;
	int cpus;
	struct step *steps;
	size_t count;
};

/* NULL and a message, if the file cannot be read or is no scenario. */
struct scenario *load_scenario(const char *path, const char *name, char *error, size_t error_size);
void free_scenario(struct scenario *scenario);

const struct expectation *expectation_for(const struct step *step, const struct release *kernel);

#endif
