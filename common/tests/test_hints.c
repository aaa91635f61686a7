/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../lang/expect.h"
#include "help.h"

/*
 * Every hint of every lab can be asked for. A run leaves behind which line of the expected
 * file failed; here each line that has hints is left behind, one after the other. What
 * belongs to a line is found by the indentation of the file and not by the parser, which is
 * what vmlab hint goes by.
 */

/* A hint and the line that it belongs to; the hints of one line stand in their order. */
struct hint {
	int owner;
	int ordinal; /* from 1 */
	const char *text;
};

static size_t indentation_of(const struct line *line)
{
	return (size_t)(text_skip_blanks(line->text) - line->text);
}

static bool says_nothing(const struct line *line)
{
	const char *text = text_skip_blanks(line->text);

	return *text == '\0' || *text == '#';
}

/* The line above that is not as deep. */
static int owner_of(const struct lines *lines, int at)
{
	size_t indentation = indentation_of(&lines->at[at]);

	while (says_nothing(&lines->at[at]) ||
		indentation_of(&lines->at[at]) >= indentation)
		at--;
	return lines->at[at].number;
}

/* The lines of a note as one. */
static const char *note_at(struct pool *pool, const struct lines *lines, int at)
{
	const char *text =
		text_skip_blanks(lines->at[at].text) + strlen("hint:"); /* or code */
	size_t indentation = indentation_of(&lines->at[at]);

	text = text_skip_blanks(text);
	for (at++; at < lines->count; at++) {
		const struct line *line = &lines->at[at];

		if (says_nothing(line))
			continue;
		if (indentation_of(line) <= indentation)
			break;
		text = pool_printf(pool, "%s %s", text, text_skip_blanks(line->text));
	}
	return text;
}

static bool is_hint(const char *text)
{
	return text_starts(text, "hint:") || text_starts(text, "code:");
}

/* The heading of the notes that several lines share under this name. */
static int shared_notes(struct pool *pool, const struct lines *lines, const char *name)
{
	const char *heading = pool_printf(pool, "notes %s:", name);
	int at = 0;

	while (at < lines->count && strcmp(lines->at[at].text, heading) != 0)
		at++;
	cr_assert_lt(at, lines->count, "%s", heading);
	return at;
}

static int add_hint(struct pool *pool, const struct lines *lines, int at, int owner,
	struct hint *hints, int count)
{
	struct hint *hint = &hints[count];
	bool more = count > 0 && hint[-1].owner == owner;

	hint->owner = owner;
	hint->text = note_at(pool, lines, at);
	hint->ordinal = more ? hint[-1].ordinal + 1 : 1;
	return count + 1;
}

/* The hints of shared notes, which belong to the line that takes them. */
static int add_shared(struct pool *pool, const struct lines *lines, int taken,
	struct hint *hints, int count)
{
	const char *name = text_skip_blanks(lines->at[taken].text) + strlen("notes: ");
	int owner = owner_of(lines, taken);

	for (int at = shared_notes(pool, lines, name) + 1;
		at < lines->count && indentation_of(&lines->at[at]) > 0; at++)
		if (is_hint(text_skip_blanks(lines->at[at].text)))
			count = add_hint(pool, lines, at, owner, hints, count);
	return count;
}

static int find_hints(struct pool *pool, const struct lines *lines, struct hint *hints)
{
	bool shared = false;
	int count = 0;

	for (int i = 0; i < lines->count; i++) {
		const char *text = text_skip_blanks(lines->at[i].text);

		if (text == lines->at[i].text && *text)
			shared = text_starts(text, "notes ");
		if (is_hint(text) && !shared)
			count = add_hint(pool, lines, i, owner_of(lines, i), hints, count);
		if (text_starts(text, "notes: "))
			count = add_shared(pool, lines, i, hints, count);
	}
	return count;
}

/* Asks for the next hint, which must be this one; the first one is asked for from the start. */
static void ask_for(const char *root, const char *lab, const struct hint *hint)
{
	int lab_number = atoi(lab);
	struct ran ran = sh("cd '%s' && if [ %d = 1 ]; then mkdir -p build/runs/%02d && "
			    "echo '%d 0' >build/runs/%02d/hint; fi && "
			    "\"$VMLAB\" hint %d --root .",
		root, hint->ordinal, lab_number, hint->owner, lab_number, lab_number);
	char ordinal[32];

	snprintf(ordinal, sizeof ordinal, "%d of ", hint->ordinal);
	cr_expect_eq(ran.status, 0, "%s:%d: %s", lab, hint->owner, ran.err);
	cr_expect(text_starts(ran.out, ordinal), "%s:%d: not hint %d: %s", lab, hint->owner,
		hint->ordinal, ran.out);
	cr_expect(has(unwrapped(ran.out), hint->text), "%s:%d\nexpected  %s\nmeasured  %s",
		lab, hint->owner, hint->text, ran.out);
	ran_free(&ran);
}

static void ask_for_all(const char *root, const char *lab)
{
	struct pool pool = {0};
	char path[256];
	struct lines lines;
	struct hint *hints;
	int count;

	snprintf(path, sizeof path, "expected/%s.expect", lab);
	lines = read_lines(&pool, path);
	hints = pool_alloc(&pool, HINTS * (size_t)lines.count * sizeof *hints);
	count = find_hints(&pool, &lines, hints);
	cr_expect(count > 0 || may_speak_one_language(path), "%s has no hint", path);
	for (int i = 0; i < count; i++)
		ask_for(root, lab, &hints[i]);
	pool_free(&pool);
}

Test(hints, every_hint_of_every_lab_can_be_asked_for)
{
	char *root = temp_make();
	struct ran ran = sh("cp -r labs expected '%s' && ls labs", root);
	char *rest = NULL;
	int labs = 0;

	for (char *lab = strtok_r(ran.out, "\n", &rest); lab;
		lab = strtok_r(NULL, "\n", &rest), labs++)
		ask_for_all(root, lab);
	cr_expect_geq(labs, 18, "%d labs: %s", labs, ran.err);
	ran_free(&ran);
	temp_drop(root);
}
