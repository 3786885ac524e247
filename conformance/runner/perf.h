/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PERF_H
#define PERF_H

/* -1 where the kernel or its settings do not allow it. */
int open_perf_counter(void);

#endif
