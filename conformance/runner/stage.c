// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "stage.h"

struct stage *stage;

static _Noreturn void give_up(const char *what)
{
	perror(what);
	exit(2);
}

void create_stage(void)
{
	int file = memfd_create("fasync-run", 0);

	if (file < 0 || ftruncate(file, sizeof(*stage)) < 0 || dup2(file, STAGE_FD) < 0)
		give_up("fasync-run: shared memory");
	close(file);
	enter_stage();
}

void enter_stage(void)
{
	stage = mmap(NULL, sizeof(*stage), PROT_READ | PROT_WRITE, MAP_SHARED, STAGE_FD, 0);
	if (stage == MAP_FAILED)
		give_up("fasync-run: shared memory");
}

void clear_stage(void)
{
	/* The log is large, and only as much of it as is counted is ever read. */
	memset(stage, 0, offsetof(struct stage, log));
	stage->controller = getpid();
	stage->uid = getuid();
}

struct actor *find_actor(const char *name)
{
	int i;

	for (i = 0; i < stage->count; i++)
		if (!strcmp(stage->actors[i].name, name))
			return &stage->actors[i];
	return NULL;
}

int index_of(const struct actor *actor)
{
	return actor - stage->actors;
}

long shown_uid(uid_t uid)
{
	return uid == stage->uid ? 0 : (long)uid;
}

void owner_name(long owner, char *text, size_t size)
{
	long id = owner < 0 ? -owner : owner;
	int i;

	if (!owner) {
		snprintf(text, size, "0");
		return;
	}
	for (i = 0; i < stage->count; i++) {
		const struct actor *actor = &stage->actors[i];

		if (actor->tid != id)
			continue;
		snprintf(text, size, "%s:%s",
			 owner < 0 ? "pgrp" : actor->is_thread ? "tid" : "pid", actor->name);
		return;
	}
	if (id == stage->controller)
		snprintf(text, size, "%s:ctl", owner < 0 ? "pgrp" : "pid");
	else
		snprintf(text, size, "%s", owner < 0 ? "-?" : "+?");
}

void raise_flag(bool *flag)
{
	__atomic_store_n(flag, true, __ATOMIC_SEQ_CST);
}

void lower_flag(bool *flag)
{
	__atomic_store_n(flag, false, __ATOMIC_SEQ_CST);
}

bool is_raised(const bool *flag)
{
	return __atomic_load_n(flag, __ATOMIC_SEQ_CST);
}

void nap(long microseconds)
{
	struct timespec left = {
		.tv_sec = microseconds / 1000000,
		.tv_nsec = microseconds % 1000000 * 1000,
	};

	while (nanosleep(&left, &left) < 0)
		continue;
}
