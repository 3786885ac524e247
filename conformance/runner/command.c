// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "names.h"
#include "operations.h"

static bool refuse(char *why, size_t why_size, const char *reason)
{
	snprintf(why, why_size, "%s", reason);
	return false;
}

static int split(char *words, char **argv)
{
	char *rest = words;
	int argc = 0;

	for (;;) {
		char *word = strsep(&rest, " ");

		if (!word)
			return argc;
		if (!*word || argc == MAX_WORDS)
			return -1;
		argv[argc++] = word;
	}
}

static bool check_control(const struct command *command)
{
	const char *verb = command->argv[0];
	long milliseconds;

	if (!strcmp(verb, "settle"))
		return command->argc == 2 && whole_number(command->argv[1], &milliseconds) &&
		       milliseconds >= 0 && milliseconds <= 60000;
	if (!strcmp(verb, "wait") || !strcmp(verb, "busy"))
		return command->argc == 2;
	return !strcmp(verb, "kill") && command->argc == 3 && signal_number(command->argv[2]) >= 0;
}

/* Files of a scenario are in a folder of its own; only devices are elsewhere. */
static bool is_safe_path(const char *path)
{
	if (strstr(path, ".."))
		return false;
	return path[0] != '/' || !strncmp(path, "/dev/", 5);
}

/* The machine's own processes are not to be hit by a number that a scenario makes up. */
static bool is_safe_target(const char *who)
{
	long number;

	return strcmp(who, "all") && !whole_number(who, &number);
}

static bool check_operation(const struct command *command, const struct operation *operation,
			    char *why, size_t why_size)
{
	int arguments = command->argc - 1;

	if (arguments < operation->least)
		return refuse(why, why_size, "an argument is missing");
	if (arguments > operation->most)
		return refuse(why, why_size, "too many arguments");
	if (operation->path && operation->path <= arguments &&
	    !is_safe_path(command->argv[operation->path]))
		return refuse(why, why_size, "the path leaves the scenario's folder");
	if (operation->target && !is_safe_target(command->argv[operation->target]))
		return refuse(why, why_size, "signals go to the scenario's processes only");
	return true;
}

bool parse_command(char *words, struct command *command, bool model_only, char *why,
		   size_t why_size)
{
	char *argv[MAX_WORDS];
	const struct operation *operation;
	int argc = split(words, argv);
	size_t length;

	if (argc < 2)
		return refuse(why, why_size, "no ACTOR OP ARG... with single spaces");
	length = strlen(argv[0]);
	command->in_background = argv[0][length - 1] == '&';
	if (command->in_background)
		argv[0][--length] = '\0';
	if (!length || length >= sizeof(command->actor))
		return refuse(why, why_size, "the actor's name is empty or too long");
	strcpy(command->actor, argv[0]);
	command->argc = argc - 1;
	memcpy(command->argv, argv + 1, command->argc * sizeof(argv[0]));
	if (!strcmp(command->actor, "ctl"))
		return check_control(command) ||
		       refuse(why, why_size,
			      "ctl can settle MS, wait ACTOR, busy ACTOR, kill ACTOR SIG");
	if (model_only)
		return true;
	operation = find_operation(command->argv[0]);
	if (!operation)
		return refuse(why, why_size, "unknown operation");
	return check_operation(command, operation, why, why_size);
}

const char *default_return(const struct command *command)
{
	if (command->in_background)
		return "started";
	return strcmp(command->actor, "ctl") || strcmp(command->argv[0], "settle") ? "0" : "";
}
