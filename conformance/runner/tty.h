/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TTY_H
#define TTY_H

#include <stdbool.h>

/*
 * What is written to a terminal reaches its other end through a worker of the kernel. These two
 * around a write wait for it; they do nothing to other files.
 */
bool tty_has_input(int fd);
void tty_settle(int fd, bool had_input);

#endif
