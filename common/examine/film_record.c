/* SPDX-License-Identifier: MIT */
#include "film_record.h"

#include "../base/file.h"
#include "film_sources.h"

const struct lack *film_lack(const struct record *record)
{
	if (record->untraced.reason)
		return &record->untraced;
	return record->outcome == OUTCOME_ENDED || record->outcome == OUTCOME_STOPPED
		? NULL
		: &record->trouble;
}

int film_record(struct pool *pool, const struct record *record, number page_size,
	struct film *film, struct err *err)
{
	struct film_evidence evidence = {
		.pid = record->pid,
		.program = record->program,
		.faults = record->fault_log,
		.page_size = page_size,
	};

	if (file_read(pool, record->log_file, &evidence.log, err) != 0 ||
		file_read(pool, record->out_file, &evidence.out, err) != 0 ||
		file_read(pool, record->err_file, &evidence.err, err) != 0 ||
		film_make(pool, &evidence, film, err) != 0)
		return -1;
	film_sources_fill(pool, film);
	return 0;
}
