/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>

#include "control.h"
#include "machine.h"
#include "scenario.h"

enum match {
	MISMATCH,
	MATCH,
	MATCH_IN_ANOTHER_FORM,	/* the machine failed as expected, but shows it in its own way */
	UNDECIDED,		/* what is expected need not show on this machine, and did not */
};

/*
 * Whether a run is one that the scenario allows on this machine. If it is not, or not to the
 * letter, the number of the step where that was.
 */
enum match match_outcome(const struct scenario *scenario, const struct outcome *outcome,
			 const struct machine *machine, size_t *step);

#endif
