/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../base/text.h"
#include "messages.h"
#include "../lang/source.h"

/*
 * The language of the ledger. Indentation says what belongs to what:
 *
 *     article 进程的内存是怎么布局的
 *       author: Lambert Xiao
 *       link: https://…    where it can be read
 *       licence: …         of its text, where that is known
 *
 *     section The growth of the heap | 堆的增长
 *       listing 1: a program that moves the break | 移动 break 的程序
 *
 *     claim A11: does not hold
 *       says: …            the statement; says.zh, because and because.zh as well
 *       because: …         why the verdict is so
 *       lab 1: NAME        a check of that lab by its name, or several
 *         measured: … $(…)   what this machine has measured; measured.zh
 *
 * Each text is one line, as the report prints it.
 */

struct reader {
	struct pool *pool;
	const char *file;
	struct ledger *ledger;
	struct source source;
	int at;
	const struct article *article; /* the last one that was read */
	struct section **sections;     /* where the next one goes, and */
	struct claim **claims;
	struct section *section; /* the last one, to which claims belong */
	struct err *err;
};

/* As they are written in the file. */
static const char *const verdicts[CLAIM_VERDICTS] = {
	[CLAIM_HOLDS] = "holds",
	[CLAIM_HOLDS_IF] = "holds with a condition",
	[CLAIM_OUTDATED] = "outdated",
	[CLAIM_FAILS] = "does not hold",
	[CLAIM_HIDDEN] = "cannot be observed",
};

static const struct source_line *peek(const struct reader *reader)
{
	return source_line_at(&reader->source, reader->at);
}

/* The next line, if it is indented deeper than `indent`. */
static const struct source_line *peek_beneath(const struct reader *reader, int indent)
{
	const struct source_line *line = peek(reader);

	return line && line->indent > indent ? line : NULL;
}

/* What follows "WORD " at the start of a line; NULL when it does not begin so. */
static const char *after_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	return text_starts(text, word) && text[length] == ' ' ? text + length + 1 : NULL;
}

/* "english | 中文" */
static int read_twins(struct reader *reader, const struct source_line *line,
	const char *text, const char *twins[LANGUAGES])
{
	const char *bar = strchr(text, '|');

	if (!bar)
		return err_at(reader->err, reader->file, line->number, M_LEDGER_TWINS,
			line->text);
	twins[ENGLISH] = text_trimmed(reader->pool, text, (size_t)(bar - text));
	twins[CHINESE] = text_trimmed(reader->pool, bar + 1, strlen(bar + 1));
	return *twins[ENGLISH] && *twins[CHINESE]
		? 0
		: err_at(reader->err, reader->file, line->number, M_LEDGER_TWINS,
			  line->text);
}

/* "WORD 7: rest"; the rest, or NULL. */
static const char *read_numbered(const char *text, const char *word, int *value)
{
	const char *digits = after_word(text, word);
	char *end;

	if (!digits || !isdigit((unsigned char)*digits))
		return NULL;
	*value = (int)strtol(digits, &end, 10);
	return text_starts(end, ": ") ? text_skip_blanks(end + 2) : NULL;
}

/* --- a proof -------------------------------------------------------------------------- */

static bool shows_a_value(const struct pattern *text)
{
	for (const struct piece *piece = text->pieces; piece; piece = piece->next)
		if (piece->kind == PIECE_VALUE)
			return true;
	return false;
}

static int read_measured(
	struct reader *reader, const struct source_line *line, struct proof *proof)
{
	enum language which;
	const char *text = source_note(line->text, "measured", &which);
	struct pattern *pattern;

	if (!text || proof->measured[which])
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
	pattern = pattern_parse_cell(reader->pool, text, reader->err);
	if (!pattern)
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
	pattern->line = line->number;
	proof->measured[which] = pattern;
	return shows_a_value(pattern) ? 0
				      : err_at(reader->err, reader->file, line->number,
						M_LEDGER_NO_VALUE, line->text);
}

/* The words between blanks. */
static struct word *read_words(struct reader *reader, const char *text)
{
	struct word *words = NULL;
	struct word **last = &words;

