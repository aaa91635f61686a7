/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_PROBE_H
#define VMLAB_HOST_PROBE_H

#include "../base/pool.h"
#include "../lang/expr.h"
#include "../lang/facts.h"
#include "../evidence/record.h"

/* What this machine is. */
struct machine {
	const char *kernel;  /* "6.1.0-18-amd64" */
	const char *libc;    /* "glibc 2.36" */
	const char *machine; /* "x86_64" */
	number facts[FACTS]; /* as the expected files ask for them */
};

/*
 * Ask the kernel and the C library. A caller under setarch(8) may have a personality by
 * which the kernel calls itself another one ("i686", "2.6.60"): it is taken off first, for
 * this process and what it starts, as the labs are built and run for the machine that is.
 */
void probe_machine(struct pool *pool, struct machine *machine);

/* One thing a machine may or may not allow. */
struct ability {
	const char *name; /* "ptrace" */
	const char *needed_for;
	struct lack lack; /* reason NULL: it works */
};

enum { ABILITIES = 14 };

/*
 * Try every ability by using it, with programs of the system and no lab. `folder` is one
 * that can be written, for what an attempt leaves until it is over.
 */
void probe_abilities(
	struct pool *pool, const char *folder, struct ability abilities[ABILITIES]);

#endif
