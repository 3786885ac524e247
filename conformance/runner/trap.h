/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRAP_H
#define TRAP_H

/* For handlers: if this signal ends a trap, does not return to the instruction that would fault again. */
void leave_trap(int signo);

#endif
