/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* The names that scenarios use, for numbers of the kernel; written into text of the given size. */

#define FIRST_RT_SIGNAL 34	/* what user space calls RTMIN: glibc keeps 32 and 33 */
#define LAST_SIGNAL 64

void error_name(int error, char *text, size_t size);
void signal_name(int signo, char *text, size_t size);
void code_name(int signo, int code, char *text, size_t size);

/* A name or a number; -1 for anything else. */
int signal_number(const char *name);
/* Whether the whole text is a number; a leading 0x makes it hexadecimal. */
bool whole_number(const char *text, long *number);

/* Whether siginfo of this code tells the sender instead of a band and a descriptor. */
bool code_tells_sender(int code);
/* Whether an instruction raised it: band and descriptor are then an address. */
bool is_fault(int signo, int code);

#endif
