/* SPDX-License-Identifier: Apache-2.0 */
#ifndef KMSG_H
#define KMSG_H

#include <stdbool.h>

#include "outcome.h"

/* What the kernel says. */

/* Adds the event that a line of the kernel's log is, if it is one. */
void note_kernel_line(struct result *result, const char *line);

/* From here on the log is followed; without the right to read it, nothing is ever noted. */
void follow_kernel_log(void);
bool follows_kernel_log(void);
void leave_kernel_log(void);
void note_kernel_log(struct result *result);

/*
 * The trace of a run that may take the machine down goes through the kernel's log, because only
 * there it keeps its place among the kernel's own messages, and its last line is not lost.
 */
#define TRACE_PART "@@+"	/* more follows */
#define TRACE_END "@@."
#define TRACE_FINISHED "finished"

void trace_to_kernel(const char *text);

#endif
