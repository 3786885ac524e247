// SPDX-License-Identifier: Apache-2.0
#include "names.h"
#include "output.h"

void write_text(FILE *to, const char *text)
{
	const unsigned char *at;

	putc('"', to);
	for (at = (const unsigned char *)text; *at; at++) {
		if (*at == '"' || *at == '\\')
			fprintf(to, "\\%c", *at);
		else if (*at < 0x20)
			fprintf(to, "\\u%04x", *at);
		else
			putc(*at, to);
	}
	putc('"', to);
}

static void write_member(FILE *to, const char *before, const char *key, const char *text)
{
	fprintf(to, "%s\"%s\": ", before, key);
	write_text(to, text);
}

static void write_delivery(FILE *to, const struct event *event)
{
	write_member(to, "{", "to", event->actor);
	write_member(to, ", ", "via", event->via);
	write_member(to, ", ", "sig", event->sig);
	if (!event->code[0])
		return;
	write_member(to, ", ", "code", event->code);
	if (event->has_sender) {
		write_member(to, ", ", "pid", event->pid);
		fprintf(to, ", \"uid\": %ld", event->uid);
	} else {
		fprintf(to, ", \"band\": %ld, \"fd\": %ld", event->band, event->fd);
	}
}

static void write_event(FILE *to, const struct event *event)
{
	switch (event->kind) {
	case EVENT_DELIVERED:
		write_delivery(to, event);
		break;
	case EVENT_DIED:
		write_member(to, "{", "died", event->actor);
		write_member(to, ", ", "sig", event->sig);
		break;
	case EVENT_STOPPED:
		write_member(to, "{", "stopped", event->actor);
		write_member(to, ", ", "sig", event->sig);
		break;
	case EVENT_CONTINUED:
		write_member(to, "{", "continued", event->actor);
		break;
	case EVENT_EXITED:
		write_member(to, "{", "exited", event->actor);
		fprintf(to, ", \"status\": %ld", event->status);
		break;
	case EVENT_KERNEL:
		write_member(to, "{", "kernel", event->message);
		break;
	}
	if (event->least != 1 || event->most != 1)
		fprintf(to, ", \"times\": \"%d..%d\"", event->least, event->most);
	putc('}', to);
}

static void write_members(FILE *to, const struct result *result, const char *before)
{
	long ignored;
	size_t i;

	if (result->returns[0]) {
		fprintf(to, "%s\"returns\": ", before);
		if (whole_number(result->returns, &ignored))
			fputs(result->returns, to);
		else
			write_text(to, result->returns);
		before = ", ";
	}
	if (result->out) {
		write_member(to, before, "out", result->out);
		before = ", ";
	}
	if (!result->count)
		return;
	fprintf(to, "%s\"events\": [", before);
	for (i = 0; i < result->count; i++) {
		if (i)
			fputs(", ", to);
		write_event(to, &result->events[i]);
	}
	putc(']', to);
}

void write_result(FILE *to, const struct result *result)
{
	putc('{', to);
	write_members(to, result, "");
	putc('}', to);
}

void write_step(FILE *to, const struct step *step, const struct result *result)
{
	write_member(to, "{", "do", step->text);
	write_members(to, result, ", ");
	putc('}', to);
}
