/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "control.h"
#include "machine.h"
#include "scenario.h"

struct totals {
	int scenarios, matches, mismatches, skipped;
};

/* What is told of each scenario, and at the end. */

void report_match(FILE *to, const struct scenario *scenario);
void report_other_form(FILE *to, const struct scenario *scenario, const struct result *got);
void report_mismatch(FILE *to, const struct scenario *scenario, const struct outcome *outcome,
		     const struct machine *machine, size_t step);
void report_skipped(FILE *to, const struct scenario *scenario, const char *reason);
void report_totals(FILE *to, const struct totals *totals, const struct machine *machine);
/* One line of JSON. */
void report_outcome(FILE *to, const struct scenario *scenario, const struct outcome *outcome,
		    const struct machine *machine);

#endif
