/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LOADER_H
#define LOADER_H

#include <setjmp.h>
#include <stddef.h>

#include "json.h"

/* From JSON to what a scenario consists of; what is wrong with it ends all of it by a jump. */
struct loader {
	jmp_buf failed;
	char *error;
	size_t error_size;
};

__attribute__((format(printf, 3, 4)))
_Noreturn void fail(struct loader *l, const struct json *at, const char *format, ...);
void only_members(struct loader *l, const struct json *object, const char *const *names);
const struct json *member_of(struct loader *l, const struct json *object, const char *key,
			     enum json_type type);
const char *text_of(struct loader *l, const struct json *object, const char *key);
const char *required_text(struct loader *l, const struct json *object, const char *key);
void copy_text(struct loader *l, const struct json *at, char *to, size_t size, const char *text);
void copy_required(struct loader *l, const struct json *object, const char *key, char *to,
		   size_t size);
long required_number(struct loader *l, const struct json *object, const char *key);

#endif
