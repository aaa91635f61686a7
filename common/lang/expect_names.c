/* SPDX-License-Identifier: MIT */
#include "expect_captures.h"
#include "expect_walk.h"

#include <string.h>

#include "messages.h"

/*
 * A misspelt name must be an error of the file and not a check that waits for ever. So the
 * items are walked in the order in which they will be judged, and every name that is read
 * must have been captured before, by the run it belongs to.
 */

/* Where names are read: the runs they may belong to, and what is allowed there. */
struct place {
	struct expect_reader *reader;
	const struct run_list *runs; /* of a section or of "each"; NULL elsewhere */
	bool pausing;                /* the memory map and its like may be asked */
	bool file;                   /* the ELF file may be asked */
	int line;
};

static int known_in(const struct place *place, const struct run_spec *run, const char *name)
{
	const struct capture *capture = captures_find(run, name);

	if (capture && capture->word)
		return reader_fail(place->reader, place->line, M_EXPECT_WORD, name);
	if (strcmp(name, "base") == 0 && !run_has_pauses(run))
		return reader_fail(place->reader, place->line, M_EXPECT_BASE, run->name);
	if ((fact_is_of_run(name) && !run->tool) || capture)
		return 0;
	return reader_fail(
		place->reader, place->line, M_EXPECT_UNKNOWN_NAME, name, run->name);
}

static int check_qualified(const struct place *place, const struct expr *expr, bool series)
{
	const struct run_spec *run = reader_find_owner(place->reader, expr->run);

	if (!run)
		return reader_fail(place->reader, place->line, M_EXPECT_NO_RUN, expr->run);
	if (run->times > 1 && !series)
		return reader_fail(place->reader, place->line, M_EXPECT_SERIES, expr->run,
			expr->name, run->times);
	return known_in(place, run, expr->name);
}

static int check_name(const struct expr *expr, bool series, void *context)
{
	const struct place *place = context;
	const struct run_spec *only = place->reader->expect->runs;

	if (expr->run)
		return check_qualified(place, expr, series);
	if (fact_is_name(expr->name))
		return 0;
	if (place->runs) {
		for (const struct run_list *at = place->runs; at; at = at->next)
			if (known_in(place, at->run, expr->name) != 0)
				return -1;
		return 0;
	}
	if (!only || only->next)
		return reader_fail(place->reader, place->line, M_EXPECT_WHOSE, expr->name);
	if (only->times > 1 && !series)
		return reader_fail(place->reader, place->line, M_EXPECT_SERIES, only->name,
			expr->name, only->times);
	return known_in(place, only, expr->name);
}

/* The pause that is named must be one of each run that the expression is about. */
static int check_at(const struct place *place, const struct expr *expr)
{
	for (const struct run_list *at = place->runs; at; at = at->next)
		if (!run_pause_number(at->run, expr->name))
			return reader_fail(place->reader, place->line,
				M_EXPECT_NO_SUCH_PAUSE, expr->name, at->run->name);
	return 0;
}

/* Whose faults are read is clear where the runs are named, and where there is but one. */
static int check_faults(const struct place *place)
{
	const struct run_spec *only = place->reader->expect->runs;
	bool clear = place->runs || (only && !only->next && only->times == 1);

	if (!clear)
		return reader_fail(place->reader, place->line, "%s", M_EXPECT_FAULTS_WHERE);
	for (const struct run_list *at = place->runs; at; at = at->next)
		if (at->run->perf_stat)
			return reader_fail(place->reader, place->line, M_EXPECT_UNTRACED,
				at->run->name);
	return 0;
}

/* What a witness may be asked, and where. */
static int check_witness(const struct place *place, const struct expr *expr)
{
	struct expect_reader *reader = place->reader;
	bool of_file = reading_is_of_file(expr->reading);

	if (of_file && !place->file)
		return reader_fail(reader, place->line, "%s", M_EXPECT_FILE_WHERE);
	if (reading_is_of_faults(expr->reading))
		return check_faults(place);
	if (!of_file && !place->pausing)
		return reader_fail(reader, place->line, "%s", M_EXPECT_PAUSE_WHERE);
	if (of_file && !expr->field)
		return reader_fail(reader, place->line, M_EXPECT_NO_FIELD, expr->name);
	return expr->reading == READING_AT ? check_at(place, expr) : 0;
}

