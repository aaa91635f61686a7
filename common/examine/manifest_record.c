/* SPDX-License-Identifier: MIT */
#if __has_include(<jansson.h>)

#include <stdio.h>
#include <string.h>

#include "manifest.h"

/* The records of a bundle: what was seen of each run, and at its pauses. */

/* --- a pause -------------------------------------------------------------------------- */

static void read_stat(
	struct manifest *manifest, const json_t *array, struct stat_fields *stat)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value)
	{
		if (stat->count == STAT_FIELDS) {
			manifest_fail(manifest, "stat");
			return;
		}
		stat->at[++stat->count] = manifest_wide_value(manifest, value, "stat");
	}
}

static void read_auxv(struct manifest *manifest, const json_t *array, struct auxv *auxv)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value)
	{
		if (auxv->count == MOST_AUXV) {
			manifest_fail(manifest, "auxv");
			return;
		}
		auxv->at[auxv->count].type =
			manifest_wide_value(manifest, json_array_get(value, 0), "auxv");
		auxv->at[auxv->count++].value =
			manifest_wide_value(manifest, json_array_get(value, 1), "auxv");
	}
}

/* How many pages a piece has; the last may be cut short. */
static size_t page_count(const struct manifest *manifest, const struct memory_piece *piece)
{
	return (piece->size - 1) / (size_t)manifest->page + 1;
}

/* The bytes of one page, which are the next ones of the file. */
static void read_page(struct manifest *manifest, struct memory_piece *piece, size_t page,
	unsigned long entry)
{
	size_t size = (size_t)manifest->page;
	size_t start;

	if (page >= page_count(manifest, piece)) {
		manifest_fail(manifest, "pages");
		return;
	}
	start = page * size;
	size = piece->size - start < size ? piece->size - start : size;
	if (manifest->memory.size - manifest->taken < size) {
		manifest_fail(manifest, "memory");
		return;
	}
	memcpy((unsigned char *)piece->bytes + start,
		manifest->memory.data + manifest->taken, size);
	manifest->taken += size;
	((unsigned char *)piece->kept)[page] = 1;
	if (piece->entries)
		((unsigned long *)piece->entries)[page] = entry;
}

enum { MOST_PIECE = 512 << 20 }; /* bytes; no run keeps as much */

static struct memory_piece *read_piece(struct manifest *manifest, const json_t *object)
{
	struct memory_piece *piece = pool_alloc(manifest->pool, sizeof *piece);
	const json_t *pages = json_object_get(object, "pages");
	const json_t *page;
	size_t count;
	size_t i;

	piece->start = manifest_wide(manifest, object, "start");
	piece->size = (size_t)manifest_whole(
		manifest, object, "size"); /* of a negative one: too much */
	if (piece->size == 0 || piece->size > MOST_PIECE)
		manifest_fail(manifest, "size");
	if (manifest->failed)
		return piece;
	count = page_count(manifest, piece);
	piece->bytes = pool_alloc(manifest->pool, piece->size);
	piece->kept = pool_alloc(manifest->pool, count);
	if (manifest_flag(manifest, object, "entries"))
		piece->entries = pool_alloc(manifest->pool, count * sizeof *piece->entries);
	json_array_foreach(pages, i, page) read_page(manifest, piece,
		(size_t)json_integer_value(json_array_get(page, 0)),
		(unsigned long)manifest_wide_value(
			manifest, json_array_get(page, 1), "pages"));
	return piece;
}

static void read_memory(struct manifest *manifest, const json_t *array, struct pause *pause)
{
	struct memory_piece **last = &pause->memory;
	const json_t *object;
	size_t i;

	json_array_foreach(array, i, object)
	{
		*last = read_piece(manifest, object);
		last = &(*last)->next;
	}
}

static void read_pause(struct manifest *manifest, const json_t *object, struct pause *pause)
{
	struct bytes map;

	pause->lack = manifest_lack(manifest, object, "lack");
	pause->child = manifest_whole(manifest, object, "child");
	read_stat(manifest, json_object_get(object, "stat"), &pause->stat);
	read_auxv(manifest, json_object_get(object, "auxv"), &pause->auxv);
	read_memory(manifest, json_object_get(object, "memory"), pause);
	pause->unread = manifest_lack(manifest, object, "unread");
	pause->threads = manifest_whole(manifest, object, "threads");
	pause->pc = manifest_wide(manifest, object, "pc");
	pause->sp = manifest_wide(manifest, object, "sp");
	pause->faults = manifest_wide(manifest, object, "faults");
	pause->uncounted = manifest_lack(manifest, object, "uncounted");
	pause->time = manifest_wide(manifest, object, "time");
	pause->log_lines = manifest_whole(manifest, object, "log_lines");
	pause->out_lines = manifest_whole(manifest, object, "out_lines");
	pause->file = manifest_text(manifest, object, "file");
	map = manifest_evidence(manifest, pause->file);
	if (!manifest->failed && pause->file &&
		maps_parse(manifest->pool, map.data, map.size, &pause->maps,
			manifest->err) != 0)
		manifest->failed = true;
}

