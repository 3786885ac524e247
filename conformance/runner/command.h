/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario.h"

/*
 * Splits the words in place. False and a reason, if this is no step that the runner can carry out.
 * A scenario for the model alone may use operations that only the model has.
 */
bool parse_command(char *words, struct command *command, bool model_only, char *why,
		   size_t why_size);
/* What a step returns whose scenario does not say it. */
const char *default_return(const struct command *command);

#endif
