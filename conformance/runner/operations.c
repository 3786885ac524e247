// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "operations.h"

static const struct operation *const themes[] = {
	file_operations,
	transfer_operations,
	fcntl_operations,
	socket_operations,
	tty_operations,
	event_operations,
	signal_operations,
	mask_operations,
	trap_operations,
	process_operations,
	device_operations,
};

const struct operation *find_operation(const char *name)
{
	const struct operation *at;
	size_t i;

	for (i = 0; i < sizeof(themes) / sizeof(themes[0]); i++)
		for (at = themes[i]; at->name; at++)
			if (!strcmp(at->name, name))
				return at;
	return NULL;
}

void print(struct call *call, const char *format, ...)
{
	size_t used = strlen(call->out);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(call->out + used, call->out_size - used, format, arguments);
	va_end(arguments);
}

const char *argument(const struct call *call, int index)
{
	return index < call->argc ? call->argv[index] : "";
}

long number(const struct call *call, int index)
{
	long value;

	return whole_number(argument(call, index), &value) ? value : 0;
}
