/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_type {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	enum json_type type;
	int line;
	char *key;		/* of a member of an object */
	char *text;		/* of a string */
	long number;		/* whole numbers only */
	bool truth;
	struct json *first;	/* of an array or an object */
	struct json *next;
};

/* NULL and a message with its line, if the text is not one JSON value. */
struct json *json_parse(const char *text, size_t length, char *error, size_t error_size);
void json_free(struct json *value);

struct json *json_member(const struct json *object, const char *key);

#endif