/* --- a record ------------------------------------------------------------------------- */

static void read_pauses(
	struct manifest *manifest, const json_t *array, struct record *record)
{
	const json_t *object;
	size_t i;

	record->pauses = pool_alloc(
		manifest->pool, (json_array_size(array) + 1) * sizeof *record->pauses);
	json_array_foreach(array, i, object)
		read_pause(manifest, object, &record->pauses[record->pause_count++]);
}

static void read_ending(
	struct manifest *manifest, const json_t *object, struct ending *ending)
{
	ending->by_signal = manifest_flag(manifest, object, "by_signal");
	ending->status = manifest_whole(manifest, object, "status");
	snprintf(ending->signal, sizeof ending->signal, "%s",
		manifest_needed_text(manifest, object, "signal"));
}

/* The texts of a run are files of their own; a run that had to be stopped has no trace. */
static void read_channels(
	struct manifest *manifest, const json_t *object, struct record *record)
{
	struct bytes out = {"", 0};
	struct bytes err = {"", 0};
	struct bytes log;

	record->out_file = manifest_text(manifest, object, "out");
	record->err_file = manifest_text(manifest, object, "err");
	record->log_file = manifest_text(manifest, object, "log");
	if (record->outcome == OUTCOME_UNBUILT || record->outcome == OUTCOME_REFUSED ||
		record->outcome == OUTCOME_UNPERFORMED)
		return;
	out = manifest_evidence(manifest, record->out_file);
	err = manifest_evidence(manifest, record->err_file);
	record->out = text_lines(manifest->pool, out.data, out.size);
	record->err = text_lines(manifest->pool, err.data, err.size);
	if (record->outcome != OUTCOME_ENDED || !record->log_file)
		return;
	log = manifest_evidence(manifest, record->log_file);
	if (!manifest->failed &&
		trace_parse(manifest->pool, log.data, log.size, record->pid, &record->trace,
			manifest->err) != 0)
		manifest->failed = true;
}

static void read_fault_log(
	struct manifest *manifest, const json_t *object, struct record *record)
{
	struct bytes text;

	record->unlisted = manifest_lack(manifest, object, "unlisted");
	record->faults_file = manifest_text(manifest, object, "fault_log");
	if (!record->faults_file)
		return;
	text = manifest_evidence(manifest, record->faults_file);
	record->fault_log = pool_alloc(manifest->pool, sizeof *record->fault_log);
	if (!manifest->failed &&
		faults_parse(manifest->pool, text.data, text.size, record->fault_log,
			manifest->err) != 0)
		manifest->failed = true;
}

struct record *manifest_record(struct manifest *manifest, const json_t *object)
{
	struct record *record = pool_alloc(manifest->pool, sizeof *record);
	int outcome = manifest_whole(manifest, object, "outcome");

	if (outcome < 0 || outcome > OUTCOME_UNPERFORMED)
		manifest_fail(manifest, "outcome");
	record->outcome = (enum outcome)outcome;
	record->trouble = manifest_lack(manifest, object, "trouble");
	record->failing = manifest_needed_text(manifest, object, "failing");
	record->evidence = manifest_text(manifest, object, "evidence");
	read_ending(manifest, json_object_get(object, "ending"), &record->ending);
	record->pid = manifest_whole(manifest, object, "pid");
	record->untraced = manifest_lack(manifest, object, "untraced");
	record->uncounted = manifest_lack(manifest, object, "uncounted");
	record->unpaused = manifest_lack(manifest, object, "unpaused");
	record->faults = manifest_wide(manifest, object, "faults");
	record->band = manifest_wide(manifest, object, "band");
	record->fault_source = manifest_text(manifest, object, "fault_source");
	record->program = manifest_text(manifest, object, "program");
	record->command = manifest_text(manifest, object, "command");
	read_channels(manifest, object, record);
	read_fault_log(manifest, object, record);
	read_pauses(manifest, json_object_get(object, "pauses"), record);
	if (record->pause_count > 0 && !record->program)
		manifest_fail(manifest, "program");
	return record;
}

#endif
