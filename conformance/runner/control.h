/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTROL_H
#define CONTROL_H

#include <stdbool.h>

#include "outcome.h"
#include "scenario.h"

struct settings {
	long settle;		/* milliseconds after a step that may have late consequences */
	long timeout;		/* milliseconds until an operation counts as hanging */
	bool trace;
};

/* Of the steps that were carried out; fewer than the scenario has, if one of them hung. */
struct outcome {
	struct result *results;
	size_t count;
	bool hung;
};

struct outcome run_scenario(const struct scenario *scenario, const struct settings *settings);
void free_outcome(struct outcome *outcome);

#endif
