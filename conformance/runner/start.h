/* SPDX-License-Identifier: Apache-2.0 */
#ifndef START_H
#define START_H

/* Beginning and end of a scenario's processes. */

void start_main_actor(const char *folder);
void end_actors(void);

#endif
