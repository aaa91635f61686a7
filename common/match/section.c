/* SPDX-License-Identifier: MIT */
#include "section.h"

#include <limits.h>
#include <string.h>

#include "../base/text.h"
#include "../evidence/trace_writes.h"
#include "eval.h"
#include "line.h"

/*
 * Theory of operation
 *
 * A section is matched by trying. The first line that fits a pattern need not be the right
 * one: "mmap(NULL, $len, ...) = $base" fits a mapping of the dynamic loader, and only the
 * following "munmap($base, $len)" shows that another one was meant. So whenever a later
 * pattern fails, the captures made since are taken back and the next possibility is tried:
 * another length of "...", another line.
 *
 * A line of output that goes out piece by piece, or by writev(2), is held to a pattern as the one
 * call of write(2) that would have done the same, too (trace_writes.h).
 *
 * The functions call each other with what is still to be done: match_pieces walks along one
 * line, and when the pattern is used up it calls the matcher's `after`, which goes on with
 * the next pattern. A result of true therefore means that everything behind matched too.
 *
 * What has failed once is not tried again (memo.h), so that the time grows with the text. All of
 * this is bounded by a number of steps besides, so that no output, however contrived, keeps
 * the harness busy. explain.c says whose fault it is when the bound is reached.
 */

static bool accept(struct matcher *matcher, const struct spot *spot)
{
	(void)matcher;
	(void)spot;
	return true;
}

/* Does the pattern, tried for itself, fit this line? It captures nothing. */
static bool fits(struct matcher *matcher, const struct pattern *pattern, int line)
{
	struct matcher attempt = *matcher;
	struct spot spot = {.pattern = pattern, .line = line};
	bool found;

	attempt.after = accept;
	attempt.captures = false;
	attempt.memo = NULL;
	found = match_line(&attempt, &spot);
	matcher->steps = attempt.steps;
	matcher->blocked = attempt.blocked;
	matcher->blocked_at = attempt.blocked_at;
	matcher->blocked_line = attempt.blocked_line;
	return found;
}

/* How many lines of [from, to) fit; `*first` is the first of them. */
static int count_fits(struct matcher *matcher, const struct pattern *pattern, int from,
	int to, const struct line **first)
{
	int count = 0;

	for (int i = from; i < to; i++) {
		if (!fits(matcher, pattern, i))
			continue;
		if (count++ == 0)
			*first = &matcher->lines->at[i];
	}
	return count;
}

static bool count_is_right(
	struct matcher *matcher, const struct pattern *pattern, int count)
{
	struct scope scope = {
		.evidence = matcher->evidence, .performed = matcher->performed};
	struct quantity wanted = {0};
	struct blocked blocked;

	if (evaluate(pattern->times, &scope, &wanted, &blocked))
		return count == wanted.value;
	matcher_block(matcher, pattern, NULL, &blocked);
	return false;
}

/* Do the counted patterns from `gap` on hold for the lines [from, to)? */
static bool counts_hold(
	struct matcher *matcher, const struct pattern *gap, int from, int to, int depth)
{
	for (; gap && gap->kind != PATTERN_LINE; gap = gap->next) {
		const struct line *first = NULL;
		int count;

		if (gap->kind != PATTERN_TIMES)
			continue;
		count = count_fits(matcher, gap, from, to, &first);
		if (count_is_right(matcher, gap, count))
			continue;
		if (matcher_note(
			    matcher, MISMATCH_COUNT, gap, first, depth, BEYOND_ANY_LINE))
			matcher->best.counted = count;
		return false;
	}
	return true;
}

/*
 * The pattern from `gap` on that forbids the line, or the first of those that are the only
 * ones to come, when it is none of them. NULL: the line may be there.
 */
static const struct pattern *forbidding(
	struct matcher *matcher, const struct pattern *gap, int line)
{
	const struct pattern *only = NULL;
	bool allowed = false;

	for (; gap && gap->kind != PATTERN_LINE; gap = gap->next) {
		if (gap->kind == PATTERN_FORBID && fits(matcher, gap, line))
			return gap;
		if (gap->kind != PATTERN_ONLY)
			continue;
		only = only ? only : gap;
		allowed = allowed || fits(matcher, gap, line);
	}
	return allowed ? NULL : only;
}

