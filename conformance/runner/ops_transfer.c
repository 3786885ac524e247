// SPDX-License-Identifier: Apache-2.0
/* Operations that move bytes. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"
#include "tty.h"

#define MOST 65536

static size_t amount(const struct call *call, int index)
{
	long wanted = number(call, index);

	if (wanted < 0)
		return 0;
	return wanted > MOST ? MOST : wanted;
}

static long write_and_settle(int fd, const void *bytes, size_t count)
{
	bool had_input = tty_has_input(fd);
	long written = write(fd, bytes, count);
	int error = errno;

	tty_settle(fd, had_input);
	errno = error;
	return written;
}

static long do_write(struct call *call)
{
	char bytes[MOST];

	memset(bytes, 'x', sizeof(bytes));
	return write_and_settle(descriptor(call->argv[1]), bytes, amount(call, 2));
}

static long do_read(struct call *call)
{
	char bytes[MOST];

	return read(descriptor(call->argv[1]), bytes, amount(call, 2));
}

/* The byte of \n, \s (a space), \xHH or \\; any other backslash stands for itself. */
static const char *read_escape(const char *from, char *to)
{
	unsigned int byte;
	int used;

	switch (from[1]) {
	case 'n':
		*to = '\n';
		return from + 2;
	case 's':
		*to = ' ';
		return from + 2;
	case 'x':
		if (sscanf(from + 2, "%2x%n", &byte, &used) == 1) {
			*to = byte;
			return from + 2 + used;
		}
		break;
	case '\\':
		from++;
		break;
	}
	*to = *from;
	return from + 1;
}

/* In place. Returns the length. */
static size_t unescape(char *text)
{
	const char *from = text;
	char *to = text;

	while (*from) {
		if (*from == '\\')
			from = read_escape(from, to++);
		else
			*to++ = *from++;
	}
	return to - text;
}

static long do_wstr(struct call *call)
{
	size_t length = unescape(call->argv[2]);

	return write_and_settle(descriptor(call->argv[1]), call->argv[2], length);
}

static long do_fill(struct call *call)
{
	int fd = descriptor(call->argv[1]);
	char bytes[4096];
	char name[24];

	memset(bytes, 'x', sizeof(bytes));
	while (write(fd, bytes, sizeof(bytes)) >= 0 || errno == EINTR)
		continue;
	error_name(errno, name, sizeof(name));
	print(call, "%s", name);
	return 0;
}

static long do_drain(struct call *call)
{
	int fd = descriptor(call->argv[1]);
	char bytes[4096];
	ssize_t got;

	do
		got = read(fd, bytes, sizeof(bytes));
	while (got > 0 || (got < 0 && errno == EINTR));
	return 0;
}

static long do_burst(struct call *call)
{
	int fd = descriptor(call->argv[1]);
	long left = number(call, 2);
	long written = 0;

	for (; left > 0; left--)
		written += write(fd, "x", 1) == 1;
	return written;
}

static long do_poll(struct call *call)
{
	struct pollfd watched = {
		.fd = descriptor(call->argv[1]),
		.events = POLLIN | POLLOUT | POLLPRI,
	};

	if (poll(&watched, 1, 0) < 0)
		return -1;
	print(call, "revents=0x%x", watched.revents);
	return 0;
}

static long do_sleep(struct call *call)
{
	nap(number(call, 1) * 1000);
	return 0;
}

const struct operation transfer_operations[] = {
	OPERATION("write", 2, 2, do_write),
	OPERATION("read", 2, 2, do_read),
	OPERATION("wstr", 2, 2, do_wstr),
	OPERATION("fill", 1, 1, do_fill),
	OPERATION("drain", 1, 1, do_drain),
	OPERATION("burst", 2, 2, do_burst),
	OPERATION("poll", 1, 1, do_poll, .quick = true),
	OPERATION("sleep", 1, 1, do_sleep),
	{ 0 }
};
