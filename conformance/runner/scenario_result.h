/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SCENARIO_RESULT_H
#define SCENARIO_RESULT_H

#include "loader.h"
#include "scenario.h"

void read_result(struct loader *l, const struct json *object, const struct command *command,
		 struct result *result);
/* The same from a text; false if it is none. */
bool read_result_text(const char *json, const struct command *command, struct result *result);

#endif
