/* SPDX-License-Identifier: MIT */
#include "faults.h"

#include <stdint.h>
#include <string.h>

#include "../base/text_builder.h"
#include "messages.h"

/* --- what is executed ----------------------------------------------------------------- */

/* The process that a process has come from, and when; false where it is the first one. */
static bool find_parent(const struct fault_log *log, int pid, int *parent, number *time)
{
	for (int i = log->forked_count; i-- > 0;) {
		if (log->forked[i].pid != pid || log->forked[i].time > *time)
			continue;
		*parent = log->forked[i].parent;
		*time = log->forked[i].time;
		return true;
	}
	return false;
}

static const struct mapped *find_mapped(
	const struct fault_log *log, int pid, number time, number address)
{
	for (int i = log->mapped_count; i-- > 0;) {
		const struct mapped *at = &log->mapped[i];

		if (at->access[2] == 'x' && at->pid == pid && at->time <= time &&
			at->start <= address && address < at->end)
			return at;
	}
	return NULL;
}

const struct mapped *faults_code_at(
	const struct fault_log *log, int pid, number time, number address)
{
	const struct mapped *found = find_mapped(log, pid, time, address);

	for (int left = log->forked_count; !found && left > 0; left--) {
		if (!find_parent(log, pid, &pid, &time))
			return NULL;
		found = find_mapped(log, pid, time, address);
	}
	return found;
}

/* --- beside the trace ----------------------------------------------------------------- */

/* How many of the lines have begun by then; `*from`, of an earlier time, is where to look. */
static int lines_by(const number *stamps, int lines, number time, int *from)
{
	while (*from < lines && stamps[*from] <= time)
		++*from;
	return *from;
}

void faults_place(struct fault_log *log, const number *stamps, int lines)
{
	number start = lines > 0 ? stamps[0] : 0;
	int from[3] = {0};

	for (int i = 0; i < log->count; i++) {
		struct fault *at = &log->faults[i];

		at->log_lines = lines_by(stamps, lines, at->time, &from[0]);
		at->time -= start;
	}
	for (int i = 0; i < log->mapped_count; i++) {
		struct mapped *at = &log->mapped[i];

		at->log_lines = lines_by(stamps, lines, at->time, &from[1]);
		at->time -= start;
	}
	for (int i = 0; i < log->forked_count; i++) {
		struct forked *at = &log->forked[i];

		at->log_lines = lines_by(stamps, lines, at->time, &from[2]);
		at->time -= start;
	}
}

/* --- as text -------------------------------------------------------------------------- */

static const char *or_none(const char *name)
{
	return name && *name ? name : "-";
}

static void write_fault(FILE *text, const struct fault *fault)
{
	fprintf(text, "fault %lld %d %d %d %s %#llx %#llx %s %s\n", (long long)fault->time,
		fault->log_lines, fault->pid, fault->tid, fault->kernel ? "kernel" : "user",
		(unsigned long long)fault->address, (unsigned long long)fault->ip,
		or_none(fault->function), or_none(fault->file));
}

static void write_mapped(FILE *text, const struct mapped *mapped)
{
	fprintf(text, "mapped %lld %d %d %#llx %#llx %#llx %s %s\n",
		(long long)mapped->time, mapped->log_lines, mapped->pid,
		(unsigned long long)mapped->start, (unsigned long long)mapped->end,
		(unsigned long long)mapped->offset, mapped->access, mapped->path);
}

static void write_forked(FILE *text, const struct forked *forked)
{
	fprintf(text, "forked %lld %d %d %d\n", (long long)forked->time, forked->log_lines,
		forked->pid, forked->parent);
}

/* The three lists as one, in the order of time; what is mapped comes before its faults. */
static void write_all(FILE *text, const struct fault_log *log)
{
	int fault = 0;
	int mapped = 0;
	int forked = 0;

	for (;;) {
		const struct fault *f = fault < log->count ? &log->faults[fault] : NULL;
		const struct mapped *m =
			mapped < log->mapped_count ? &log->mapped[mapped] : NULL;
		const struct forked *k =
			forked < log->forked_count ? &log->forked[forked] : NULL;

		if (m && (!f || m->time <= f->time) && (!k || m->time <= k->time)) {
			write_mapped(text, m);
			mapped++;
		} else if (k && (!f || k->time <= f->time)) {
			write_forked(text, k);
			forked++;
		} else if (f) {
			write_fault(text, f);
			fault++;
		} else {
			return;
		}
	}
}

struct bytes faults_text(struct pool *pool, const struct fault_log *log)
{
	struct text_builder text;

	builder_begin(&text);
	if (log->lost)
		fprintf(text.out, "lost %lld\n", (long long)log->lost);
	if (log->user_only)
		fprintf(text.out, "user-mode\n");
	write_all(text.out, log);
	return builder_end(pool, &text);
}

