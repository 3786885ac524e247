/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SCENARIO_RESULT_H
#define SCENARIO_RESULT_H

#include "scenario.h"

/* The result of a step, as JSON with or without the step's text. */
bool read_result_text(const char *json, const struct command *command, struct result *result);

#endif
