/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_REPORTERS_H
#define VMLAB_REPORT_REPORTERS_H

#include "report.h"

/*
 * One face of the results. `lab` is called as each lab is finished, `end` after the last
 * one with all of them; either may be NULL.
 */
struct reporter {
	const char *name;
	bool available; /* false: the library it needs was not there at build time */
	void (*lab)(const struct face *face, const struct lab_result *lab);
	void (*end)(const struct face *face, const struct lab_result *labs);
};

extern const struct reporter reporter_text;
extern const struct reporter reporter_tap;
extern const struct reporter reporter_json;

/* The reporter of that name; NULL when there is none. */
const struct reporter *reporter_find(const char *name);

#endif
