/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* One call of an actor; what it prints goes to out. */
struct call {
	int argc;		/* the operation and its arguments */
	char **argv;
	char *out;
	size_t out_size;
};

struct operation {
	const char *name;
	int least, most;	/* arguments */
	/* Returns what the system call did: -1 and errno, or a number. */
	long (*run)(struct call *call);
	bool quick;		/* nothing of it can come later from elsewhere in the kernel */
	int path;		/* index of the argument that is a path, 0 for none */
	int target;		/* index of the argument that a signal goes to, 0 for none */
};

#define OPERATION(name_, least_, most_, run_, ...) \
	{ .name = name_, .least = least_, .most = most_, .run = run_, ##__VA_ARGS__ }

/* Each of these ends with one that has no name. */
extern const struct operation file_operations[];
extern const struct operation transfer_operations[];
extern const struct operation fcntl_operations[];
extern const struct operation socket_operations[];
extern const struct operation tty_operations[];
extern const struct operation event_operations[];
extern const struct operation signal_operations[];
extern const struct operation mask_operations[];
extern const struct operation trap_operations[];
extern const struct operation process_operations[];
extern const struct operation device_operations[];

const struct operation *find_operation(const char *name);

/* For the operations: adds to what the call prints. */
__attribute__((format(printf, 2, 3)))
void print(struct call *call, const char *format, ...);
/* The argument, or an empty text. */
const char *argument(const struct call *call, int index);
/* The number that an argument is, 0 if it is none. */
long number(const struct call *call, int index);

#endif
