// SPDX-License-Identifier: Apache-2.0
/*
 * Operations of fcntl and ioctl that arm a file. The system call is made directly, because the C
 * library turns F_GETOWN into another one.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"

#ifndef F_GETOWNER_UIDS
#define F_GETOWNER_UIDS 17
#endif

static long raw_fcntl(struct call *call, int command, long value)
{
	return syscall(SYS_fcntl, descriptor(call->argv[1]), command, value);
}

static long do_setown(struct call *call)
{
	return raw_fcntl(call, F_SETOWN, owner(call->argv[2]));
}

static long do_getown(struct call *call)
{
	long got = raw_fcntl(call, F_GETOWN, 0);
	char name[32];

	if (got == -1 && errno == EBADF)
		return -1;
	/* The id of a process group comes back negative, and so like an error. */
	if (got == -1)
		got = -errno;
	owner_name(got, name, sizeof(name));
	print(call, "%s", name);
	return 0;
}

static const struct {
	const char *name;
	enum __pid_type type;
} owner_types[] = {
	{ "TID", F_OWNER_TID },
	{ "PID", F_OWNER_PID },
	{ "PGRP", F_OWNER_PGRP },
};

#define OWNER_TYPES (sizeof(owner_types) / sizeof(owner_types[0]))

static long do_setown_ex(struct call *call)
{
	struct f_owner_ex wanted = { .type = number(call, 2) };
	bool is_group;
	size_t i;

	for (i = 0; i < OWNER_TYPES; i++)
		if (!strcmp(call->argv[2], owner_types[i].name))
			wanted.type = owner_types[i].type;
	wanted.pid = who(call->argv[3], &is_group);
	return raw_fcntl(call, F_SETOWN_EX, (long)&wanted);
}

static long do_getown_ex(struct call *call)
{
	struct f_owner_ex got = { .type = -1 };
	const char *type = "?";
	char name[32];
	size_t i;

	if (raw_fcntl(call, F_GETOWN_EX, (long)&got) < 0)
		return -1;
	for (i = 0; i < OWNER_TYPES; i++)
		if (got.type == owner_types[i].type)
			type = owner_types[i].name;
	owner_name(got.type == F_OWNER_PGRP ? -got.pid : got.pid, name, sizeof(name));
	print(call, "%s %s", type, name);
	return 0;
}

static long do_getowner_uids(struct call *call)
{
	uid_t uids[2];

	if (raw_fcntl(call, F_GETOWNER_UIDS, (long)uids) < 0)
		return -1;
	print(call, "uid=%ld euid=%ld", shown_uid(uids[0]), shown_uid(uids[1]));
	return 0;
}

static long do_setsig(struct call *call)
{
	long value;

	if (!whole_number(call->argv[2], &value))
		value = signal_number(call->argv[2]);
	return raw_fcntl(call, F_SETSIG, value);
}

static long do_getsig(struct call *call)
{
	long got = raw_fcntl(call, F_GETSIG, 0);

	if (got < 0)
		return -1;
	print(call, "%ld", got);
	return 0;
}

static long change_flag(struct call *call, int flag, bool on)
{
	long flags = raw_fcntl(call, F_GETFL, 0);

	if (flags < 0)
		return -1;
	return raw_fcntl(call, F_SETFL, on ? flags | flag : flags & ~(long)flag);
}

static long do_async(struct call *call)
{
	return change_flag(call, O_ASYNC, !strcmp(call->argv[2], "on"));
}

static long do_blocking(struct call *call)
{
	return change_flag(call, O_NONBLOCK, false);
}

static long do_getfl(struct call *call)
{
	long flags = raw_fcntl(call, F_GETFL, 0);

	if (flags < 0)
		return -1;
	print(call, "O_ASYNC=%d", (flags & O_ASYNC) != 0);
	return 0;
}

static long do_fioasync(struct call *call)
{
	int on = number(call, 2);

	return ioctl(descriptor(call->argv[1]), FIOASYNC, &on);
}

static long do_fiosetown(struct call *call)
{
	int id = owner(call->argv[2]);

	return ioctl(descriptor(call->argv[1]), FIOSETOWN, &id);
}

static long do_siocspgrp(struct call *call)
{
	int id = owner(call->argv[2]);

	return ioctl(descriptor(call->argv[1]), SIOCSPGRP, &id);
}

static long do_lease(struct call *call)
{
	int type = F_UNLCK;

	if (!strcmp(call->argv[2], "r"))
		type = F_RDLCK;
	else if (!strcmp(call->argv[2], "w"))
		type = F_WRLCK;
	return raw_fcntl(call, F_SETLEASE, type);
}

static long do_notify(struct call *call)
{
	const char *how = argument(call, 2);
	long mask = DN_CREATE;

	if (!strcmp(how, "multi"))
		mask |= DN_MULTISHOT;
	else if (!strcmp(how, "off"))
		mask = 0;
	return raw_fcntl(call, F_NOTIFY, mask);
}

const struct operation fcntl_operations[] = {
	OPERATION("setown", 2, 2, do_setown, .quick = true),
	OPERATION("getown", 1, 1, do_getown, .quick = true),
	OPERATION("setown_ex", 3, 3, do_setown_ex, .quick = true),
	OPERATION("getown_ex", 1, 1, do_getown_ex, .quick = true),
	OPERATION("getowner_uids", 1, 1, do_getowner_uids, .quick = true),
	OPERATION("setsig", 2, 2, do_setsig, .quick = true),
	OPERATION("getsig", 1, 1, do_getsig, .quick = true),
	OPERATION("async", 2, 2, do_async),
	OPERATION("getfl", 1, 1, do_getfl, .quick = true),
	OPERATION("blocking", 1, 1, do_blocking, .quick = true),
	OPERATION("fioasync", 2, 2, do_fioasync),
	OPERATION("fiosetown", 2, 2, do_fiosetown, .quick = true),
	OPERATION("siocspgrp", 2, 2, do_siocspgrp, .quick = true),
	OPERATION("lease", 2, 2, do_lease),
	OPERATION("notify", 1, 2, do_notify),
	{ 0 }
};
