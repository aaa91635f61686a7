/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_LANG_FACTS_H
#define VMLAB_LANG_FACTS_H

#include <stdbool.h>

#include "../base/pool.h"

/*
 * The facts of the machine that an expected file may ask for, in one list. The parser, the judge,
 * the doctor and the reports go through all of them. Each has its probe in host/facts.c, called
 * probe_NAME, and its sentence in the catalogue, fact_NAME; docs/expected-files.md has a row for
 * it. What is missing does not compile, or fails a test.
 */
#define MACHINE_FACTS(FACT)                                                                \
	FACT(PAGE, page)                                                                   \
	FACT(GLIBC, glibc)                                                                 \
	FACT(KERNEL, kernel)                                                               \
	FACT(UID, uid)                                                                     \
	FACT(ASLR, aslr)                                                                   \
	FACT(THP, thp)                                                                     \
	FACT(LAYOUT, layout)                                                               \
	FACT(MIN_ADDR, min_addr)                                                           \
	FACT(VSYSCALL, vsyscall)                                                           \
	FACT(FRAMES, frames)                                                               \
	FACT(SHARED_ZEROS, shared_zeros)                                                   \
	FACT(TOLD_FAULTS, told_faults)                                                     \
	FACT(X86_64, x86_64)                                                               \
	FACT(ARM64, arm64)                                                                 \
	FACT(RISCV64, riscv64)

#define FACT_CONSTANT(constant, name) FACT_##constant,
enum machine_fact { MACHINE_FACTS(FACT_CONSTANT) FACTS };

/* Its name in the expected files: "min_addr". */
const char *fact_name(enum machine_fact fact);

/* What its values mean, in the reader's language. */
const char *fact_meaning(enum machine_fact fact);

/* Is it the name of a fact of the machine? */
bool fact_is_name(const char *name);

/* Is it the name of what every run has, as $a.faults? */
bool fact_is_of_run(const char *name);

/* The names of all facts, with commas between. */
const char *fact_names(struct pool *pool);

#endif
