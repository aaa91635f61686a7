/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_FAULT_RECORDS_H
#define VMLAB_EVIDENCE_FAULT_RECORDS_H

#include "faults.h"

/*
 * Parse the records of the kernel's ring buffers, as fault_rings_close() gives them: their
 * shape is that of <linux/perf_event.h> for samples of IP, TID, TIME and ADDR, the other records
 * with TID and TIME behind them. The lists come in the order of time; times are those of the
 * clock, and files and functions are not known yet, nor what was lost. -1 where a record makes no sense.
 */
int fault_records_parse(struct pool *pool, const struct bytes *records,
	struct fault_log *log, struct err *err);

#endif
