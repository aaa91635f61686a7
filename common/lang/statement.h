/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_STATEMENT_H
#define VMLAB_LANG_STATEMENT_H

#include "condition.h"
#include "pattern.h"

/*
 * A line of a pause or elf section: something that is true of the memory map at a pause, or
 * of an ELF file.
 *
 *     statement = range is perms [ backing ] | range is unmapped
 *               | range is (new | gone | unchanged) since PAUSE
 *               | [name] is absent | elf is (absent | present)
 *               | range (holds | lacks) expr
 *               | expr inside range | expr between range and range
 *               | VmFlags ( place ) (has | lacks) FLAG
 *               | condition
 *     range     = expr | expr .. expr | [name]
 *     backing   = anonymous | file [ program | NAME ] | [name]
 */

/* Bytes from `start` to `end`, one byte when `end` is NULL; or all mappings of a name. */
struct range {
	const char *name; /* "[heap]", or NULL */
	struct expr *start;
	struct expr *end;
	const char *source; /* as written */
};

/*
 * Parse "START..END", the byte "START" or "[name]". False with a message; what it is made of
 * belongs to the pool.
 */
bool range_parse(struct pool *pool, const char *text, struct range *range, struct err *err);

enum backing {
	BACKING_ANY,       /* nothing is said about it */
	BACKING_ANONYMOUS, /* no file and no name */
	BACKING_FILE,      /* some file */
	BACKING_PROGRAM,   /* the lab's own binary */
	BACKING_FILE_NAME, /* a file whose name begins with `backing_name` */
	BACKING_NAME,      /* "[heap]" */
};

enum statement_kind {
	STATEMENT_MAPPED,
	STATEMENT_UNMAPPED,
	STATEMENT_NEW,
	STATEMENT_GONE,
	STATEMENT_UNCHANGED,
	STATEMENT_ABSENT,
	STATEMENT_PRESENT,
	STATEMENT_INSIDE,
	STATEMENT_BETWEEN,
	STATEMENT_HAS_FLAG,
	STATEMENT_LACKS_FLAG,
	STATEMENT_HOLDS,
	STATEMENT_LACKS,
	STATEMENT_CONDITION,
};

struct statement {
	enum statement_kind kind;
	struct range range; /* what the statement is about; of INSIDE and BETWEEN a byte */
	struct range low;   /* INSIDE: the range; BETWEEN: what lies below */
	struct range high;  /* BETWEEN: what lies above */
	const char *perms;  /* MAPPED: four characters, "?" for any */
	enum backing backing;
	const char *backing_name;
	const char *since; /* NEW, GONE, UNCHANGED: the earlier pause */
	const char *flag;  /* of VmFlags, two letters */
	struct expr *byte; /* HOLDS, LACKS: what each byte of the range is, or none */
	struct expr *part; /* ABSENT, PRESENT: a part of the ELF file, or NULL */
	struct condition *condition; /* CONDITION */
	const char *source;          /* as written */
	int line;                    /* of the expected file */
	struct notes notes;
	struct statement *next;
};

/* Parse one line. On an error NULL with a message; the caller adds file and line. */
struct statement *statement_parse(struct pool *pool, const char *source, struct err *err);

/* Call `visit` for every part of every expression of the statement, until it returns -1. */
int statement_parts(const struct statement *statement, expr_visitor *visit, void *context);

/* Does the statement speak of the memory map (else of the ELF file, or of numbers)? */
bool statement_is_of_map(const struct statement *statement);

#endif
