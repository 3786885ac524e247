// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actor.h"
#include "collection.h"
#include "compare.h"
#include "judge.h"
#include "kmsg.h"
#include "names.h"
#include "report.h"

#define EXIT_USAGE 2

static const char usage[] =
	"Usage: fasync-run [OPTION]... FILE|FOLDER...\n"
	"Runs scenarios on the kernel it stands on and compares what happens with what they expect.\n"
	"\n"
	"  -n RUNS          run each scenario so often\n"
	"  --only PATTERN   only scenarios whose name contains or matches it\n"
	"  --settle MS      wait so long after steps that may have late consequences (1)\n"
	"  --timeout MS     an operation that takes longer hangs (3000)\n"
	"  --crash          run those that take the machine down, too\n"
	"  --json           print what happened, a line of JSON each; the report goes to stderr\n"
	"  --trace          note each step in the kernel's log\n"
	"  --list           only list: needs, processors, panic on oops, name\n"
	"  --judge CONSOLE  do not run, but judge a traced run by its machine's console\n"
	"\n"
	"Exit status: 0 all match, 1 some do not, 2 wrong usage or an unreadable scenario.\n";

enum long_option {
	OPTION_ONLY = 256,
	OPTION_SETTLE,
	OPTION_TIMEOUT,
	OPTION_CRASH,
	OPTION_JSON,
	OPTION_TRACE,
	OPTION_LIST,
	OPTION_JUDGE,
	OPTION_HELP,
};

struct options {
	struct settings settings;
	long runs;
	const char *only;
	const char *console;
	bool may_crash;
	bool json;
	bool list;
};

static _Noreturn void misused(const char *why)
{
	fprintf(stderr, "fasync-run: %s\n%s", why, usage);
	exit(EXIT_USAGE);
}

static long positive(const char *text)
{
	long value;

	if (!whole_number(text, &value) || value < 0 || value > 1000000)
		misused("a number expected");
	return value;
}

static struct options read_options(int argc, char **argv)
{
	static const struct option names[] = {
		{ "only", required_argument, NULL, OPTION_ONLY },
		{ "settle", required_argument, NULL, OPTION_SETTLE },
		{ "timeout", required_argument, NULL, OPTION_TIMEOUT },
		{ "crash", no_argument, NULL, OPTION_CRASH },
		{ "json", no_argument, NULL, OPTION_JSON },
		{ "trace", no_argument, NULL, OPTION_TRACE },
		{ "list", no_argument, NULL, OPTION_LIST },
		{ "judge", required_argument, NULL, OPTION_JUDGE },
		{ "help", no_argument, NULL, OPTION_HELP },
		{ 0 }
	};
	struct options options = { .runs = 1, .settings = { .settle = 1, .timeout = 3000 } };
	int option;

	while ((option = getopt_long(argc, argv, "n:", names, NULL)) != -1) {
		switch (option) {
		case 'n':
			options.runs = positive(optarg);
			break;
		case OPTION_ONLY:
			options.only = optarg;
			break;
		case OPTION_SETTLE:
			options.settings.settle = positive(optarg);
			break;
		case OPTION_TIMEOUT:
			options.settings.timeout = positive(optarg);
			break;
		case OPTION_CRASH:
			options.may_crash = true;
			break;
		case OPTION_JSON:
			options.json = true;
			break;
		case OPTION_TRACE:
			options.settings.trace = true;
			break;
		case OPTION_LIST:
			options.list = true;
			break;
		case OPTION_JUDGE:
			options.console = optarg;
			break;
		case OPTION_HELP:
			fputs(usage, stdout);
			exit(0);
		default:
			misused("unknown option");
		}
	}
	if (optind == argc)
		misused("no scenario is named");
	if (!options.runs)
		misused("no runs");
	return options;
}

static void list(const struct collection *collection)
{
	static const char *const needs[] = { "device", "crash", "root", "perf", "model" };
	size_t i, need;

	for (i = 0; i < collection->count; i++) {
		const struct scenario *scenario = collection->scenarios[i];
		const char *comma = "";

		for (need = 0; need < sizeof(needs) / sizeof(needs[0]); need++) {
			if (!(scenario->needs & 1 << need))
				continue;
			printf("%s%s", comma, needs[need]);
			comma = ",";
		}
		printf("%s %d %s %s\n", *comma ? "" : "-", scenario->cpus,
		       scenario->panic_on_oops ? "panic" : "-", scenario->name);
	}
}

