// SPDX-License-Identifier: Apache-2.0
/* The operation whose next instruction faults, so that the kernel forces a signal on the caller. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "actor.h"
#include "trap.h"

static __thread volatile int trapping;	/* the signal waited for, 0 for none */
static __thread sigjmp_buf after_trap;

void leave_trap(int signo)
{
	if (trapping == signo)
		siglongjmp(after_trap, 1);
}

static void use_null(void)
{
	*(volatile char *)NULL;
}

static void use_end_of_file(void)
{
	int file = memfd_create("empty", 0);
	volatile char *memory = mmap(NULL, 1, PROT_READ, MAP_SHARED, file, 0);

	close(file);
	if (memory != MAP_FAILED)
		*memory;
}

static void divide_by_zero(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__asm__ volatile("xorl %%ecx, %%ecx\n\tidivl %%ecx" ::: "eax", "ecx", "edx", "cc");
#endif
}

static void run_no_instruction(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__asm__ volatile("ud2");
#elif defined(__aarch64__)
	__asm__ volatile("udf #0");
#endif
}

static void run_breakpoint(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__asm__ volatile("int3");
#elif defined(__aarch64__)
	__asm__ volatile("brk #0");
#endif
}

static const struct {
	const char *name;
	int signo;
	void (*run)(void);
} traps[] = {
	{ "segv", SIGSEGV, use_null },
	{ "bus", SIGBUS, use_end_of_file },
	{ "fpe", SIGFPE, divide_by_zero },
	{ "ill", SIGILL, run_no_instruction },
	{ "trap", SIGTRAP, run_breakpoint },
};

static void run_trap(int signo, void (*run)(void))
{
	uint64_t mask;

	/* The library's own saving would leave out two signals. */
	syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof(mask));
	if (!sigsetjmp(after_trap, 0)) {
		trapping = signo;
		run();
	}
	trapping = 0;
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof(mask));
}

static long do_trap(struct call *call)
{
	size_t i;

	for (i = 0; i < sizeof(traps) / sizeof(traps[0]); i++) {
		if (strcmp(call->argv[1], traps[i].name))
			continue;
		run_trap(traps[i].signo, traps[i].run);
		return 0;
	}
	errno = EINVAL;
	return -1;
}

const struct operation trap_operations[] = {
	OPERATION("trap", 1, 1, do_trap),
	{ 0 }
};
