/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_MAPS_H
#define VMLAB_EVIDENCE_MAPS_H

#include <stdbool.h>

#include "../base/err.h"
#include "../base/text.h"
#include "../base/number.h"

/*
 * The memory map of a process, as /proc/PID/maps or /proc/PID/smaps tells it; proc(5),
 * fs/proc/task_mmu.c. All numbers are bytes.
 */

/* A line of smaps beneath a mapping: "Rss: 8 kB". */
struct map_field {
	const char *name;
	number value; /* in bytes where the kernel says kB, else as it stands there */
	struct map_field *next;
};

struct mapping {
	number start;
	number end;    /* the first byte behind it */
	char perms[5]; /* "rw-p" */
	number offset; /* in the file */
	number major;  /* of the device that the file is on */
	number minor;
	number inode;     /* 0 when there is no file */
	const char *path; /* a file, a name such as "[heap]", or "" */
	int line;         /* of the text */
	struct map_field *fields;
	const char *flags; /* VmFlags, " rd wr mr ", or NULL where the kernel tells none */
};

struct maps {
	struct mapping *at; /* in ascending order, none overlapping another */
	int count;
};

/*
 * Parse the text of a maps or smaps file; owned by the pool. -1, with the line, when a line
 * has no meaning or a mapping does not lie above the one before it.
 */
int maps_parse(struct pool *pool, const char *bytes, size_t size, struct maps *maps,
	struct err *err);

/* The mapping that contains the byte at `address`; NULL when none does. */
const struct mapping *maps_find(const struct maps *maps, number address);

/* The first mapping that ends above `address`; NULL when there is none. */
const struct mapping *maps_from(const struct maps *maps, number address);

/* From the first mapping called `name` ("[heap]") to the last; false when there is none. */
bool maps_named(const struct maps *maps, const char *name, number *start, number *end);

/* Does some kernel tell such a field of a mapping, or such a flag, two letters? */
bool maps_is_field(const char *name);
bool maps_is_flag(const char *flag);

/* A value of a mapping: start, end, size, offset, major, minor, inode, or a field of smaps. */
bool mapping_field(const struct mapping *mapping, const char *name, number *value);

/*
 * Is it one whose resident bytes are recorded at a pause: private data that can be written,
 * or a part of the file `program`?
 */
bool mapping_is_recorded(const struct mapping *mapping, const char *program);

/* May anything at all be done to its bytes? */
bool mapping_is_accessible(const struct mapping *mapping);

/* Has it this flag of VmFlags, two letters as in "gu"? */
bool mapping_has_flag(const struct mapping *mapping, const char *flag);

#endif