/* Each kernel's first warning of a place is its only one, unless it is told to forget. */
static void forget_warnings(void)
{
	int file = open("/sys/kernel/debug/clear_warn_once", O_WRONLY | O_CLOEXEC);

	if (file >= 0) {
		dprintf(file, "1");
		close(file);
	}
}

static bool run_once(const struct scenario *scenario, const struct options *options,
		     const struct machine *machine, bool is_first)
{
	FILE *report = options->json ? stderr : stdout;
	struct outcome outcome;
	size_t step;
	bool matches;

	forget_warnings();
	outcome = run_scenario(scenario, &options->settings);
	matches = is_as_expected(scenario, &outcome, machine, &step);
	if (options->json && is_first)
		report_outcome(stdout, scenario, &outcome, machine);
	if (!matches)
		report_mismatch(report, scenario, &outcome, machine, step);
	free_outcome(&outcome);
	return matches;
}

static bool run(const struct scenario *scenario, const struct options *options,
		const struct machine *machine)
{
	long i;

	for (i = 0; i < options->runs; i++)
		if (!run_once(scenario, options, machine, !i))
			return false;
	report_match(options->json ? stderr : stdout, scenario);
	return true;
}

static void trace_machine(const struct machine *machine)
{
	char text[256] = "";
	FILE *memory = fmemopen(text, sizeof(text) - 1, "w");

	fputs("machine ", memory);
	write_machine(memory, machine);
	fclose(memory);
	trace_to_kernel(text);
}

/* Actors find the runner's channels and nothing else from here on up. */
static void close_inherited(void)
{
	int fd;

	for (fd = 3; fd < 1024; fd++)
		close(fd);
}

static struct totals run_all(const struct collection *collection, const struct options *options)
{
	FILE *report = options->json ? stderr : stdout;
	struct totals totals = { 0 };
	struct machine machine;
	size_t i;

	close_inherited();
	signal(SIGPIPE, SIG_IGN);
	follow_kernel_log();
	machine = this_machine();
	create_stage();
	if (options->settings.trace)
		trace_machine(&machine);
	for (i = 0; i < collection->count; i++) {
		const struct scenario *scenario = collection->scenarios[i];
		const char *reason = reason_to_skip(&machine, scenario, options->may_crash);

		totals.scenarios++;
		if (reason) {
			totals.skipped++;
			report_skipped(report, scenario, reason);
		} else if (run(scenario, options, &machine)) {
			totals.matches++;
		} else {
			totals.mismatches++;
		}
	}
	report_totals(report, &totals, &machine);
	return totals;
}

static struct totals judge_all(const struct collection *collection, const struct options *options)
{
	struct totals totals = { 0 };
	size_t i, step;

	for (i = 0; i < collection->count; i++) {
		const struct scenario *scenario = collection->scenarios[i];
		struct machine machine;
		struct outcome outcome;

		totals.scenarios++;
		if (!read_console(options->console, scenario, &machine, &outcome)) {
			totals.mismatches++;
			printf("MISMATCH %s\n    the console shows no run of it\n", scenario->name);
		} else if (is_as_expected(scenario, &outcome, &machine, &step)) {
			totals.matches++;
			report_match(stdout, scenario);
		} else {
			totals.mismatches++;
			report_mismatch(stdout, scenario, &outcome, &machine, step);
		}
		free_outcome(&outcome);
	}
	return totals;
}

int main(int argc, char **argv)
{
	struct collection collection = { 0 };
	struct totals totals = { 0 };
	struct options options;

	if (argc == 3 && !strcmp(argv[1], "--actor"))
		act_after_exec(atoi(argv[2]));
	options = read_options(argc, argv);
	if (!collect(argv + optind, argc - optind, options.only, &collection))
		return EXIT_USAGE;
	if (options.list)
		list(&collection);
	else if (options.console)
		totals = judge_all(&collection, &options);
	else
		totals = run_all(&collection, &options);
	free_collection(&collection);
	return totals.mismatches ? 1 : 0;
}
