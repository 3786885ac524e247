/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EVENT_LOG_H
#define EVENT_LOG_H

#include "outcome.h"

/* Collects what happened to the actors since the last step. */

void begin_event_log(void);
/* Takes note of actors that died, stopped or went on. */
void note_changes(void);
int death_count(void);
/* Moves all that was noted to the result: signals by actor, then deaths and stops. */
void note_events(struct result *result);

#endif
