/* SPDX-License-Identifier: GPL-2.0 */
/* A test framework looks at the result of read before anybody uses it. */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "framework.h"

static void by_a_macro(int fd)
{
	char text[20];
	ssize_t len = read(fd, text, sizeof(text) - 1);

	REQUIRE_AT_LEAST(0, len);
	text[len] = '\0';
	puts(text);
}

static void by_a_function(int fd)
{
	char text[20];
	ssize_t len = read(fd, text, sizeof(text) - 1);

	assert(len >= 0);
	text[len] = '\0';
	puts(text);
}

static void only_printed(int fd)
{
	char text[20];
	ssize_t len = read(fd, text, sizeof(text) - 1);

	printf("%zd\n", len);
	text[len] = '\0'; /* expect: FA510 */
	puts(text);
}

void all(int fd)
{
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		return;
	if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC) < 0)
		return;
	by_a_macro(fd);
	by_a_function(fd);
	only_printed(fd);
}
