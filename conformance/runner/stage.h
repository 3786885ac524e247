/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STAGE_H
#define STAGE_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * What the controlling process and the actors share: who there is, which descriptors have names,
 * and the log of signals. It is a memory file, not anonymous memory, to be found again after exec.
 */

#define MAX_ACTORS 16
#define MAX_DESCRIPTORS 64
#define MAX_LOG 16384

/* Descriptors of the runner are out of the way: those of a scenario start at 3. */
#define STAGE_FD 199
#define CHANNEL_FD 200
#define ACTOR_END(index) (CHANNEL_FD + (index))
#define CONTROL_END(index) (CHANNEL_FD + MAX_ACTORS + (index))

enum means {
	BY_HANDLER,
	BY_PLAIN_HANDLER,
	BY_SIGWAIT,
	BY_SIGNALFD,
};

struct log_entry {
	int actor;
	enum means means;
	int signo, code;
	long band;
	int fd;
	pid_t pid;
	uid_t uid;
};

struct actor {
	char name[16];
	bool is_thread;
	bool alive;
	bool in_call;
	unsigned int request;	/* the one being carried out */
	bool stopped;		/* these three are the controlling process's own */
	bool busy;
	unsigned int asked;	/* the last request */
	pid_t pid, tid;
	int process;		/* index of the process's first actor */
};

struct descriptor {
	char name[16];
	int fd;
	int tty_peer;		/* the other end of a terminal, 0 for none */
};

struct process {
	bool reaped;
	int count;
	struct descriptor descriptors[MAX_DESCRIPTORS];
};

struct stage {
	pid_t controller;
	uid_t uid;		/* shown as 0: scenarios are written for root */
	int tcp_port;		/* where the last listening socket listens */
	int count;
	struct actor actors[MAX_ACTORS];
	struct process processes[MAX_ACTORS];
	int logged;
	struct log_entry log[MAX_LOG];
};

extern struct stage *stage;

void create_stage(void);
void enter_stage(void);
void clear_stage(void);

/* NULL if there is none of this name. */
struct actor *find_actor(const char *name);
int index_of(const struct actor *actor);
long shown_uid(uid_t uid);
/* Owners as scenarios name them: pid:m, tid:t1, a negative number for a process group. */
void owner_name(long owner, char *text, size_t size);

/* Flags that one process sets and another one waits for. */
void raise_flag(bool *flag);
void lower_flag(bool *flag);
bool is_raised(const bool *flag);

void nap(long microseconds);

#endif
