/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_SECOND_USER_H
#define VMLAB_HOST_SECOND_USER_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * A user for a program that is not trusted: one whom no file and no process belongs to, so
 * that the kernel keeps the program from the harness and from what it writes.
 */

/*
 * Find one, whose group has the same number. False where the harness is not root, or where
 * it may not become another user and still look at what runs as that user.
 */
bool second_user_find(uid_t *user);

#endif