/* --- and back ------------------------------------------------------------------------- */

/* A line that is read word by word; `fails` once one of them is not what it should be. */
struct words {
	struct pool *pool;
	const char *at;
	const char *end;
	bool fails;
};

static const char *next_word(struct words *words, size_t *length)
{
	const char *word = words->at;

	*length = 0;
	while (word + *length < words->end && word[*length] != ' ')
		++*length;
	words->fails = words->fails || *length == 0;
	words->at = word + *length + (word + *length < words->end);
	return word;
}

static number next_number(struct words *words)
{
	size_t length;
	const char *word = next_word(words, &length);
	number value = 0;
	bool hex;

	if (number_read(word, length, &value, &hex) != length)
		words->fails = true;
	return value;
}

/* A number that an int holds, and that is not negative. */
static int next_count(struct words *words)
{
	number value = next_number(words);

	words->fails = words->fails || value < 0 || value > INT32_MAX;
	return words->fails ? 0 : (int)value;
}

static bool next_is(struct words *words, const char *wanted)
{
	size_t length;
	const char *word = next_word(words, &length);

	return length == strlen(wanted) && memcmp(word, wanted, length) == 0;
}

/* A copy of a name, NULL of "-". One that a NUL cuts short would be another one. */
static const char *copy_name(struct words *words, const char *name, size_t length)
{
	words->fails = words->fails || length == 0 || memchr(name, '\0', length);
	return length == 1 && *name == '-' ? NULL : pool_copy(words->pool, name, length);
}

static const char *next_name(struct words *words)
{
	size_t length;
	const char *word = next_word(words, &length);

	return copy_name(words, word, length);
}

static const char *rest_of(struct words *words)
{
	return copy_name(words, words->at, (size_t)(words->end - words->at));
}

static void read_fault(struct words *words, struct fault_log *log, int line)
{
	struct fault *fault = &log->faults[log->count++];

	fault->time = next_number(words);
	fault->log_lines = next_count(words);
	fault->pid = next_count(words);
	fault->tid = next_count(words);
	fault->kernel = next_is(words, "kernel");
	fault->address = next_number(words);
	fault->ip = next_number(words);
	fault->function = next_name(words);
	fault->file = rest_of(words);
	fault->line = line;
}

static void read_mapped(struct words *words, struct fault_log *log)
{
	struct mapped *mapped = &log->mapped[log->mapped_count++];
	const char *access;

	mapped->time = next_number(words);
	mapped->log_lines = next_count(words);
	mapped->pid = next_count(words);
	mapped->start = next_number(words);
	mapped->end = next_number(words);
	mapped->offset = next_number(words);
	access = next_name(words);
	words->fails = words->fails || !access || strlen(access) != 4;
	memcpy(mapped->access, words->fails ? "----" : access, sizeof mapped->access);
	mapped->path = rest_of(words);
	words->fails = words->fails || !mapped->path;
}

static void read_forked(struct words *words, struct fault_log *log)
{
	struct forked *forked = &log->forked[log->forked_count++];

	forked->time = next_number(words);
	forked->log_lines = next_count(words);
	forked->pid = next_count(words);
	forked->parent = next_count(words);
}

static void read_line(struct words *words, struct fault_log *log, int line)
{
	const char *kind = next_name(words);

	if (!kind)
		words->fails = true;
	else if (strcmp(kind, "fault") == 0)
		read_fault(words, log, line);
	else if (strcmp(kind, "mapped") == 0)
		read_mapped(words, log);
	else if (strcmp(kind, "forked") == 0)
		read_forked(words, log);
	else if (strcmp(kind, "lost") == 0)
		log->lost = next_number(words);
	else if (strcmp(kind, "user-mode") == 0)
		log->user_only = true;
	else
		words->fails = true;
}

int faults_parse(struct pool *pool, const char *text, size_t size, struct fault_log *log,
	struct err *err)
{
	struct lines lines = text_lines(pool, text, size);
	size_t most = (size_t)lines.count;

	*log = (struct fault_log){0};
	log->faults = pool_alloc(pool, most * sizeof *log->faults);
	log->mapped = pool_alloc(pool, most * sizeof *log->mapped);
	log->forked = pool_alloc(pool, most * sizeof *log->forked);
	for (int i = 0; i < lines.count; i++) {
		const struct line *line = &lines.at[i];
		struct words words = {
			.pool = pool, .at = line->text, .end = line->text + line->length};

		read_line(&words, log, line->number);
		if (words.fails)
			return err_at(err, "", line->number, "%s", M_FAULTS_LINE);
	}
	return 0;
}