	while (*(text = text_skip_blanks(text))) {
		size_t length = strcspn(text, " \t");

		*last = pool_alloc(reader->pool, sizeof **last);
		(*last)->text = pool_copy(reader->pool, text, length);
		last = &(*last)->next;
		text += length;
	}
	return words;
}

/* "lab 7: NAME...", and what is beneath it */
static int read_proof(
	struct reader *reader, const struct source_line *line, struct proof ***last)
{
	struct proof *proof = pool_alloc(reader->pool, sizeof *proof);
	const char *names = read_numbered(line->text, "lab", &proof->lab);
	const struct source_line *beneath;

	proof->line = line->number;
	if (!names)
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
	proof->checks = read_words(reader, names);
	while ((beneath = peek_beneath(reader, line->indent))) {
		reader->at++;
		if (read_measured(reader, beneath, proof) != 0)
			return -1;
	}
	if (!proof->measured[ENGLISH] != !proof->measured[CHINESE])
		return err_at(reader->err, reader->file, line->number,
			M_LEDGER_MEASURED_TWIN, line->text);
	**last = proof;
	*last = &proof->next;
	return 0;
}

/* --- a claim -------------------------------------------------------------------------- */

static int read_claim_line(struct reader *reader, const struct source_line *line,
	struct claim *claim, struct proof ***last)
{
	enum language which;
	const char *text = source_note(line->text, "says", &which);
	const char **place = claim->says;

	if (!text) {
		text = source_note(line->text, "because", &which);
		place = claim->because;
	}
	if (!text)
		return read_proof(reader, line, last);
	if (place[which] || !*text)
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
	place[which] = text;
	return 0;
}

static int check_claim(struct reader *reader, const struct claim *claim)
{
	if (!claim->says[ENGLISH] || !claim->because[ENGLISH] || !claim->says[CHINESE] ||
		!claim->because[CHINESE])
		return err_at(
			reader->err, reader->file, claim->line, M_LEDGER_TEXTS, claim->id);
	if (!claim->proofs != (claim->verdict == CLAIM_HIDDEN))
		return err_at(reader->err, reader->file, claim->line,
			claim->proofs ? M_LEDGER_PROVEN : M_LEDGER_UNPROVEN, claim->id);
	return 0;
}

static bool read_verdict(const char *text, enum claim_verdict *verdict)
{
	for (int i = 0; i < CLAIM_VERDICTS; i++) {
		*verdict = (enum claim_verdict)i;
		if (strcmp(verdicts[i], text) == 0)
			return true;
	}
	return false;
}

/* "A11: VERDICT", and what is beneath it */
static int read_claim(
	struct reader *reader, const struct source_line *line, const char *text)
{
	struct claim *claim = pool_alloc(reader->pool, sizeof *claim);
	const char *colon = strstr(text, ": ");
	struct proof **proofs = &claim->proofs;
	const struct source_line *beneath;

	claim->line = line->number;
	claim->section = reader->section;
	if (!claim->section || !colon ||
		!read_verdict(text_skip_blanks(colon + 2), &claim->verdict))
		return err_at(reader->err, reader->file, line->number, M_LEDGER_VERDICT,
			line->text);
	claim->id = pool_copy(reader->pool, text, (size_t)(colon - text));
	if (ledger_find(reader->ledger, claim->id))
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_TWICE, claim->id);
	*reader->claims = claim;
	reader->claims = &claim->next;
	while ((beneath = peek_beneath(reader, line->indent))) {
		reader->at++;
		if (read_claim_line(reader, beneath, claim, &proofs) != 0)
			return -1;
	}
	return check_claim(reader, claim);
}

/* --- what claims belong to ------------------------------------------------------------ */

static int read_listing(
	struct reader *reader, const struct source_line *line, struct listing ***last)
{
	struct listing *listing = pool_alloc(reader->pool, sizeof *listing);
	const char *text = read_numbered(line->text, "listing", &listing->lab);

