/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_SOURCE_LINES_H
#define VMLAB_HOST_SOURCE_LINES_H

#include <stdbool.h>

#include "../base/number.h"
#include "../base/pool.h"

/*
 * Which line of which source an instruction comes from, and which function it is a part of, by
 * elfutils' libdw: from the file's own symbols and debug information, and those that a package
 * of the system has put beside it. Nothing is fetched. Without libdw nothing is known.
 */
struct source_lines;

struct source_place {
	const char *function; /* each NULL where it is not known */
	const char *source;   /* the path of the source, as the compiler had it, absolute */
	int line;
	const char *text; /* that line, without the blanks around it */
};

/* Was vmlab built with libdw? */
bool source_lines_known(void);

/* Whatever is looked up belongs to the pool. End with source_lines_close. */
struct source_lines *source_lines_open(struct pool *pool);
void source_lines_close(struct source_lines *lines);

/* The place of the instruction at an offset of an ELF file; nothing is known of no ELF file. */
struct source_place source_lines_find(
	struct source_lines *lines, const char *path, number offset);

#endif
