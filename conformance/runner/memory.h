/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Allocation that ends the program instead of failing. */
void *new_zeroed(size_t count, size_t size);
void *resized(void *block, size_t count, size_t size);
char *copied(const char *text);

#endif
