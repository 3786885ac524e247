/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

/* What happens in a step, both as a scenario expects it and as the kernel did it. */

enum event_kind {
	EVENT_DELIVERED,
	EVENT_DIED,
	EVENT_STOPPED,
	EVENT_CONTINUED,
	EVENT_EXITED,
	EVENT_KERNEL,
};

struct event {
	enum event_kind kind;
	char actor[16];
	char via[16];
	char sig[16];
	char code[16];		/* empty for a handler that is not told */
	bool has_sender;	/* pid and uid, instead of band and fd */
	char pid[24];
	long uid;
	long band;
	long fd;
	long status;
	char message[40];	/* of the kernel */
	int least, most;	/* times in a row */
};

struct result {
	char returns[24];	/* empty for a step that returns nothing */
	char *out;		/* NULL: prints nothing, or is not compared */
	struct event *events;
	size_t count;
};

void add_event(struct result *result, const struct event *event);
void clear_result(struct result *result);

#endif
