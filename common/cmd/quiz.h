/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_QUIZ_H
#define VMLAB_CMD_QUIZ_H

/* Read --count and --seed. -1 where the text is no such number, and that has been printed. */
int read_count(const char *text, int *count);
int read_seed(const char *text, long long *seed);

#endif
