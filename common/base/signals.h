/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_SIGNALS_H
#define VMLAB_BASE_SIGNALS_H

#include <stdbool.h>

/*
 * The names of the standard signals, as strace writes them: "SIGSEGV" is 11. A table of our
 * own, because sigabbrev_np(3) came with glibc 2.32. The numbers are those of x86, arm and
 * riscv (signal(7)).
 */

/* The signal's name, or "SIG" for a number without one (a real-time signal). */
const char *signal_name(int number);

/* Is it the name of a signal, a standard one or SIGRT_N? */
bool signal_is_name(const char *name);

#endif
