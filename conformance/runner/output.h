/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "outcome.h"
#include "scenario.h"

/* Results in the form of the scenario files. */

void write_text(FILE *to, const char *text);
void write_result(FILE *to, const struct result *result);
/* {"do": ..., and the result} */
void write_step(FILE *to, const struct step *step, const struct result *result);

#endif
