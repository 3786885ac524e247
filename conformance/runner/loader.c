// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "loader.h"

_Noreturn void fail(struct loader *l, const struct json *at, const char *format, ...)
{
	va_list arguments;
	int used = snprintf(l->error, l->error_size, "line %d: ", at->line);

	va_start(arguments, format);
	vsnprintf(l->error + used, l->error_size - used, format, arguments);
	va_end(arguments);
	longjmp(l->failed, 1);
}

void only_members(struct loader *l, const struct json *object, const char *const *names)
{
	const struct json *member;

	if (object->type != JSON_OBJECT)
		fail(l, object, "an object expected");
	for (member = object->first; member; member = member->next) {
		const char *const *name = names;

		while (*name && strcmp(*name, member->key))
			name++;
		if (!*name)
			fail(l, member, "unknown member \"%s\"", member->key);
	}
}

const struct json *member_of(struct loader *l, const struct json *object, const char *key,
			     enum json_type type)
{
	const struct json *member = json_member(object, key);

	if (member && member->type != type)
		fail(l, member, "\"%s\" is of the wrong type", key);
	return member;
}

const char *text_of(struct loader *l, const struct json *object, const char *key)
{
	const struct json *member = member_of(l, object, key, JSON_STRING);

	return member ? member->text : NULL;
}

const char *required_text(struct loader *l, const struct json *object, const char *key)
{
	const char *text = text_of(l, object, key);

	if (!text || !*text)
		fail(l, object, "\"%s\" is missing", key);
	return text;
}

void copy_text(struct loader *l, const struct json *at, char *to, size_t size, const char *text)
{
	if (text && (size_t)snprintf(to, size, "%s", text) >= size)
		fail(l, at, "\"%.40s\" is too long", text);
}

void copy_required(struct loader *l, const struct json *object, const char *key, char *to,
		   size_t size)
{
	copy_text(l, object, to, size, required_text(l, object, key));
}

long required_number(struct loader *l, const struct json *object, const char *key)
{
	const struct json *member = member_of(l, object, key, JSON_NUMBER);

	if (!member)
		fail(l, object, "\"%s\" is missing", key);
	return member->number;
}
