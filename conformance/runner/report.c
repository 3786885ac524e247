// SPDX-License-Identifier: Apache-2.0
#include "output.h"
#include "report.h"

void report_match(FILE *to, const struct scenario *scenario)
{
	fprintf(to, "ok %s\n", scenario->name);
	fflush(to);
}

void report_other_form(FILE *to, const struct scenario *scenario, const struct result *got)
{
	fprintf(to, "ok %s, in another form: ", scenario->name);
	write_result(to, got);
	putc('\n', to);
	fflush(to);
}

void report_skipped(FILE *to, const struct scenario *scenario, const char *reason)
{
	fprintf(to, "skipped: %s: %s\n", scenario->name, reason);
	fflush(to);
}

void report_mismatch(FILE *to, const struct scenario *scenario, const struct outcome *outcome,
		     const struct machine *machine, size_t step)
{
	const struct step *at = &scenario->steps[step];
	const struct expectation *expectation = expectation_for(at, &machine->kernel);
	bool hung = outcome->hung && step + 1 >= outcome->count;
	size_t i;

	fprintf(to, "%s %s\n", hung ? "HANG" : "MISMATCH", scenario->name);
	fprintf(to, "    step %zu: %s\n", step + 1, at->text);
	for (i = 0; i < expectation->count; i++) {
		fprintf(to, "    %s ", i ? "or:      " : "expected:");
		write_result(to, &expectation->results[i]);
		putc('\n', to);
	}
	fputs("    got:      ", to);
	if (step < outcome->count)
		write_result(to, &outcome->results[step]);
	else
		fputs("nothing, the run had ended", to);
	putc('\n', to);
	fflush(to);
}

void report_totals(FILE *to, const struct totals *totals, const struct machine *machine)
{
	fprintf(to, "%d scenarios, %d match, %d mismatch, %d skipped (Linux %s)\n",
		totals->scenarios, totals->matches, totals->mismatches, totals->skipped,
		machine->name);
}

void report_outcome(FILE *to, const struct scenario *scenario, const struct outcome *outcome,
		    const struct machine *machine)
{
	size_t i;

	fputs("{\"scenario\": ", to);
	write_text(to, scenario->name);
	fputs(", \"kernel\": ", to);
	write_text(to, machine->name);
	fputs(", \"steps\": [", to);
	for (i = 0; i < outcome->count; i++) {
		if (i)
			fputs(", ", to);
		write_step(to, &scenario->steps[i], &outcome->results[i]);
	}
	fputs("]}\n", to);
	fflush(to);
}
