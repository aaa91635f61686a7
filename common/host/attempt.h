/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_ATTEMPT_H
#define VMLAB_HOST_ATTEMPT_H

/*
 * What changes the process that asks is tried in a child: `attempt` is called there, and what it
 * returns, 0 to 255, is the child's exit status. -1 with errno set where no child can be begun, or
 * it was killed (ECHILD).
 */
int attempt_in_child(int (*attempt)(const void *context), const void *context);

#endif
