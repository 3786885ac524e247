/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRAP_H
#define TRAP_H

/* For handlers: if a trap raised this signal, does not go back to fault again. */
void leave_trap(int signo);

#endif
