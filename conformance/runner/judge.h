/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JUDGE_H
#define JUDGE_H

#include "control.h"
#include "machine.h"

/*
 * Puts the outcome of a traced run together from what its machine's console showed, down to the
 * message it died with. False if the console shows no run.
 */
bool read_console(const char *path, const struct scenario *scenario, struct machine *machine,
		  struct outcome *outcome);

#endif
