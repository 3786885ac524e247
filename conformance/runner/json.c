// SPDX-License-Identifier: Apache-2.0
/*
 * A strict reader of small JSON files: no duplicate members, no fractions, no NUL in strings, and a
 * limit to the depth, because the files may come from anywhere.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "memory.h"

#define MAX_DEPTH 32

struct reader {
	const char *at;
	const char *end;
	int line;
	int depth;
	char *error;
	size_t error_size;
};

static struct json *read_value(struct reader *r);

static void fail(struct reader *r, const char *format, ...)
{
	va_list arguments;
	int used;

	if (r->error[0])
		return;
	used = snprintf(r->error, r->error_size, "line %d: ", r->line);
	va_start(arguments, format);
	vsnprintf(r->error + used, r->error_size - used, format, arguments);
	va_end(arguments);
}

static void skip_space(struct reader *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at) {
		if (*r->at == '\n')
			r->line++;
		r->at++;
	}
}

static bool take(struct reader *r, char wanted)
{
	skip_space(r);
	if (r->at == r->end || *r->at != wanted)
		return false;
	r->at++;
	return true;
}

static bool expect(struct reader *r, char wanted)
{
	if (take(r, wanted))
		return true;
	if (r->at == r->end)
		fail(r, "'%c' expected, but the file ends", wanted);
	else
		fail(r, "'%c' expected", wanted);
	return false;
}

static struct json *new_value(struct reader *r, enum json_type type)
{
	struct json *value = new_zeroed(1, sizeof(*value));

	value->type = type;
	value->line = r->line;
	return value;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static long read_hex4(struct reader *r)
{
	long code = 0;
	int i;

	for (i = 0; i < 4; i++) {
		int digit = r->at < r->end ? hex_digit(*r->at) : -1;

		if (digit < 0) {
			fail(r, "four hexadecimal digits expected after \\u");
			return -1;
		}
		code = code * 16 + digit;
		r->at++;
	}
	return code;
}

/* The code point of a \u escape, of two of them for a surrogate pair; -1 for none. */
static long read_code_point(struct reader *r)
{
	long high = read_hex4(r);
	long low;

	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high <= 0xdbff && r->end - r->at > 2 && r->at[0] == '\\' && r->at[1] == 'u') {
		r->at += 2;
		low = read_hex4(r);
		if (low >= 0xdc00 && low <= 0xdfff)
			return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
	}
	fail(r, "a \\u escape is half of a pair");
	return -1;
}

static char *put_utf8(char *to, long code)
{
	if (code < 0x80) {
		*to++ = code;
	} else if (code < 0x800) {
		*to++ = 0xc0 | code >> 6;
		*to++ = 0x80 | (code & 0x3f);
	} else if (code < 0x10000) {
		*to++ = 0xe0 | code >> 12;
		*to++ = 0x80 | (code >> 6 & 0x3f);
		*to++ = 0x80 | (code & 0x3f);
	} else {
		*to++ = 0xf0 | code >> 18;
		*to++ = 0x80 | (code >> 12 & 0x3f);
		*to++ = 0x80 | (code >> 6 & 0x3f);
		*to++ = 0x80 | (code & 0x3f);
	}
	return to;
}

