// SPDX-License-Identifier: Apache-2.0
/* Operations that make, name and close files. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actor.h"
#include "names.h"

static long do_pipe(struct call *call)
{
	int ends[2];

	if (pipe2(ends, O_NONBLOCK) < 0)
		return -1;
	name_descriptor(call, call->argv[1], ends[0]);
	return name_descriptor(call, call->argv[2], ends[1]);
}

static int open_flags(const char *mode)
{
	static const struct {
		const char *name;
		int flags;
	} words[] = {
		{ "r", O_RDONLY }, { "w", O_WRONLY }, { "rw", O_RDWR }, { "async", O_ASYNC },
		{ "creat", O_CREAT }, { "dir", O_DIRECTORY }, { "path", O_PATH },
	};
	int flags = O_NONBLOCK;
	char copy[64];
	char *rest = copy;
	char *word;
	size_t i;

	snprintf(copy, sizeof(copy), "%s", mode);
	while ((word = strsep(&rest, "+")))
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (!strcmp(word, words[i].name))
				flags |= words[i].flags;
	return flags;
}

static long do_open(struct call *call)
{
	return name_descriptor(call, call->argv[1],
			       open(call->argv[2], open_flags(call->argv[3]), 0666));
}

/* Another struct file of the same object. */
static long do_reopen(struct call *call)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor(call->argv[2]));
	return name_descriptor(call, call->argv[1], open(path, open_flags(call->argv[3])));
}

/* Files with the caller as owner and a signal, but not asynchronous; they get no names. */
static long do_openmany(struct call *call)
{
	long wanted = number(call, 2);
	long opened;

	for (opened = 0; opened < wanted; opened++) {
		int fd = open(call->argv[1], O_RDWR | O_NONBLOCK | O_CREAT, 0666);

		if (fd < 0)
			break;
		fcntl(fd, F_SETOWN, getpid());
		fcntl(fd, F_SETSIG, signal_number(call->argv[3]));
	}
	return opened;
}

static long do_mkfifo(struct call *call)
{
	return mkfifo(call->argv[1], 0666);
}

static long do_mkdir(struct call *call)
{
	return mkdir(call->argv[1], 0777);
}

static long do_touch(struct call *call)
{
	int fd = open(call->argv[1], O_CREAT | O_WRONLY, 0666);

	return fd < 0 ? -1 : close(fd);
}

static long do_unlink(struct call *call)
{
	return unlink(call->argv[1]);
}

static long do_chmodf(struct call *call)
{
	return chmod(call->argv[1], 0640);
}

static long do_dup(struct call *call)
{
	int old = descriptor(call->argv[2]);
	int least = call->argc > 3 ? (int)number(call, 3) : 0;

	return name_descriptor(call, call->argv[1], fcntl(old, F_DUPFD, least));
}

static long do_dup2(struct call *call)
{
	int to = number(call, 3);

	/* The runner's own channels are up there. */
	if (to >= STAGE_FD && to < CHANNEL_FD + 2 * MAX_ACTORS) {
		errno = EBADF;
		return -1;
	}
	return name_descriptor(call, call->argv[1], dup2(descriptor(call->argv[2]), to));
}

static long do_close(struct call *call)
{
	return close(descriptor(call->argv[1]));
}

static long do_cloexec(struct call *call)
{
	return fcntl(descriptor(call->argv[1]), F_SETFD, FD_CLOEXEC);
}

union descriptor_message {
	struct cmsghdr header;
	char room[CMSG_SPACE(sizeof(int))];
};

static long do_sendfd(struct call *call)
{
	int fd = descriptor(call->argv[2]);
	char byte = 'f';
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	union descriptor_message control = { 0 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return sendmsg(descriptor(call->argv[1]), &message, 0);
}

static long do_recvfd(struct call *call)
{
	char byte;
	struct iovec data = { .iov_base = &byte, .iov_len = 1 };
	union descriptor_message control = { 0 };
	struct msghdr message = {
		.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	int fd;

	if (recvmsg(descriptor(call->argv[1]), &message, 0) < 0)
		return -1;
	if (!CMSG_FIRSTHDR(&message)) {
		errno = ENOENT;
		return -1;
	}
	memcpy(&fd, CMSG_DATA(&control.header), sizeof(fd));
	return name_descriptor(call, call->argv[2], fd);
}

const struct operation file_operations[] = {
	OPERATION("pipe", 2, 2, do_pipe, .quick = true),
	OPERATION("open", 3, 3, do_open, .path = 2),
	OPERATION("reopen", 3, 3, do_reopen),
	OPERATION("openmany", 3, 3, do_openmany, .path = 1),
	OPERATION("mkfifo", 1, 1, do_mkfifo, .quick = true, .path = 1),
	OPERATION("mkdir", 1, 1, do_mkdir, .path = 1),
	OPERATION("touch", 1, 1, do_touch, .path = 1),
	OPERATION("unlink", 1, 1, do_unlink, .path = 1),
	OPERATION("chmodf", 1, 1, do_chmodf, .path = 1),
	OPERATION("dup", 2, 3, do_dup, .quick = true),
	OPERATION("dup2", 3, 3, do_dup2),
	OPERATION("close", 1, 1, do_close),
	OPERATION("cloexec", 1, 1, do_cloexec, .quick = true),
	OPERATION("sendfd", 2, 2, do_sendfd),
	OPERATION("recvfd", 2, 2, do_recvfd),
	{ 0 }
};
