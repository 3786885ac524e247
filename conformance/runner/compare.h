/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>

#include "control.h"
#include "machine.h"
#include "scenario.h"

/*
 * Whether a run is one that the scenario allows on this machine. If not, the number of the first
 * step that is none of those expected.
 */
bool is_as_expected(const struct scenario *scenario, const struct outcome *outcome,
		    const struct machine *machine, size_t *step);

#endif