/* Facts without a dollar belong to "when". */
static int check_part(const struct expr *expr, bool series, void *context)
{
	const struct place *place = context;

	if (expr->kind == EXPR_FACT)
		return reader_fail(place->reader, place->line, M_EXPECT_DOLLAR, expr->name);
	if (expr->kind == EXPR_READING)
		return check_witness(place, expr);
	return expr->kind == EXPR_NAME ? check_name(expr, series, context) : 0;
}

static int check_expr(struct place *place, const struct expr *expr)
{
	return expr_parts(expr, false, check_part, place);
}

static int check_when_part(const struct expr *expr, bool series, void *context)
{
	const struct place *place = context;

	(void)series;
	if (expr->kind == EXPR_FACT && !fact_is_name(expr->name))
		return reader_fail(place->reader, place->line, M_EXPECT_FACT,
			fact_names(place->reader->pool), expr->name);
	if (expr->kind == EXPR_NAME)
		return reader_fail(place->reader, place->line, M_EXPECT_FACT,
			fact_names(place->reader->pool),
			pool_printf(place->reader->pool, "$%s", expr->name));
	if (expr->kind == EXPR_READING)
		return reader_fail(place->reader, place->line, "%s", M_EXPECT_WHEN_WITNESS);
	return 0;
}

/* A pause that a statement looks back at comes before the one it belongs to. */
static int check_since(const struct place *place, const struct item *item,
	const struct statement *statement)
{
	for (const struct run_list *at = item->runs; at; at = at->next) {
		int earlier = run_pause_number(at->run, statement->since);

		if (!earlier || earlier >= run_pause_number(at->run, item->pause))
			return reader_fail(place->reader, statement->line, M_EXPECT_SINCE,
				statement->since, item->pause, at->run->name);
	}
	return 0;
}

static int check_slice(
	const struct place *place, const struct item *item, const struct run_spec *run)
{
	const struct slice *slice = item->slice;
	int from = slice->from ? run_pause_number(run, slice->from) : 0;
	int to = slice->to ? run_pause_number(run, slice->to) : MOST_PAUSES + 1;

	if (slice->from && !from)
		return reader_fail(place->reader, item->line, M_EXPECT_NO_SUCH_PAUSE,
			slice->from, run->name);
	if (!to)
		return reader_fail(place->reader, item->line, M_EXPECT_NO_SUCH_PAUSE,
			slice->to, run->name);
	if (from < to)
		return 0;
	return reader_fail(
		place->reader, item->line, M_EXPECT_SLICE_ORDER, slice->from, slice->to);
}

/* Each run of the section has the pauses between which its part is. */
static int check_slices(const struct place *place, const struct item *item)
{
	for (const struct run_list *at = item->runs; at; at = at->next)
		if (check_slice(place, item, at->run) != 0)
			return -1;
	return 0;
}

/*
 * A line that must be there captures what it names first. A forbidden or counted line
 * captures nothing, so that its names must be known; "..." stands for any text.
 */
static int check_captures(
	struct place *place, const struct pattern *pattern, const struct piece *piece)
{
	for (const struct run_list *at = place->runs; at; at = at->next) {
		if (pattern->kind == PATTERN_LINE) {
			if (captures_add(place->reader, at->run, piece, pattern->line) != 0)
				return -1;
		} else if (!captures_find(at->run, piece->name)) {
			return reader_fail(place->reader, pattern->line,
				M_EXPECT_UNKNOWN_NAME, piece->name, at->run->name);
		}
	}
	return 0;
}

/* The ELF file of a run is that of its build; elsewhere there must be one build only. */
static struct place place_of(struct expect_reader *reader, const struct item *item)
{
	const struct build_spec *builds = reader->expect->builds;
	bool one_build = builds && !builds->next;

