/* SPDX-License-Identifier: MIT */
#include "progress_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/folder.h"
#include "../base/text_builder.h"
#include "../base/words.h"
#include "../host/today.h"
#include "../host/project.h"
#include "../report/report.h"

static const char folder[] = "my";

enum { DAY = 10 /* characters of "2026-11-29" */, MOST_DIGITS = 6 };

/* A lab is never skipped as a whole. */
static const char *const status_words[STATUSES] = {
	[STATUS_OK] = "passed",
	[STATUS_FAIL] = "failed",
	[STATUS_ENV] = "hidden",
	[STATUS_ERROR] = "broken",
	[STATUS_UNGRADED] = "ungraded",
};

/* --- reading -------------------------------------------------------------------------- */

/* A number of at most six digits; -1 when it is none. */
static int read_number(const char *text)
{
	size_t length = strspn(text, "0123456789");

	return length > 0 && length <= MOST_DIGITS && text[length] == '\0' ? atoi(text)
									   : -1;
}

static bool read_status(const char *text, enum status *status)
{
	for (int i = 0; i < STATUSES; i++) {
		*status = (enum status)i;
		if (status_words[i] && strcmp(text, status_words[i]) == 0)
			return true;
	}
	return false;
}

static bool is_day(const char *text)
{
	static const char form[] = "0000-00-00";

	for (int i = 0; i < DAY; i++)
		if (form[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	return text[DAY] == '\0';
}

/* "3/4"; false when it is none, or more are good than there are. */
static bool read_share(struct pool *pool, const char *text, struct share *share)
{
	const char *slash = strchr(text, '/');

	if (!slash)
		return false;
	share->good = read_number(pool_copy(pool, text, (size_t)(slash - text)));
	share->all = read_number(slash + 1);
	return share->good >= 0 && share->all >= share->good;
}

/* One pair; of one that is not known nothing is asked. */
static bool read_pair(
	struct pool *pool, const char *word, const char *value, struct progress_line *line)
{
	if (strcmp(word, "program") == 0) {
		line->copied = strcmp(value, "copy") == 0;
		return line->copied || strcmp(value, "own") == 0;
	}
	if (strcmp(word, "parts") == 0)
		return read_share(pool, value, &line->parts);
	if (strcmp(word, "checks") == 0)
		return read_share(pool, value, &line->checks);
	if (strcmp(word, "predictions") == 0)
		return read_share(pool, value, &line->predictions);
	return true;
}

static bool read_line(
	struct pool *pool, const struct line *text, struct progress_line *line)
{
	char **words = words_split(pool, text->text);
	int count = words_count(words);

	*line = (struct progress_line){0};
	if (count < 3 || count % 2 == 0 || strlen(text->text) != text->length)
		return false;
	line->number = read_number(words[0]);
	line->day = words[2];
	if (line->number < 1 || !read_status(words[1], &line->status) || !is_day(line->day))
		return false;
	for (int i = 3; i < count; i += 2)
		if (!read_pair(pool, words[i], words[i + 1], line))
			return false;
	return true;
}

/* Puts it into its place; false when its lab has a line already. */
static bool insert(struct progress_line **list, struct progress_line *line)
{
	while (*list && (*list)->number < line->number)
		list = &(*list)->next;
	if (*list && (*list)->number == line->number)
		return false;
	line->next = *list;
	*list = line;
	return true;
}

struct progress_line *progress_parse(
	struct pool *pool, const struct bytes *text, int *damaged)
{
	struct lines lines = text_lines(pool, text->data, text->size);
	struct progress_line *list = NULL;

	*damaged = 0;
	for (int i = 0; i < lines.count; i++) {
		struct progress_line *line = pool_alloc(pool, sizeof *line);

		if (!read_line(pool, &lines.at[i], line) || !insert(&list, line))
			(*damaged)++;
	}
	return list;
}

struct progress_line *progress_read(struct pool *pool, int *damaged)
{
	struct bytes text;
	struct err ignored;

	*damaged = 0;
	if (!project_exists(PROGRESS_FILE) ||
		file_read(pool, PROGRESS_FILE, &text, &ignored) != 0)
		return NULL;
	return progress_parse(pool, &text, damaged);
}

/* --- writing -------------------------------------------------------------------------- */

/* What concerns only the article or the machine is a part like the others. */
static struct share count_parts(const struct lab_result *lab)
{
	struct share parts = {0};

	for (const struct part *part = lab->expect->parts; part; part = part->next) {
		struct lab_result counted = report_part(lab, part);
		const int *counts = counted.counts;

		parts.all += counts[STATUS_OK] || counts[STATUS_FAIL];
		parts.good += counts[STATUS_OK] && !counts[STATUS_FAIL];
	}
	return parts;
}

/* Those that were made and whose answer was measured. */
static struct share count_predictions(const struct prediction *predictions)
{
	struct share share = {0};

	for (; predictions; predictions = predictions->next) {
		share.all += predictions->is_predicted && predictions->has_answer;
		share.good += predictions->right;
	}
	return share;
}

struct progress_line progress_of(
	struct pool *pool, const struct lab_result *lab, bool copied)
{
	return (struct progress_line){
		.number = lab->number,
		.status = lab->status,
		.day = today(pool),
		.copied = copied,
		.parts = count_parts(lab),
		.checks = {lab->counts[STATUS_OK], lab_result_total(lab)},
		.predictions = count_predictions(lab->predictions),
	};
}

static const char *share_text(struct pool *pool, const char *word, struct share share)
{
	return share.all ? pool_printf(pool, " %s %d/%d", word, share.good, share.all) : "";
}

static const char *line_text(struct pool *pool, const struct progress_line *line)
{
	return pool_printf(pool, "%d %s %s program %s%s%s%s\n", line->number,
		status_words[line->status], line->day, line->copied ? "copy" : "own",
		share_text(pool, "parts", line->parts),
		share_text(pool, "checks", line->checks),
		share_text(pool, "predictions", line->predictions));
}

/* The text of the file with this line in it. */
static const char *text_with(struct pool *pool, const struct progress_line *line)
{
	struct progress_line *copy = pool_alloc(pool, sizeof *copy);
	struct progress_line *list;
	struct text_builder text;
	int ignored;

	list = progress_read(pool, &ignored);
	*copy = *line;
	for (struct progress_line **at = &list; *at; at = &(*at)->next)
		if ((*at)->number == line->number) {
			*at = (*at)->next;
			break;
		}
	insert(&list, copy);
	builder_begin(&text);
	for (const struct progress_line *at = list; at; at = at->next)
		fputs(line_text(pool, at), text.out);
	return builder_end(pool, &text).data;
}

int progress_keep(struct pool *pool, const struct progress_line *line, struct err *err)
{
	const char *text;
	int result;
	int lock;

	if (project_make_folder(pool, folder, err) != 0)
		return -1;
	lock = folder_lock(folder, err);
	if (lock < 0)
		return -1;
	text = text_with(pool, line);
	result = file_replace(PROGRESS_FILE, text, strlen(text), err);
	close(lock);
	return result;
}
