/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_CLAIMS_H
#define VMLAB_REPORT_CLAIMS_H

#include "../match/claims.h"
#include "report.h"

/* How the ledger of the articles is told. */

/* How many claims agree with what was measured, disagree, and are not shown here. */
struct claim_tally {
	int agreeing;
	int disagreeing;
	int hidden; /* by this machine */
	int unobservable;
};

struct claim_tally claims_tally(const struct claim_result *claims);

/* A line for each claim, and the counts. */
void claims_list(const struct face *face, const struct claim_result *claims);

/* One claim in full, with its evidence. */
void claims_tell(const struct face *face, const struct claim_result *claim);

/* What closes both: "N passed, N failed, N skipped". */
void claims_close(const struct face *face, const struct claim_result *claims);

/* The section in the reader's language, with its title in the article. */
const char *claims_section(const struct face *face, const struct section *section);

#endif
