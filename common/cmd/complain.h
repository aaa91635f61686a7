/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_COMPLAIN_H
#define VMLAB_CMD_COMPLAIN_H

#include "../base/err.h"

/*
 * Print a message on stderr, on one line and with nothing in it that a terminal would obey. All
 * of cmd/ speaks through this.
 */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same of an error, as "file:line: message" or "vmlab: message". */
void print_error(const struct err *err);

#endif
