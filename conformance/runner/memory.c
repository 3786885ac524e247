// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static void *or_end(void *block)
{
	if (!block) {
		fputs("fasync-run: out of memory\n", stderr);
		exit(2);
	}
	return block;
}

void *new_zeroed(size_t count, size_t size)
{
	return or_end(calloc(count ? count : 1, size));
}

void *resized(void *block, size_t count, size_t size)
{
	return or_end(reallocarray(block, count ? count : 1, size));
}

char *copied(const char *text)
{
	return or_end(strdup(text));
}
