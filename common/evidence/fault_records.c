/* SPDX-License-Identifier: MIT */
#include "fault_records.h"

#include <linux/perf_event.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "messages.h"

struct sample {
	struct perf_event_header header;
	uint64_t ip;
	uint32_t pid;
	uint32_t tid;
	uint64_t time;
	uint64_t address;
};

struct mmap2 {
	struct perf_event_header header;
	uint32_t pid;
	uint32_t tid;
	uint64_t start;
	uint64_t length;
	uint64_t offset;
	uint32_t major;
	uint32_t minor;
	uint64_t inode;
	uint64_t generation;
	uint32_t protection;
	uint32_t flags;
	/* the path, up to a NUL, and an `identity` */
};

struct task {
	struct perf_event_header header;
	uint32_t pid;
	uint32_t parent;
	uint32_t tid;
	uint32_t parent_tid;
	uint64_t time;
};

/* What stands behind each record that is no sample. */
struct identity {
	uint32_t pid;
	uint32_t tid;
	uint64_t time;
};

static struct identity identity_of(const char *record, size_t size)
{
	struct identity identity;

	memcpy(&identity, record + size - sizeof identity, sizeof identity);
	return identity;
}

static void take_sample(struct fault_log *log, const char *record)
{
	struct sample sample;

	memcpy(&sample, record, sizeof sample);
	log->faults[log->count++] = (struct fault){
		.time = sample.time,
		.pid = (int)sample.pid,
		.tid = (int)sample.tid,
		.kernel = (sample.header.misc & PERF_RECORD_MISC_CPUMODE_MASK) ==
			PERF_RECORD_MISC_KERNEL,
		.ip = sample.ip,
		.address = sample.address,
	};
}

static void fill_access(char access[5], const struct mmap2 *record)
{
	access[0] = record->protection & PROT_READ ? 'r' : '-';
	access[1] = record->protection & PROT_WRITE ? 'w' : '-';
	access[2] = record->protection & PROT_EXEC ? 'x' : '-';
	access[3] = record->flags & MAP_SHARED ? 's' : 'p';
	access[4] = '\0';
}

/* A path with a line end in it would be two lines of the evidence. */
static const char *copy_path(struct pool *pool, const char *path, size_t most)
{
	char *copy = pool_copy(pool, path, strnlen(path, most));

	for (char *at = copy; *at; at++)
		if ((unsigned char)*at < ' ')
			*at = '?';
	return *copy ? copy : "//anon";
}

static void take_mapped(
	struct pool *pool, struct fault_log *log, const char *record, size_t size)
{
	struct mapped *mapped = &log->mapped[log->mapped_count++];
	struct mmap2 told;

	memcpy(&told, record, sizeof told);
	*mapped = (struct mapped){
		.time = identity_of(record, size).time,
		.pid = (int)told.pid,
		.start = told.start,
		.end = (number)told.start + told.length,
		.offset = told.offset,
		.path = copy_path(pool, record + sizeof told,
			size - sizeof told - sizeof(struct identity)),
	};
	fill_access(mapped->access, &told);
}

/* A thread has come, too, which is no process. */
static void take_forked(struct fault_log *log, const char *record)
{
	struct task task;

	memcpy(&task, record, sizeof task);
	if (task.pid == task.parent)
		return;
	log->forked[log->forked_count++] = (struct forked){
		.time = task.time,
		.pid = (int)task.pid,
		.parent = (int)task.parent,
	};
}

/* The least bytes that a record of this kind has. */
static size_t least_size(uint32_t type)
{
	switch (type) {
	case PERF_RECORD_SAMPLE: return sizeof(struct sample);
	case PERF_RECORD_MMAP2: return sizeof(struct mmap2) + sizeof(struct identity);
	case PERF_RECORD_FORK: return sizeof(struct task) + sizeof(struct identity);
	}
	return sizeof(struct perf_event_header);
}

static void take(struct pool *pool, struct fault_log *log, const char *record,
	uint32_t type, size_t size)
{
	switch (type) {
	case PERF_RECORD_SAMPLE: take_sample(log, record); break;
	case PERF_RECORD_MMAP2: take_mapped(pool, log, record, size); break;
	case PERF_RECORD_FORK: take_forked(log, record); break;
	}
}

/* How many records there may be of each kind. -1 when one of them makes no sense. */
static int count(const struct bytes *records, int counts[3], struct err *err)
{
	size_t at = 0;

	while (at < records->size) {
		struct perf_event_header header;

		if (records->size - at < sizeof header)
			return err_set(err, "%s", M_FAULT_RECORDS);
		memcpy(&header, records->data + at, sizeof header);
		if (header.size > records->size - at ||
			header.size < least_size(header.type))
			return err_set(err, "%s", M_FAULT_RECORDS);
		counts[0] += header.type == PERF_RECORD_SAMPLE;
		counts[1] += header.type == PERF_RECORD_MMAP2;
		counts[2] += header.type == PERF_RECORD_FORK;
		at += header.size;
	}
	return 0;
}

/* Of any two records of one kind: the time is what each begins with. */
_Static_assert(offsetof(struct fault, time) == 0 && offsetof(struct mapped, time) == 0 &&
		offsetof(struct forked, time) == 0,
	"compare_times() reads the time at the start of each");

static int compare_times(const void *a, const void *b)
{
	number left;
	number right;

	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	return (left > right) - (left < right);
}

int fault_records_parse(struct pool *pool, const struct bytes *records,
	struct fault_log *log, struct err *err)
{
	int counts[3] = {0};
	size_t at = 0;

	*log = (struct fault_log){0};
	if (count(records, counts, err) != 0)
		return -1;
	log->faults = pool_alloc(pool, (size_t)counts[0] * sizeof *log->faults);
	log->mapped = pool_alloc(pool, (size_t)counts[1] * sizeof *log->mapped);
	log->forked = pool_alloc(pool, (size_t)counts[2] * sizeof *log->forked);
	while (at < records->size) {
		struct perf_event_header header;

		memcpy(&header, records->data + at, sizeof header);
		take(pool, log, records->data + at, header.type, header.size);
		at += header.size;
	}
	qsort(log->faults, (size_t)log->count, sizeof *log->faults, compare_times);
	qsort(log->mapped, (size_t)log->mapped_count, sizeof *log->mapped, compare_times);
	qsort(log->forked, (size_t)log->forked_count, sizeof *log->forked, compare_times);
	return 0;
}