	listing->line = line->number;
	if (!text)
		return err_at(
			reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
	**last = listing;
	*last = &listing->next;
	return read_twins(reader, line, text, listing->text);
}

/* "TITLE | 标题", and the listings beneath it */
static int read_section(
	struct reader *reader, const struct source_line *line, const char *text)
{
	struct section *section = pool_alloc(reader->pool, sizeof *section);
	struct listing **listings = &section->listings;
	const struct source_line *beneath;

	section->article = reader->article;
	if (!section->article)
		return err_at(reader->err, reader->file, line->number, M_LEDGER_ARTICLE,
			line->text);
	reader->section = section;
	*reader->sections = section;
	reader->sections = &section->next;
	if (read_twins(reader, line, text, section->title) != 0)
		return -1;
	while ((beneath = peek_beneath(reader, line->indent))) {
		reader->at++;
		if (read_listing(reader, beneath, &listings) != 0)
			return -1;
	}
	return 0;
}

/* The text behind "WORD:" on the next line beneath, which is then read; NULL when it is another. */
static const char *read_beneath(
	struct reader *reader, const struct source_line *line, const char *word)
{
	const struct source_line *beneath = peek_beneath(reader, line->indent);
	enum language which;
	const char *text = beneath ? source_note(beneath->text, word, &which) : NULL;

	reader->at += text != NULL;
	return text;
}

/* "TITLE", with its author, its link and perhaps its licence beneath it */
static int read_article(
	struct reader *reader, const struct source_line *line, const char *text)
{
	struct article *article = pool_alloc(reader->pool, sizeof *article);

	article->title = text;
	article->author = read_beneath(reader, line, "author");
	article->link = read_beneath(reader, line, "link");
	article->licence = read_beneath(reader, line, "licence");
	if (!article->author || !article->link)
		return err_at(reader->err, reader->file, line->number, M_LEDGER_ARTICLE,
			line->text);
	reader->article = article;
	reader->section = NULL;
	return 0;
}

static int read_directive(struct reader *reader, const struct source_line *line)
{
	const char *text;

	if ((text = after_word(line->text, "article")))
		return read_article(reader, line, text);
	if ((text = after_word(line->text, "section")))
		return read_section(reader, line, text);
	if ((text = after_word(line->text, "claim")))
		return read_claim(reader, line, text);
	return err_at(reader->err, reader->file, line->number, M_LEDGER_LINE, line->text);
}

int ledger_parse(struct pool *pool, const char *file, const char *bytes, size_t size,
	struct ledger *ledger, struct err *err)
{
	struct reader reader = {.pool = pool, .file = file, .ledger = ledger, .err = err};
	const struct source_line *line;

	memset(ledger, 0, sizeof *ledger);
	ledger->file = file;
	reader.sections = &ledger->sections;
	reader.claims = &ledger->claims;
	source_split(pool, bytes, size, &reader.source);
	while ((line = peek(&reader))) {
		reader.at++;
		if (line->indent > 0)
			return err_at(err, file, line->number, M_LEDGER_LINE, line->text);
		if (read_directive(&reader, line) != 0)
			return -1;
	}
	return ledger->claims ? 0 : err_at(err, file, 1, M_LEDGER_EMPTY, file);
}

/* --- asking it ------------------------------------------------------------------------ */

const struct claim *ledger_find(const struct ledger *ledger, const char *id)
{
	const struct claim *claim = ledger->claims;

	while (claim && strcasecmp(claim->id, id) != 0)
		claim = claim->next;
	return claim;
}

bool claim_names_lab(const struct claim *claim, int lab)
{
	for (const struct proof *proof = claim->proofs; proof; proof = proof->next)
		if (proof->lab == lab)
			return true;
	return false;
}

const char *claim_verdict_text(enum claim_verdict verdict)
{
	switch (verdict) {
	case CLAIM_HOLDS: return M_CLAIM_HOLDS;
	case CLAIM_HOLDS_IF: return M_CLAIM_HOLDS_IF;
	case CLAIM_OUTDATED: return M_CLAIM_OUTDATED;
	case CLAIM_FAILS: return M_CLAIM_FAILS;
	default: return M_CLAIM_HIDDEN;
	}
}