	return (struct place){
		.reader = reader,
		.runs = item->runs,
		.pausing = item->kind == ITEM_PAUSE,
		.file = item->kind == ITEM_ELF || (item->runs && !item->runs->run->tool) ||
			one_build,
		.line = item->line,
	};
}

/* --- the walk through the items --------------------------------------------------------- */

/* An item whose branches are being walked through. */
struct fork {
	struct fork *around;
	int owners;              /* the runs and tools that capture */
	struct capture **before; /* what each had captured in front of the item */
	struct capture **after;  /* and behind each branch */
	int branches;            /* how many were walked through */
	bool complete;           /* one of the branches is always taken */
};

struct walk {
	struct expect_reader *reader;
	struct fork *fork; /* the innermost, or NULL */
};

static void enter_fork(struct walk *walk, const struct item *item)
{
	struct pool *pool = walk->reader->pool;
	struct fork *fork = pool_alloc(pool, sizeof *fork);
	size_t count = 0;

	for (const struct branch *at = item->branches; at; at = at->next)
		count++;
	fork->owners = captures_owners(walk->reader->expect);
	fork->before = pool_alloc(pool, (size_t)fork->owners * sizeof *fork->before);
	fork->after = pool_alloc(pool, count * (size_t)fork->owners * sizeof *fork->after);
	fork->complete = item->kind == ITEM_EITHER;
	fork->around = walk->fork;
	walk->fork = fork;
	captures_save(walk->reader->expect, fork->before);
}

static int check_item(const struct item *item, void *context)
{
	struct walk *walk = context;
	struct place place = place_of(walk->reader, item);

	if (item->slice && check_slices(&place, item) != 0)
		return -1;
	if (item->condition && condition_parts(item->condition, check_part, &place) != 0)
		return -1;
	if (item->range &&
		(check_expr(&place, item->range->start) != 0 ||
			(item->range->end && check_expr(&place, item->range->end) != 0)))
		return -1;
	if (item->branches)
		enter_fork(walk, item);
	return 0;
}

/* "section(.bss)" alone may be absent or present; any other reading has a field. */
static int check_statement(
	const struct item *item, const struct statement *statement, void *context)
{
	struct walk *walk = context;
	struct place place = place_of(walk->reader, item);

	place.line = statement->line;
	if (statement->since && check_since(&place, item, statement) != 0)
		return -1;
	return statement->part ? 0 : statement_parts(statement, check_part, &place);
}

/* Reads the expressions of a pattern and adds what it captures to the runs. */
static int check_pattern(
	const struct item *item, const struct pattern *pattern, void *context)
{
	struct walk *walk = context;
	struct place place = place_of(walk->reader, item);

	place.line = pattern->line;
	if (pattern->times && check_expr(&place, pattern->times) != 0)
		return -1;
	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		if (piece->kind == PIECE_VALUE && check_expr(&place, piece->expr) != 0)
			return -1;
		if (piece->name && check_captures(&place, pattern, piece) != 0)
			return -1;
	}
	return 0;
}

static int enter_branch(const struct item *item, const struct branch *branch, void *context)
{
	struct walk *walk = context;
	struct place place = place_of(walk->reader, item);

	return branch->condition
		? condition_parts(branch->condition, check_when_part, &place)
		: 0;
}

static int leave_branch(const struct item *item, const struct branch *branch, void *context)
{
	struct walk *walk = context;
	struct fork *fork = walk->fork;
	const struct expect *expect = walk->reader->expect;

	(void)item;
	captures_save(expect, fork->after + fork->branches++ * fork->owners);
	captures_restore(expect, fork->before);
	fork->complete = fork->complete || !branch->condition;
	return 0;
}

/* What all branches have captured stays. */
static int leave_item(const struct item *item, void *context)
{
	struct walk *walk = context;
	struct fork *fork = walk->fork;

	if (!item->branches)
		return 0;
	captures_keep_common(walk->reader->pool, walk->reader->expect, fork->before,
		fork->after, fork->complete ? fork->branches : 0);
	walk->fork = fork->around;
	return 0;
}

