/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_PLACES_H
#define VMLAB_REPORT_PLACES_H

#include "../match/lab_evidence.h"
#include "report.h"

/* Say what lies at each address that a failure tells of, as far as it is known: a line each. */
void places_tell(const struct face *face, const struct lab_evidence *evidence,
	const struct result *failed, int indent);

#endif
