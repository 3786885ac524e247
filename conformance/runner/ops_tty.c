// SPDX-License-Identifier: Apache-2.0
/* Operations on terminals. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "actor.h"
#include "tty.h"

#define SLOW_WORKER 150000	/* microseconds */
#define AFTER_FLUSH 5000

static int other_end(int fd)
{
	const struct descriptor *known = find_descriptor(fd);

	return known && known->tty_peer && fcntl(known->tty_peer, F_GETFD) >= 0 ?
		known->tty_peer : -1;
}

static bool is_terminal(int fd)
{
	struct termios settings;

	return tcgetattr(fd, &settings) == 0;
}

static bool has_input(int fd)
{
	struct pollfd watched = { .fd = fd, .events = POLLIN };

	return poll(&watched, 1, 0) > 0 && (watched.revents & POLLIN);
}

bool tty_has_input(int fd)
{
	int peer = other_end(fd);

	return peer < 0 || has_input(peer) || has_input(fd);
}

/*
 * A poll() that finds no input waits for the worker, on the other end first, then on this one for
 * the echo. Where there was input before, or the other end is not ours, only time helps.
 */
void tty_settle(int fd, bool had_input)
{
	int peer = other_end(fd);

	if (!is_terminal(fd))
		return;
	if (had_input || peer < 0) {
		nap(SLOW_WORKER);
		return;
	}
	has_input(peer);
	has_input(fd);
	nap(AFTER_FLUSH);
}

static int open_slave(int master)
{
	int locked = 0;
	char path[32];
	int index;

	if (ioctl(master, TIOCSPTLCK, &locked) < 0 || ioctl(master, TIOCGPTN, &index) < 0)
		return -1;
	snprintf(path, sizeof(path), "/dev/pts/%d", index);
	return open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
}

static void make_raw(int fd)
{
	struct termios settings;

	tcgetattr(fd, &settings);
	cfmakeraw(&settings);
	tcsetattr(fd, TCSANOW, &settings);
}

static long do_pty(struct call *call)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK);
	int slave;

	if (master < 0)
		return -1;
	slave = open_slave(master);
	if (slave < 0)
		return -1;
	if (!strcmp(argument(call, 3), "raw"))
		make_raw(slave);
	if (name_descriptor(call, call->argv[1], master) < 0 ||
	    name_descriptor(call, call->argv[2], slave) < 0)
		return -1;
	find_descriptor(master)->tty_peer = slave;
	find_descriptor(slave)->tty_peer = master;
	return 0;
}

static long do_ctty(struct call *call)
{
	return ioctl(descriptor(call->argv[1]), TIOCSCTTY, 0);
}

static long do_fg(struct call *call)
{
	bool is_group;
	pid_t group = who(call->argv[2], &is_group);

	return ioctl(descriptor(call->argv[1]), TIOCSPGRP, &group);
}

const struct operation tty_operations[] = {
	OPERATION("pty", 2, 3, do_pty),
	OPERATION("ctty", 1, 1, do_ctty),
	OPERATION("fg", 2, 2, do_fg),
	{ 0 }
};
