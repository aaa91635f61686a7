/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_CALL_MAKERS_H
#define VMLAB_EVIDENCE_CALL_MAKERS_H

enum { MOST_CALL_MAKERS = 12 };

/*
 * The C functions that make a system call, from the one that does nothing else to those that make it
 * among much else; the function of the call's own name where no other is known. Returns how many
 * there are, one at least. As glibc has them (its sources, and strace of programs that call them).
 */
int call_makers(const char *call, const char *functions[MOST_CALL_MAKERS]);

#endif