static char *read_escape(struct reader *r, char *to)
{
	static const char names[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	const char *name;
	long code;

	if (r->at == r->end) {
		fail(r, "the file ends in a string");
		return to;
	}
	if (*r->at == 'u') {
		r->at++;
		code = read_code_point(r);
		if (code == 0)
			fail(r, "a string contains NUL");
		return code > 0 ? put_utf8(to, code) : to;
	}
	name = *r->at ? strchr(names, *r->at) : NULL;
	if (!name) {
		fail(r, "unknown escape in a string");
		return to;
	}
	r->at++;
	*to++ = values[name - names];
	return to;
}

/* Never longer than its source, so that its source gives the room needed. */
static char *read_string(struct reader *r)
{
	const char *close;
	char *text, *to;

	if (!expect(r, '"'))
		return NULL;
	for (close = r->at; close < r->end && *close != '"'; close++)
		if (*close == '\\')
			close++;
	if (close >= r->end) {
		fail(r, "the file ends in a string");
		return NULL;
	}
	text = new_zeroed(close - r->at + 1, 1);
	to = text;
	while (r->at < close && !r->error[0]) {
		unsigned char c = *r->at++;

		if (c < 0x20)
			fail(r, "a control character in a string");
		else if (c == '\\')
			to = read_escape(r, to);
		else
			*to++ = c;
	}
	r->at = close + 1;
	if (r->error[0]) {
		free(text);
		return NULL;
	}
	return text;
}

static struct json *read_number(struct reader *r)
{
	struct json *value = new_value(r, JSON_NUMBER);
	char digits[24];
	size_t used = 0;
	char *rest;

	while (r->at < r->end && used < sizeof(digits) - 1 && *r->at &&
	       strchr("-+.eE0123456789", *r->at))
		digits[used++] = *r->at++;
	digits[used] = '\0';
	errno = 0;
	value->number = strtol(digits, &rest, 10);
	if (!used || *rest || errno)
		fail(r, "a whole number expected");
	return value;
}

static struct json *read_word(struct reader *r)
{
	static const struct {
		const char *text;
		enum json_type type;
		bool truth;
	} words[] = {
		{ "true", JSON_BOOL, true },
		{ "false", JSON_BOOL, false },
		{ "null", JSON_NULL, false },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i].text);
		struct json *value;

		if ((size_t)(r->end - r->at) < length || strncmp(r->at, words[i].text, length))
			continue;
		r->at += length;
		value = new_value(r, words[i].type);
		value->truth = words[i].truth;
		return value;
	}
	fail(r, "a value expected");
	return NULL;
}

static struct json *read_member(struct reader *r, const struct json *object)
{
	char *key = read_string(r);
	struct json *value;

	if (!key)
		return NULL;
	if (json_member(object, key))
		fail(r, "member \"%s\" twice", key);
	value = expect(r, ':') ? read_value(r) : NULL;
	if (!value) {
		free(key);
		return NULL;
	}
	value->key = key;
	return value;
}

static struct json *read_list(struct reader *r, enum json_type type, char close)
{
	struct json *list = new_value(r, type);
	struct json **last = &list->first;

	if (++r->depth > MAX_DEPTH)
		fail(r, "nested more than %d deep", MAX_DEPTH);
	if (!r->error[0] && !take(r, close)) {
		do {
			skip_space(r);
			*last = type == JSON_OBJECT ? read_member(r, list) : read_value(r);
			if (!*last)
				break;
			last = &(*last)->next;
		} while (!r->error[0] && take(r, ','));
		if (!r->error[0])
			expect(r, close);
	}
	r->depth--;
	return list;
}

static struct json *read_value(struct reader *r)
{
	struct json *value = NULL;

	skip_space(r);
	if (r->at == r->end) {
		fail(r, "a value expected, but the file ends");
	} else if (*r->at == '{') {
		r->at++;
		value = read_list(r, JSON_OBJECT, '}');
	} else if (*r->at == '[') {
		r->at++;
		value = read_list(r, JSON_ARRAY, ']');
	} else if (*r->at == '"') {
		value = new_value(r, JSON_STRING);
		value->text = read_string(r);
	} else if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9')) {
		value = read_number(r);
	} else {
		value = read_word(r);
	}
	if (value && r->error[0]) {
		json_free(value);
		value = NULL;
	}
	return value;
}

struct json *json_parse(const char *text, size_t length, char *error, size_t error_size)
{
	struct reader r = {
		.at = text,
		.end = text + length,
		.line = 1,
		.error = error,
		.error_size = error_size,
	};
	struct json *value;

	error[0] = '\0';
	value = read_value(&r);
	skip_space(&r);
	if (value && r.at != r.end)
		fail(&r, "something follows the end of the value");
	if (error[0]) {
		json_free(value);
		return NULL;
	}
	return value;
}

void json_free(struct json *value)
{
	while (value) {
		struct json *next = value->next;

		json_free(value->first);
		free(value->key);
		free(value->text);
		free(value);
		value = next;
	}
}

struct json *json_member(const struct json *object, const char *key)
{
	struct json *member;

	for (member = object->first; member; member = member->next)
		if (member->key && !strcmp(member->key, key))
			return member;
	return NULL;
}
