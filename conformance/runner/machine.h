/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stdio.h>

#include "kernels.h"
#include "scenario.h"

/* The kernel that a run is compared with, and what it can tell. */
struct machine {
	char name[64];
	struct release kernel;
	bool finds_use_after_free;	/* KASAN */
	bool finds_deadlocks;		/* PROVE_LOCKING */
	bool finds_sleeping;		/* DEBUG_ATOMIC_SLEEP */
	bool tells;			/* its log can be read */
};

struct machine this_machine(void);
void write_machine(FILE *to, const struct machine *machine);
bool read_machine(const char *text, struct machine *machine);

/* Why it cannot run a scenario; NULL if it can. */
const char *reason_to_skip(const struct machine *machine, const struct scenario *scenario,
			   bool may_crash);

#endif
