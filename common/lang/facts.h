/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_FACTS_H
#define VMLAB_LANG_FACTS_H

#include <stdbool.h>

#include "../base/pool.h"

/*
 * The facts of the machine that an expected file may ask for. Each has its name and its sentence
 * in facts.c, its probe in host/facts.c, and its row in docs/expected-files.md; the parser, the
 * judge, the doctor and the reports go through all of them.
 */
enum machine_fact {
	FACT_PAGE,
	FACT_GLIBC,
	FACT_KERNEL,
	FACT_UID,
	FACT_ASLR,
	FACT_THP,
	FACT_LAYOUT,
	FACT_MIN_ADDR,
	FACT_VSYSCALL,
	FACT_FRAMES,
	FACT_SHARED_ZEROS,
	FACT_TOLD_FAULTS,
	FACT_X86_64,
	FACT_ARM64,
	FACT_RISCV64,
	FACTS,
};

/* Its name in the expected files: "min_addr". */
const char *fact_name(enum machine_fact fact);

/* What its values mean, in the reader's language. */
const char *fact_meaning(enum machine_fact fact);

/* Is it the name of a fact of the machine? */
bool fact_is_name(const char *name);

/* The names of all facts, with commas between. */
const char *fact_names(struct pool *pool);

#endif
