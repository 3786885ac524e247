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
	"Runs scenarios on this kernel and compares what happens with what they expect.\n"
	"\n"
	"  -n RUNS          run each scenario so often\n"
	"  --only PATTERN   only scenarios whose name contains or matches it\n"
	"  --settle MS      wait so long after steps that may have late consequences (1)\n"
	"  --timeout MS     an operation that takes longer hangs (3000)\n"
	"  --crash          run those that take the machine down, too\n"
	"  --json           print what happened, a line of JSON each; the report goes to stderr\n"
	"  --trace          note each step in the kernel's log\n"
	"  --list           only list: needs, processors, panic on oops, name\n"
	"  --kernel RELEASE list only what this kernel can run\n"
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
	OPTION_KERNEL,
	OPTION_JUDGE,
	OPTION_HELP,
};

struct options {
	struct settings settings;
	long runs;
	const char *only;
	const char *console;
	const char *kernel;
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
		{ "kernel", required_argument, NULL, OPTION_KERNEL },
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
		case OPTION_KERNEL:
			options.kernel = optarg;
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

static void list_scenario(const struct scenario *scenario)
{
	static const char *const needs[] = { "device", "crash", "root", "perf", "model" };
	const char *comma = "";
	size_t i;

	for (i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		if (!(scenario->needs & 1 << i))
			continue;
		printf("%s%s", comma, needs[i]);
		comma = ",";
	}
	printf("%s %d %s %s\n", *comma ? "" : "-", scenario->cpus,
	       scenario->panic_on_oops ? "panic" : "-", scenario->name);
}

static void list(const struct collection *collection, const char *kernel)
{
	struct release release;
	size_t i;

	if (kernel && !parse_release(kernel, &release))
		misused("no release of a kernel");
	for (i = 0; i < collection->count; i++) {
		const struct scenario *scenario = collection->scenarios[i];

		if (kernel && ((scenario->needs & NEED_MODEL) ||
			       !in_range(&release, &scenario->kernels)))
			continue;
		list_scenario(scenario);
	}
}

/* The kernel warns of a place in a module's way only once, unless it is told to forget. */
static void forget_warnings(const struct scenario *scenario)
{
	int file;

	if (!(scenario->needs & NEED_DEVICE))
		return;
	file = open("/sys/kernel/debug/clear_warn_once", O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return;
	if (write(file, "1", 1) < 0)
		perror("fasync-run: clear_warn_once");
	close(file);
}

/* Tells what is not an exact match; that of all runs is told once. */
static enum match judge(FILE *report, const struct scenario *scenario,
			const struct outcome *outcome, const struct machine *machine)
{
	size_t step;
	enum match match = match_outcome(scenario, outcome, machine, &step);

	if (match == MISMATCH)
		report_mismatch(report, scenario, outcome, machine, step);
	else if (match == MATCH_IN_ANOTHER_FORM)
		report_other_form(report, scenario, &outcome->results[step]);
	else if (match == UNDECIDED)
		report_skipped(report, scenario, "the use after free does not show without KASAN");
	return match;
}

static enum match run(const struct scenario *scenario, const struct options *options,
		      const struct machine *machine)
{
	FILE *report = options->json ? stderr : stdout;
	enum match match = MATCH;
	long i;

	for (i = 0; i < options->runs && match == MATCH; i++) {
		struct outcome outcome;

		forget_warnings(scenario);
		outcome = run_scenario(scenario, &options->settings);
		if (options->json && !i)
			report_outcome(stdout, scenario, &outcome, machine);
		match = judge(report, scenario, &outcome, machine);
		free_outcome(&outcome);
	}
	if (match == MATCH)
		report_match(report, scenario);
	return match;
}

static void count(struct totals *totals, enum match match)
{
	totals->scenarios++;
	if (match == MISMATCH)
		totals->mismatches++;
	else if (match == UNDECIDED)
		totals->skipped++;
	else
		totals->matches++;
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

		if (reason) {
			count(&totals, UNDECIDED);
			report_skipped(report, scenario, reason);
		} else {
			count(&totals, run(scenario, options, &machine));
		}
	}
	report_totals(report, &totals, &machine);
	return totals;
}

static enum match judge_console(const char *console, const struct scenario *scenario)
{
	struct machine machine;
	struct outcome outcome;
	enum match match = MISMATCH;

	if (read_console(console, scenario, &machine, &outcome))
		match = judge(stdout, scenario, &outcome, &machine);
	else
		printf("MISMATCH %s\n    the console shows no run of it\n", scenario->name);
	if (match == MATCH)
		report_match(stdout, scenario);
	free_outcome(&outcome);
	return match;
}

static struct totals judge_all(const struct collection *collection, const char *console)
{
	struct totals totals = { 0 };
	size_t i;

	for (i = 0; i < collection->count; i++)
		count(&totals, judge_console(console, collection->scenarios[i]));
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
		list(&collection, options.kernel);
	else if (options.console)
		totals = judge_all(&collection, options.console);
	else
		totals = run_all(&collection, &options);
	free_collection(&collection);
	return totals.mismatches ? 1 : 0;
}