static int check_items(struct expect_reader *reader)
{
	static const struct expect_visitor visitor = {
		.item = check_item,
		.pattern = check_pattern,
		.statement = check_statement,
		.branch = enter_branch,
		.branch_end = leave_branch,
		.item_end = leave_item,
	};
	struct walk walk = {.reader = reader};

	return expect_walk(reader->expect->items, &visitor, &walk);
}

/* --- the rest of the file --------------------------------------------------------------- */

static int check_cells(struct expect_reader *reader, const struct pattern *cells)
{
	for (const struct pattern *cell = cells; cell; cell = cell->next) {
		struct place place = {.reader = reader, .line = cell->line};

		for (const struct piece *piece = cell->pieces; piece; piece = piece->next) {
			if (piece->name)
				return reader_fail(
					reader, cell->line, M_EXPECT_CELL, piece->text);
			if (piece->kind == PIECE_VALUE &&
				check_expr(&place, piece->expr) != 0)
				return -1;
		}
	}
	return 0;
}

static int check_moment(
	struct expect_reader *reader, const struct picture *picture, const char *pause)
{
	if (run_pause_number(picture->run, pause))
		return 0;
	return reader_fail(
		reader, picture->line, M_EXPECT_NO_SUCH_PAUSE, pause, picture->run->name);
}

static int check_lines(struct place *place, const struct picture_line *line)
{
	for (; line; line = line->next) {
		place->line = line->line;
		if ((line->start && check_expr(place, line->start) != 0) ||
			(line->end && check_expr(place, line->end) != 0))
			return -1;
	}
	return 0;
}

/* A picture is of a pause that some section names, and shows what its run has captured. */
static int check_picture(struct expect_reader *reader, const struct picture *picture)
{
	struct run_list only = {.run = picture->run};
	struct place place = {.reader = reader,
		.runs = &only,
		.pausing = picture->kind != PICTURE_PAGES,
		.file = picture->kind != PICTURE_PAGES,
		.line = picture->line};

	if (picture->kind == PICTURE_PAGES)
		return check_expr(&place, picture->pages->start) != 0
			? -1
			: check_expr(&place, picture->pages->end);
	if (check_moment(reader, picture, picture->pause) != 0 ||
		(picture->since && check_moment(reader, picture, picture->since) != 0))
		return -1;
	return check_lines(&place, picture->marks) != 0
		? -1
		: check_lines(&place, picture->pieces);
}

/* A question has no run of its own: like a cell, it reads what the runs have captured. */
static int check_ask(struct expect_reader *reader, const struct ask *ask)
{
	struct place place = {.reader = reader, .line = ask->line};

	for (int i = 0; i < LANGUAGES; i++)
		if (check_cells(reader, ask->reason[i]) != 0)
			return -1;
	return ask_parts(ask, check_part, &place);
}

/* Without a section about a pause nobody presses anything. */
static int check_press(struct expect_reader *reader)
{
	for (const struct run_spec *run = reader->expect->runs; run; run = run->next)
		if (run->press && !run_has_pauses(run))
			return reader_fail(reader, run->line, M_EXPECT_PRESS, run->name);
	return 0;
}

int reader_check_names(struct expect_reader *reader)
{
	if (check_press(reader) != 0)
		return -1;
	if (check_items(reader) != 0)
		return -1;
	for (int i = 0; i < LANGUAGES; i++)
		if (check_cells(reader, reader->expect->table_head[i]) != 0)
			return -1;
	for (const struct picture *at = reader->expect->pictures; at; at = at->next)
		if (check_picture(reader, at) != 0)
			return -1;
	for (const struct ask *at = reader->expect->asks; at; at = at->next)
		if (check_ask(reader, at) != 0)
			return -1;
	for (const struct table_row *row = reader->expect->table; row; row = row->next)
		if (check_cells(reader, row->cells) != 0)
			return -1;
	return 0;
}