/* `only` and those behind it, with the values known by now. */
static const char *only_text(struct matcher *matcher, const struct pattern *only)
{
	const char *text =
		pattern_with_values(matcher->evidence, matcher->performed, only, NULL);

	for (only = only->next; only && only->kind != PATTERN_LINE; only = only->next)
		if (only->kind == PATTERN_ONLY)
			text = pool_printf(matcher->evidence->pool, "%s | %s", text,
				pattern_with_values(
					matcher->evidence, matcher->performed, only, NULL));
	return text;
}

/*
 * A forbidden line was met at `spot`. It is what is wrong if the line that was looked for
 * comes after it; otherwise that one is missing, and was noted as such.
 */
static void note_forbidden(
	struct matcher *matcher, const struct pattern *forbid, const struct spot *spot)
{
	bool only = forbid->kind == PATTERN_ONLY;
	const struct line *first = NULL;

	if (spot->pattern &&
		count_fits(matcher, spot->pattern, spot->line + 1, matcher->lines->count,
			&first) == 0)
		return;
	if (matcher_note(matcher, only ? MISMATCH_OTHER : MISMATCH_FORBIDDEN, forbid,
		    &matcher->lines->at[spot->line], spot->depth, BEYOND_ANY_LINE) &&
		only)
		matcher->best.expected = only_text(matcher, forbid);
}

/* Looks for the spot's pattern in the lines from `from` on; the spot stays where that ends. */
static bool find_line(struct matcher *matcher, struct spot *spot)
{
	for (spot->line = spot->from; spot->line < matcher->lines->count; spot->line++) {
		const struct pattern *forbid;

		if (spot->pattern && match_line(matcher, spot))
			return true;
		forbid = forbidding(matcher, spot->gap, spot->line);
		if (forbid) { /* it would stay there, whichever line comes next */
			note_forbidden(matcher, forbid, spot);
			return false;
		}
	}
	return !spot->pattern &&
		counts_hold(matcher, spot->gap, spot->from, spot->line, spot->depth);
}

/*
 * Matches the patterns from `gap` on as a subsequence of the lines from `from` on. Where a
 * forbidden line is in the way, it is so from every line up to that one.
 */
static bool match_subsequence(
	struct matcher *matcher, const struct pattern *gap, int from, int depth)
{
	struct spot spot = {.gap = gap, .pattern = gap, .from = from, .depth = depth};
	struct memo_place place = {.pattern = gap, .what = gap, .line = -1, .at = from};

	while (spot.pattern && spot.pattern->kind != PATTERN_LINE)
		spot.pattern = spot.pattern->next;
	place.within = spot_within(&spot);
	place.onward = place.within < 0;
	if (spot.pattern && memo_has_failed(matcher->memo, &place))
		return false;
	if (spot.pattern)
		matcher_note(matcher, MISMATCH_MISSING, spot.pattern, NULL, depth, -1);
	if (find_line(matcher, &spot))
		return true;
	place.until = spot.line < matcher->lines->count ? spot.line : LONG_MAX;
	if (spot.pattern)
		memo_note(matcher->memo, &place);
	return false;
}

static bool after_subsequence_line(struct matcher *matcher, const struct spot *spot)
{
	return counts_hold(matcher, spot->gap, spot->from, spot->line, spot->depth) &&
		match_subsequence(
			matcher, spot->pattern->next, spot->line + 1, spot->depth + 1);
}

static bool match_whole(
	struct matcher *matcher, const struct pattern *pattern, int line, int depth);

/* The next line fits the pattern, or some lines do where it stands for any. */
static bool match_whole_here(
	struct matcher *matcher, const struct pattern *pattern, int line, int depth)
{
	struct spot spot = {
		.gap = pattern, .pattern = pattern, .depth = depth, .line = line};

