/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_MAP_TABLE_H
#define VMLAB_REPORT_MAP_TABLE_H

#include "../evidence/map_changes.h"
#include "report.h"

/*
 * The memory map of a process as a table for people: a line for each mapping, with its size,
 * its permissions, how much of it is in memory, and its name. Of a long table the middle is
 * left out and counted; `file` holds all of it.
 */
void map_table(const struct face *face, const struct maps *maps, const char *file);

/* The same of what has changed: + new, - gone, ~ changed, and what that was before. */
void map_table_changes(
	const struct face *face, const struct map_change *changes, const char *file);

/* A mapping in a sentence: "7f00-8f00 rw-p [stack]". */
const char *map_table_mapping(const struct face *face, const struct mapping *mapping);

#endif
