/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ACTOR_H
#define ACTOR_H

#include <signal.h>
#include <stdbool.h>

#include "operations.h"
#include "stage.h"

/* The side of the actors: processes and threads that carry out one operation after the other. */

#define MAX_REQUEST 1024

struct request {
	unsigned int number;
	char text[MAX_REQUEST];
};

struct reply {
	unsigned int number;	/* of its request */
	long value;
	int error;
	char out[1024];
};

extern __thread int self;	/* the actor's index */

/* Carries out what comes over the actor's channel, for ever. */
_Noreturn void act(int index);
/* The same after exec: the stage is entered again and exec is answered. */
_Noreturn void act_after_exec(int index);

/* The descriptor of a name or a number; one that is never open, if it is neither. */
int descriptor(const char *name);
struct descriptor *find_descriptor(int fd);
/* Gives a new descriptor its name, and prints it. Returns 0, or -1 if there is none. */
long name_descriptor(struct call *call, const char *name, int fd);

/* WHO of a scenario: a pid, or the id of a process group. */
long who(const char *text, bool *is_group);
/* The same as one number, negative for a process group. */
long owner(const char *text);

void log_signal(enum means means, int signo, const siginfo_t *info);

#endif
