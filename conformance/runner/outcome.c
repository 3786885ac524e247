// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "outcome.h"

void add_event(struct result *result, const struct event *event)
{
	/* Room doubles at powers of two, which the count itself tells. */
	if (!(result->count & (result->count - 1)))
		result->events = resized(result->events, result->count ? result->count * 2 : 1,
					 sizeof(*event));
	result->events[result->count++] = *event;
}

void clear_result(struct result *result)
{
	free(result->out);
	free(result->events);
	memset(result, 0, sizeof(*result));
}
