/* SPDX-License-Identifier: GPL-2.0 */
/* Where the flags that F_SETFL gets come from. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define WANTED (O_ASYNC | O_NONBLOCK)
#define WANTED_ALONE O_ASYNC

struct line {
	int fd;
	int flags;
};

int in_a_member(struct line *line)
{
	line->flags = fcntl(line->fd, F_GETFD); /* expect: FA501 */
	line->flags |= O_ASYNC;
	return fcntl(line->fd, F_SETFL, line->flags);
}

int in_the_right_member(struct line *line)
{
	line->flags = fcntl(line->fd, F_GETFL);
	line->flags |= WANTED;
	return fcntl(line->fd, F_SETFL, line->flags);
}

int by_a_macro(int fd)
{
	return fcntl(fd, F_SETFL, WANTED_ALONE); /* expect: FA502 */
}

int as_a_command(int fd)
{
	return fcntl(fd, F_SETFL, F_GETFL | O_ASYNC); /* expect: FA501 */
}

int swapped(int fd)
{
	return fcntl(fd, O_ASYNC, F_SETFL); /* expect: FA501 */
}

int read_twice(int fd)
{
	return fcntl(fd, F_GETFL, fcntl(fd, F_GETFL) | O_ASYNC); /* expect: FA501 */
}

int checked_after_all(int fd)
{
	int flags;

	if ((flags = fcntl(fd, F_GETFL)) < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

int either(int fd, int on)
{
	int flags = fcntl(fd, F_GETFL);

	return fcntl(fd, F_SETFL, on ? flags | O_ASYNC : flags & ~O_ASYNC);
}

int from_outside(int fd, int flags)
{
	return fcntl(fd, F_SETFL, flags | O_ASYNC);
}

/* Whatever the stream was opened for, stdio does not tell. */
int of_a_stream(FILE *stream)
{
	int flags = fcntl(fileno(stream), F_GETFL);

	return fcntl(fileno(stream), F_SETFL, flags | O_ASYNC);
}

int of_standard_input(const char *name)
{
	int fd = open(name, O_RDONLY);

	return fcntl(fd, F_SETFL, fcntl(0, F_GETFL) | O_ASYNC); /* expect: FA501 */
}

int appending(const char *name)
{
	int fd = open(name, O_WRONLY | O_APPEND);

	return fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC); /* expect: FA502 */
}
