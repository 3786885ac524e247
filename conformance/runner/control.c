// SPDX-License-Identifier: Apache-2.0
/*
 * The controlling process: starts the main actor, has the steps carried out, and notes what
 * happened in each.
 *
 * After each step every actor is asked for a sign of life. It cannot give it before it has handled
 * the signals that it has got, so that all that a step generated directly is noted under this step.
 */
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "actor.h"
#include "control.h"
#include "event_log.h"
#include "kmsg.h"
#include "memory.h"
#include "names.h"
#include "output.h"
#include "start.h"

#define POLL_NAP 50		/* microseconds */
#define FALL_ASLEEP 50		/* milliseconds */
#define CHANGE_STATE 1000

enum answer {
	ANSWERED,
	DIED,
	STOPPED,
	HUNG,
};

static const struct settings *settings;
static unsigned int requests;
static bool hung;

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool has_reply(int index, int milliseconds)
{
	struct pollfd watched = { .fd = CONTROL_END(index), .events = POLLIN };

	return poll(&watched, 1, milliseconds) > 0;
}

/* Replies to requests that were given up are passed over. */
static bool take_reply(int index, int milliseconds, struct reply *reply)
{
	while (has_reply(index, milliseconds))
		if (read(CONTROL_END(index), reply, sizeof(*reply)) == sizeof(*reply) &&
		    reply->number == stage->actors[index].asked)
			return true;
	return false;
}

static enum answer await(struct actor *actor, struct reply *reply)
{
	long end = now() + settings->timeout;
	int index = index_of(actor);

	do {
		if (take_reply(index, 1, reply))
			return ANSWERED;
		note_changes();
		if (!is_raised(&actor->alive))
			return take_reply(index, 0, reply) ? ANSWERED : DIED;
		if (actor->stopped)
			return STOPPED;
	} while (now() < end);
	return HUNG;
}

static void request(struct actor *actor, const char *text)
{
	struct request request = { .number = ++requests };

	snprintf(request.text, sizeof(request.text), "%s", text);
	actor->asked = request.number;
	send(CONTROL_END(index_of(actor)), &request, sizeof(request), MSG_NOSIGNAL);
}

/* As /proc shows it; 'X' for a thread that is gone. */
static char thread_state(const struct actor *actor)
{
	char path[64], text[512];
	char *close;
	FILE *file;
	size_t length;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/stat", actor->pid, actor->tid);
	file = fopen(path, "re");
	if (!file)
		return 'X';
	length = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[length] = '\0';
	close = strrchr(text, ')');
	return close && close[1] ? close[2] : 'X';
}

/* Until an actor in a call that blocks has nothing left to do before it sleeps. */
static void let_fall_asleep(struct actor *actor)
{
	long end = now() + FALL_ASLEEP;

	while (now() < end && !has_reply(index_of(actor), 0)) {
		note_changes();
		if (!is_raised(&actor->alive) || actor->stopped)
			return;
		if (is_raised(&actor->in_call) && thread_state(actor) == 'S')
			return;
		nap(POLL_NAP);
	}
}

/* A stopped actor that was woken is on its way to go on or to die; its parent hears of it later. */
static void let_leave_stop(const struct actor *actor)
{
	long end = now() + CHANGE_STATE;

	while (now() < end && is_raised(&actor->alive) && actor->stopped &&
	       thread_state(actor) != 'T') {
		nap(POLL_NAP);
		note_changes();
	}
}

static void let_thread_end(const struct actor *actor)
{
	long end = now() + CHANGE_STATE;

	while (now() < end && !strchr("ZX", thread_state(actor)))
		nap(POLL_NAP);
}

static void ping(struct actor *actor)
{
	struct reply reply;

	request(actor, "ping");
	if (await(actor, &reply) == HUNG)
		hung = true;
}

/* A death closes files, which may give others something to do: then once more. */
static void let_all_calm_down(void)
{
	int deaths, i;

	do {
		deaths = death_count();
		for (i = 0; i < stage->count && !hung; i++) {
			struct actor *actor = &stage->actors[i];

			if (is_raised(&actor->alive) && actor->stopped)
				let_leave_stop(actor);
			if (!is_raised(&actor->alive) || actor->stopped)
				continue;
			if (actor->busy)
				let_fall_asleep(actor);
			else
				ping(actor);
		}
		note_changes();
	} while (deaths != death_count() && !hung);
}

static void return_text(struct result *result, const char *text)
{
	snprintf(result->returns, sizeof(result->returns), "%s", text);
}

static void return_reply(struct result *result, const struct reply *reply)
{
	if (reply->value < 0)
		error_name(reply->error, result->returns, sizeof(result->returns));
	else
		snprintf(result->returns, sizeof(result->returns), "%ld", reply->value);
	if (reply->out[0])
		result->out = copied(reply->out);
}

