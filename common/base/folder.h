/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_FOLDER_H
#define VMLAB_BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "pool.h"

/*
 * A folder that is reached by its descriptor, whatever becomes of its path. The programs
 * under test may do to its files what they like: what stands where a file is to be written,
 * a folder, a FIFO or a link, is removed and neither opened nor followed.
 */
struct folder {
	const char *path; /* as it is shown */
	int fd;
	bool disturbed;       /* something stood where a file was to be written */
	struct spare *spares; /* empty files that are written again: folder_clear() */
};

/*
 * Open the folder BASE/BELOW, with owner's rights to all of it; BASE exists. Each folder of
 * BELOW is made if need be, others may enter it, and what stands there instead, a link to
 * a folder too, is removed. -1 when that cannot be done.
 */
int folder_open(struct pool *pool, const char *base, const char *below,
	struct folder *folder, struct err *err);

void folder_close(struct folder *folder);

/*
 * Wait until no other command has locked the folder, and lock it: who reads one of its files, changes
 * what is in it and writes it again loses nothing of others. The lock holds until the descriptor that
 * it gives is closed. -1 when there is no such folder; where its file system knows no locks, the last
 * one who writes wins.
 */
int folder_lock(const char *path, struct err *err);

/*
 * Say why `path`, in or below `folder`, cannot be written, right after the call that failed for
 * that and by its errno; and what mends it. Gives -1.
 */
int folder_unwritable(const char *path, const char *folder, struct err *err);

/* Does the entry of that name stay in its folder? */
typedef bool folder_staying(const void *context, const char *name);

/* Remove what is in it, but for what `stays`, which is called with `context`; NULL: nothing does. */
void folder_empty(const struct folder *folder, folder_staying *stays, const void *context);

/*
 * The same, but files are only emptied, so that those which are written again need not be made
 * again: some file systems take long for a new file where many were removed a moment ago. Those
 * that are not are removed when the folder is closed. One that somebody has touched meanwhile
 * counts as something that stands in the way.
 */
void folder_clear(struct pool *pool, struct folder *folder);

/*
 * Write a new file of the folder, whose path is given as it is shown: the last part of it
 * is the name. -1 when it cannot be written.
 */
int folder_write(struct folder *folder, const char *path, const char *data, size_t size,
	struct err *err);

/* Remove what the path names, with all that is in it. Nothing there is no fault. */
void folder_remove(int parent, const char *name);

#endif
