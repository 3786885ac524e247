// SPDX-License-Identifier: Apache-2.0
/* Operations on the devices of our module. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../module/fz_ioctl.h"
#include "actor.h"
#include "names.h"

static int context_number(const char *name)
{
	if (!strcmp(name, "irq"))
		return FZ_FROM_IRQ;
	if (!strcmp(name, "work"))
		return FZ_FROM_WORK;
	if (!strcmp(name, "spin"))
		return FZ_FROM_SPINLOCK;
	return FZ_FROM_PROCESS;
}

static long do_kf(struct call *call)
{
	struct fz_kick kick = {
		.band = number(call, 3),
		.times = call->argc > 4 ? number(call, 4) : 1,
		.context = context_number(argument(call, 5)),
	};
	long value;

	kick.sig = whole_number(call->argv[2], &value) ? value : signal_number(call->argv[2]);
	return ioctl(descriptor(call->argv[1]), FZ_KICK, &kick);
}

static long do_fz_helper(struct call *call)
{
	struct fz_help help = {
		.fd = number(call, 2),
		.on = !strcmp(call->argv[3], "on"),
	};

	return ioctl(descriptor(call->argv[1]), FZ_HELP, &help);
}

static long do_fz_list(struct call *call)
{
	struct fz_list list = { 0 };
	int i;

	if (ioctl(descriptor(call->argv[1]), FZ_LIST, &list) < 0)
		return -1;
	print(call, "n=%d fds=[", list.count);
	for (i = 0; i < list.count && i < FZ_LIST_MAX; i++)
		print(call, "%s%d", i ? "," : "", list.fd[i]);
	print(call, "]");
	return 0;
}

static long do_fz_corrupt(struct call *call)
{
	return ioctl(descriptor(call->argv[1]), FZ_CORRUPT, 0);
}

static long do_fz_setown(struct call *call)
{
	return ioctl(descriptor(call->argv[1]), FZ_SETOWN, number(call, 2));
}

const struct operation device_operations[] = {
	OPERATION("kf", 3, 5, do_kf),
	OPERATION("fz_helper", 3, 3, do_fz_helper),
	OPERATION("fz_list", 1, 1, do_fz_list, .quick = true),
	OPERATION("fz_corrupt", 1, 1, do_fz_corrupt),
	OPERATION("fz_setown", 2, 2, do_fz_setown),
	{ 0 }
};
