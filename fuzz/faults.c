/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "evidence/fault_records.h"
#include "evidence/trace_times.h"

/* What has been read says the same when it is written and read again. */
static void write_and_read(struct pool *pool, const struct fault_log *log)
{
	struct bytes text = faults_text(pool, log);
	struct fault_log again;
	struct bytes same;
	struct err err = {0};

	hold(faults_parse(pool, text.data, text.size, &again, &err) == 0);
	same = faults_text(pool, &again);
	hold(same.size == text.size && memcmp(same.data, text.data, text.size) == 0);
}

/* Any bytes as the kernel's records, as the text of a run's evidence, and as a stamped log. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct bytes bytes = {pool_copy(&pool, (const char *)data, size), size};
	struct fault_log log;
	struct err err = {0};

	if (fault_records_parse(&pool, &bytes, &log, &err) == 0)
		write_and_read(&pool, &log);
	else
		hold(*err.message);
	if (faults_parse(&pool, bytes.data, size, &log, &err) == 0)
		write_and_read(&pool, &log);
	else
		hold(*err.message);
	hold(trace_unstamp(bytes.data, size, NULL) <= size);
	pool_free(&pool);
	return 0;
}
