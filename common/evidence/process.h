/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_PROCESS_H
#define VMLAB_EVIDENCE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/err.h"
#include "../base/number.h"

/* What the kernel tells of a process besides its map: /proc/PID/stat and /proc/PID/auxv. */

enum {
	STAT_PID = 1,
	STAT_MINOR_FAULTS = 10,
	STAT_MAJOR_FAULTS = 12,
	STAT_FIELDS = 52,
	MOST_AUXV = 64,
};

struct stat_fields {
	number at[STAT_FIELDS + 1]; /* from 1, as proc(5) counts; comm and state are 0 */
	int count;
};

/* Parse the line of /proc/PID/stat. -1 when it is not one. */
int stat_parse(const char *bytes, size_t size, struct stat_fields *fields, struct err *err);

/* A vector of (type, value); getauxval(3), <elf.h> has the types. */
struct auxv {
	struct {
		number type;
		number value;
	} at[MOST_AUXV];
	int count;
};

/* Parse /proc/PID/auxv, whose numbers are longs of this machine. -1 when it is cut off. */
int auxv_parse(const char *bytes, size_t size, struct auxv *auxv, struct err *err);

/* The value of a type; false when the vector has none. */
bool auxv_find(const struct auxv *auxv, number type, number *value);

/* An entry of /proc/PID/pagemap: is the page in memory or in swap? */
bool pagemap_is_resident(unsigned long entry);

/* The number of the page's physical frame; 0 for those from whom it is hidden. */
unsigned long pagemap_frame(unsigned long entry);

#endif
