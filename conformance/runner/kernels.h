/* SPDX-License-Identifier: Apache-2.0 */
#ifndef KERNELS_H
#define KERNELS_H

#include <stdbool.h>

/* 2.6.x counts three numbers, later kernels two: a stable update belongs to its release. */
struct release {
	int major, minor, patch;
};

struct kernel_range {
	struct release from, to;
};

extern const struct kernel_range every_kernel;

/* "A..B", "A..", "..B" or "A"; false if it is none of these. */
bool parse_kernel_range(const char *text, struct kernel_range *range);
/* A name such as 6.1.0-56-amd64; false if it does not begin like one. */
bool parse_release(const char *text, struct release *release);
bool in_range(const struct release *release, const struct kernel_range *range);

#endif
