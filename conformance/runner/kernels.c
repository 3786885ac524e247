// SPDX-License-Identifier: Apache-2.0
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "kernels.h"

const struct kernel_range every_kernel = {
	.from = { 0, 0, 0 },
	.to = { INT_MAX, 0, 0 },
};

bool parse_release(const char *text, struct release *release)
{
	int numbers;

	memset(release, 0, sizeof(*release));
	numbers = sscanf(text, "%d.%d.%d", &release->major, &release->minor, &release->patch);
	if (numbers < 2 || release->major < 0 || release->minor < 0 || release->patch < 0)
		return false;
	if (release->major > 2)
		release->patch = 0;
	return true;
}

static bool parse_end(const char *text, size_t length, struct release *release)
{
	char copy[16];

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return strspn(copy, "0123456789.") == length && parse_release(copy, release);
}

bool parse_kernel_range(const char *text, struct kernel_range *range)
{
	const char *dots = strstr(text, "..");
	const char *after;

	*range = every_kernel;
	if (!dots) {
		if (!parse_end(text, strlen(text), &range->from))
			return false;
		range->to = range->from;
		return true;
	}
	after = dots + 2;
	if (dots == text && !*after)
		return false;
	if (dots != text && !parse_end(text, dots - text, &range->from))
		return false;
	return !*after || parse_end(after, strlen(after), &range->to);
}

static int compare(const struct release *a, const struct release *b)
{
	if (a->major != b->major)
		return a->major < b->major ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	return a->patch < b->patch ? -1 : a->patch > b->patch;
}

bool in_range(const struct release *release, const struct kernel_range *range)
{
	return compare(release, &range->from) >= 0 && compare(release, &range->to) <= 0;
}