	if (pattern->kind == PATTERN_SKIP) {
		for (int i = line; i <= matcher->lines->count; i++)
			if (match_whole(matcher, pattern->next, i, depth + 1))
				return true;
		return false;
	}
	if (line == matcher->lines->count)
		matcher_note(matcher, MISMATCH_MISSING, pattern, NULL, depth, 0);
	return line < matcher->lines->count && match_line(matcher, &spot);
}

/* Matches the patterns to all lines from `line` on, one to one; "..." stands for any. */
static bool match_whole(
	struct matcher *matcher, const struct pattern *pattern, int line, int depth)
{
	const struct memo_place place = {.pattern = pattern,
		.what = pattern,
		.line = -1,
		.within = -1,
		.at = line,
		.onward = pattern && pattern->kind == PATTERN_SKIP,
		.until = LONG_MAX};

	if (matcher_out_of_steps(matcher))
		return false;
	if (!pattern) {
		if (line < matcher->lines->count)
			matcher_note(matcher, MISMATCH_EXTRA, NULL,
				&matcher->lines->at[line], depth, 0);
		return line == matcher->lines->count;
	}
	if (memo_has_failed(matcher->memo, &place))
		return false;
	if (match_whole_here(matcher, pattern, line, depth))
		return true;
	memo_note(matcher->memo, &place);
	return false;
}

static bool after_whole_line(struct matcher *matcher, const struct spot *spot)
{
	return match_whole(matcher, spot->pattern->next, spot->line + 1, spot->depth + 1);
}

/* Empty lines of an output do not count; each line that is left keeps its number. */
static struct lines without_blank_lines(struct pool *pool, const struct lines *lines)
{
	struct lines kept = {0};

	kept.at = pool_alloc(pool, (size_t)lines->count * sizeof *kept.at);
	for (int i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		size_t blanks = 0;

		while (blanks < line->length && text_is_blank(line->text[blanks]))
			blanks++;
		if (blanks < line->length)
			kept.at[kept.count++] = *line;
	}
	return kept;
}

/* What may stand for calls of write(2) matters to a section only where it names that call. */
static const struct line *writes_for(
	struct pool *pool, const struct item *section, const struct lines *lines)
{
	static const char name[] = "write";

	if (section->channel != CHANNEL_SYSCALLS)
		return NULL;
	for (const struct pattern *at = section->patterns; at; at = at->next)
		if (at->pieces && at->pieces->kind == PIECE_TEXT &&
			strncmp(at->pieces->text, name, sizeof name - 1) == 0)
			return trace_whole_writes(pool, lines);
	return NULL;
}

bool match_section(struct lab_evidence *evidence, struct performed *performed,
	const struct item *section, const struct lines *lines, struct mismatch *mismatch)
{
	bool whole =
		section->channel == CHANNEL_STDOUT || section->channel == CHANNEL_STDERR;
	struct lines kept = whole ? without_blank_lines(evidence->pool, lines) : *lines;
	struct matcher matcher = {
		.evidence = evidence,
		.performed = performed,
		.channel = section->channel,
		.lines = &kept,
		.writes = writes_for(evidence->pool, section, lines),
		.whole = whole,
		.after = whole ? after_whole_line : after_subsequence_line,
		.captures = true,
		.most_steps = MOST_STEPS + (long)STEPS_A_LINE * kept.count,
		.memo = memo_open(evidence->pool, section, performed),
		.best_depth = -1,
	};
	int count = performed->count;
	bool found = whole ? match_whole(&matcher, section->patterns, 0, 0)
			   : match_subsequence(&matcher, section->patterns, 0, 0);

	memo_close(matcher.memo);
	*mismatch = matcher.best;
	if (matcher.blocked)
		*mismatch = (struct mismatch){.kind = MISMATCH_BLOCKED,
			.pattern = matcher.blocked_at,
			.line = matcher.blocked_line,
			.expected = pattern_with_values(
				evidence, performed, matcher.blocked_at, NULL),
			.blocked = matcher.blocked};
	if (matcher.steps > matcher.most_steps)
		*mismatch = (struct mismatch){
			.kind = MISMATCH_GAVE_UP, .steps = matcher.most_steps};
	found = found && !matcher.blocked && matcher.steps <= matcher.most_steps;
	if (!found)
		performed->count = count;
	return found;
}