static void return_answer(struct result *result, enum answer answer, const struct reply *reply)
{
	switch (answer) {
	case ANSWERED:
		return_reply(result, reply);
		break;
	case DIED:
		return_text(result, "DIED");
		break;
	case STOPPED:
		return_text(result, "STOPPED");
		break;
	case HUNG:
		return_text(result, "HANG");
		hung = true;
		break;
	}
}

static void wait_for_call(struct actor *actor, struct result *result)
{
	bool was_alive = is_raised(&actor->alive);
	struct reply reply;
	enum answer answer = await(actor, &reply);

	actor->busy = false;
	return_answer(result, answer, &reply);
	if (answer == DIED && !was_alive)
		return_text(result, "DEAD");
}

static void control_kill(struct actor *actor, int signo, struct result *result)
{
	long end = now() + CHANGE_STATE;

	if (kill(actor->pid, signo) < 0) {
		error_name(errno, result->returns, sizeof(result->returns));
		return;
	}
	return_text(result, "0");
	if (signo != SIGSTOP && signo != SIGCONT)
		return;
	while (now() < end && is_raised(&actor->alive) && actor->stopped != (signo == SIGSTOP)) {
		nap(POLL_NAP);
		note_changes();
	}
}

static void control(const struct command *command, struct result *result)
{
	const char *verb = command->argv[0];
	struct actor *actor;

	if (!strcmp(verb, "settle")) {
		nap(atol(command->argv[1]) * 1000);
		return;
	}
	actor = find_actor(command->argv[1]);
	if (!actor)
		return_text(result, "DEAD");
	else if (!strcmp(verb, "wait"))
		wait_for_call(actor, result);
	else if (!strcmp(verb, "busy"))
		return_text(result, has_reply(index_of(actor), 0) ? "returned" : "blocked");
	else
		control_kill(actor, signal_number(command->argv[2]), result);
}

static void have_carried_out(const struct step *step, struct result *result)
{
	const struct command *command = &step->command;
	const struct operation *operation = find_operation(command->argv[0]);
	struct actor *actor = find_actor(command->actor);
	struct reply reply;
	enum answer answer;

	if (!actor || !is_raised(&actor->alive)) {
		return_text(result, "DEAD");
		return;
	}
	request(actor, strchr(step->text, ' ') + 1);
	if (command->in_background) {
		actor->busy = true;
		let_fall_asleep(actor);
		return_text(result, "started");
		return;
	}
	answer = await(actor, &reply);
	return_answer(result, answer, &reply);
	if (answer == ANSWERED && !strcmp(command->argv[0], "texit")) {
		lower_flag(&actor->alive);
		let_thread_end(actor);
	}
	if (answer != HUNG && !operation->quick)
		nap(settings->settle * 1000);
}

static void trace_step(size_t number, const struct step *step, const struct result *result)
{
	char *text = NULL;
	size_t length;
	FILE *memory;

	if (!settings->trace)
		return;
	memory = open_memstream(&text, &length);
	if (!memory)
		return;
	if (result) {
		fprintf(memory, "did %zu ", number);
		write_step(memory, step, result);
	} else {
		fprintf(memory, "step %zu", number);
	}
	fclose(memory);
	trace_to_kernel(text);
	free(text);
}

static void carry_out_step(size_t number, const struct step *step, struct result *result)
{
	trace_step(number, step, NULL);
	if (!strcmp(step->command.actor, "ctl"))
		control(&step->command, result);
	else
		have_carried_out(step, result);
	if (!hung)
		let_all_calm_down();
	if (hung && strcmp(result->returns, "HANG"))
		return_text(result, "HANG");
	note_events(result);
	note_kernel_log(result);
	trace_step(number, step, result);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	remove(path);
	return 0;
}

struct outcome run_scenario(const struct scenario *scenario, const struct settings *wanted)
{
	struct outcome outcome = { 0 };
	char folder[] = "/tmp/fasync-run-XXXXXX";
	struct result ignored = { 0 };

	settings = wanted;
	hung = false;
	if (!mkdtemp(folder)) {
		perror("fasync-run: temporary folder");
		exit(2);
	}
	start_main_actor(folder);
	note_kernel_log(&ignored);
	clear_result(&ignored);
	outcome.results = new_zeroed(scenario->count, sizeof(struct result));
	while (outcome.count < scenario->count && !hung) {
		carry_out_step(outcome.count, &scenario->steps[outcome.count],
			       &outcome.results[outcome.count]);
		outcome.count++;
	}
	outcome.hung = hung;
	/* Actors that the kernel holds for ever would keep the machine from saying so. */
	if (settings->trace)
		trace_to_kernel(TRACE_FINISHED);
	end_actors();
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	return outcome;
}

void free_outcome(struct outcome *outcome)
{
	size_t i;

	for (i = 0; i < outcome->count; i++)
		clear_result(&outcome->results[i]);
	free(outcome->results);
	memset(outcome, 0, sizeof(*outcome));
}
