// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kmsg.h"

#define LOG_FD 190		/* out of the way of a scenario's descriptors */
#define TRACE_PIECE 700		/* the kernel cuts lines at about 1,000 */

static bool following;

/* The first one that a line contains decides. */
static const struct {
	const char *part;
	const char *message;
} patterns[] = {
	{ "kernel BUG at", "BUG" },
	{ "BUG: failure at", "BUG" },
	{ "use-after-free", "use after free" },
	{ "Kernel panic - not syncing", "panic" },
	{ "possible circular locking", "possible deadlock" },
	{ "possible recursive locking", "possible deadlock" },
	{ "inconsistent lock state", "possible deadlock" },
	{ "irq lock inversion", "possible deadlock" },
	{ "irq-safe -> ", "possible deadlock" },
	{ "Invalid wait context", "possible deadlock" },
	{ "sleeping function called", "sleeping in atomic context" },
	{ "scheduling while atomic", "sleeping in atomic context" },
	{ "bad magic number in fasync_struct", "bad magic" },
	{ "soft lockup", "hang" },
	{ "hard LOCKUP", "hang" },
	{ "self-detected stall", "hang" },
	{ "detected stalls", "hang" },
	{ "detected expedited stalls", "hang" },
	{ "blocked for more than", "hang" },
	{ "BUG: unable to handle", "oops" },
	{ "BUG: KASAN:", "oops" },
	{ "Kernel mode fault", "oops" },
	{ "general protection fault", "oops" },
	{ "Oops:", "oops" },
	{ "WARNING: ", "WARN" },
};

static bool has_message(const struct result *result, const char *message)
{
	size_t i;

	for (i = 0; i < result->count; i++)
		if (!strcmp(result->events[i].message, message))
			return true;
	return false;
}

void note_kernel_line(struct result *result, const char *line)
{
	struct event event = { .kind = EVENT_KERNEL, .least = 1, .most = 1 };
	size_t i = 0;

	while (i < sizeof(patterns) / sizeof(patterns[0]) && !strstr(line, patterns[i].part))
		i++;
	if (i == sizeof(patterns) / sizeof(patterns[0]))
		return;
	/* One fault gives several lines, and a BUG is reported as an oops, too. */
	if (strcmp(patterns[i].message, "bad magic") && has_message(result, patterns[i].message))
		return;
	if (!strcmp(patterns[i].message, "oops") && has_message(result, "BUG"))
		return;
	strcpy(event.message, patterns[i].message);
	add_event(result, &event);
}

void follow_kernel_log(void)
{
	int low = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (low < 0)
		return;
	following = lseek(low, 0, SEEK_END) >= 0 &&
		    fcntl(low, F_DUPFD_CLOEXEC, LOG_FD) == LOG_FD;
	close(low);
}

bool follows_kernel_log(void)
{
	return following;
}

void leave_kernel_log(void)
{
	if (following)
		close(LOG_FD);
}

void note_kernel_log(struct result *result)
{
	char record[8192];

	while (following) {
		ssize_t length = read(LOG_FD, record, sizeof(record) - 1);

		/* EPIPE: records were lost, reading goes on behind them. */
		if (length < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (length <= 0)
			return;
		record[length] = '\0';
		if (!strstr(record, "@@"))
			note_kernel_line(result, record);
	}
}

void trace_to_kernel(const char *text)
{
	int log = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	size_t left = strlen(text);
	char line[TRACE_PIECE + 16];

	if (log < 0)
		return;
	do {
		int piece = left > TRACE_PIECE ? TRACE_PIECE : left;
		/* Critical, so that it reaches every console. */
		int length = sprintf(line, "<2>%s%.*s\n",
				     (size_t)piece < left ? TRACE_PART : TRACE_END, piece, text);

		/* Not dprintf(): it wants to seek, which this file does not like. */
		if (write(log, line, length) < 0)
			break;
		text += piece;
		left -= piece;
	} while (left);
	close(log);
}
