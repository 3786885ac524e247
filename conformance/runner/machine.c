// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kmsg.h"
#include "machine.h"
#include "perf.h"

static const struct {
	const char *word;
	size_t place;
	const char *symbol;	/* there only if the kernel was built with it */
} abilities[] = {
	{ "kasan", offsetof(struct machine, finds_use_after_free), "kasan_report" },
	{ "lockdep", offsetof(struct machine, finds_deadlocks), "print_circular_bug" },
	{ "sleep", offsetof(struct machine, finds_sleeping), "__might_sleep" },
};

#define ABILITIES (sizeof(abilities) / sizeof(abilities[0]))

static bool *ability(struct machine *machine, size_t i)
{
	return (bool *)((char *)machine + abilities[i].place);
}

static void find_abilities(struct machine *machine)
{
	FILE *symbols = fopen("/proc/kallsyms", "re");
	char line[512], name[512];
	size_t i;

	if (!symbols)
		return;
	while (fgets(line, sizeof(line), symbols)) {
		if (sscanf(line, "%*s %*s %511s", name) != 1)
			continue;
		for (i = 0; i < ABILITIES; i++)
			if (!strcmp(name, abilities[i].symbol))
				*ability(machine, i) = true;
	}
	fclose(symbols);
}

struct machine this_machine(void)
{
	struct machine machine = { 0 };
	struct utsname system;

	uname(&system);
	snprintf(machine.name, sizeof(machine.name), "%.63s", system.release);
	parse_release(machine.name, &machine.kernel);
	machine.tells = follows_kernel_log();
	if (machine.tells)
		find_abilities(&machine);
	return machine;
}

void write_machine(FILE *to, const struct machine *machine)
{
	struct machine copy = *machine;
	size_t i;

	fputs(machine->name, to);
	for (i = 0; i < ABILITIES; i++)
		if (*ability(&copy, i))
			fprintf(to, " %s", abilities[i].word);
}

bool read_machine(const char *text, struct machine *machine)
{
	char copy[256];
	char *rest = copy;
	char *word;
	size_t i;

	memset(machine, 0, sizeof(*machine));
	machine->tells = true;
	snprintf(copy, sizeof(copy), "%s", text);
	word = strsep(&rest, " ");
	snprintf(machine->name, sizeof(machine->name), "%.63s", word);
	while ((word = strsep(&rest, " ")))
		for (i = 0; i < ABILITIES; i++)
			if (!strcmp(word, abilities[i].word))
				*ability(machine, i) = true;
	return parse_release(machine->name, &machine->kernel);
}

static bool has_device(void)
{
	return access("/dev/fz_good", F_OK) == 0;
}

static bool has_perf(void)
{
	int fd = open_perf_counter();

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool changes_uids(const struct scenario *scenario)
{
	size_t i;

	for (i = 0; i < scenario->count; i++) {
		const char *operation = scenario->steps[i].command.argv[0];

		if (!strcmp(operation, "setuid") || !strcmp(operation, "setresuid"))
			return true;
	}
	return false;
}

const char *reason_to_skip(const struct machine *machine, const struct scenario *scenario,
			   bool may_crash)
{
	if (scenario->needs & NEED_MODEL)
		return "only for the model";
	if (!in_range(&machine->kernel, &scenario->kernels))
		return "for other kernels";
	if ((scenario->needs & NEED_CRASH) && !may_crash)
		return "takes the machine down, needs --crash";
	if ((scenario->needs & NEED_DEVICE) && !has_device())
		return "needs the module";
	if (geteuid() && ((scenario->needs & NEED_ROOT) || changes_uids(scenario)))
		return "needs root";
	if ((scenario->needs & NEED_PERF) && !has_perf())
		return "needs perf events";
	return NULL;
}
