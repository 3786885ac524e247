/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COLLECTION_H
#define COLLECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "scenario.h"

/* The scenarios of the files and folders that were named. */
struct collection {
	struct scenario **scenarios;
	size_t count;
};

/* False, after a message for each, if any of them cannot be read. */
bool collect(char **paths, int count, const char *pattern, struct collection *collection);
void free_collection(struct collection *collection);

#endif
