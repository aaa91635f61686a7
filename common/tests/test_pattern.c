/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../lang/pattern.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The pieces, one after the other: 'text', _ for blanks, and the others as written. */
static const char *pieces_text(struct pool *pool, const struct pattern *pattern)
{
	const char *text = "";

	for (const struct piece *piece = pattern->pieces; piece; piece = piece->next) {
		const char *space = piece->next ? " " : "";

		cr_assert_eq(strlen(piece->text), piece->length);
		cr_assert_eq(piece->expr != NULL, piece->kind == PIECE_VALUE);
		cr_assert_eq(piece->name != NULL,
			piece->kind == PIECE_NUMBER || piece->kind == PIECE_HEX ||
				piece->kind == PIECE_WORD);
		if (piece->kind == PIECE_TEXT)
			text = pool_printf(pool, "%s'%s'%s", text, piece->text, space);
		else if (piece->kind == PIECE_BLANK)
			text = pool_printf(pool, "%s_%s", text, space);
		else if (piece->kind == PIECE_NUMBER)
			text = pool_printf(pool, "%s$%s%s", text, piece->name, space);
		else if (piece->kind == PIECE_HEX)
			text = pool_printf(pool, "%s$%s:hex%s", text, piece->name, space);
		else if (piece->kind == PIECE_WORD)
			text = pool_printf(pool, "%s$%s:word%s", text, piece->name, space);
		else
			text = pool_printf(pool, "%s%s%s", text, piece->text, space);
	}
	return text;
}

static const struct {
	const char *source;
	const char *pieces;
	enum pattern_kind kind;
} lines[] = {
	{"brk($x) = $x", "'brk(' $x ')' _ '=' _ $x", PATTERN_LINE},
	{"a  \t b", "'a' _ 'b'", PATTERN_LINE},
	{"costs $$5 $#", "'costs' _ '$' '5' _ '#'", PATTERN_LINE},
	{"$$name $$(1)", "'$' 'name' _ '$' '(1)'", PATTERN_LINE},
	{"# of $n", "'#' _ 'of' _ $n", PATTERN_LINE},
	{"$file:word.", "$file:word '.'", PATTERN_LINE},
	{"$a:hex-$b:hex.", "$a:hex '-' $b:hex '.'", PATTERN_LINE},
	{"$a:hexa", "$a ':hexa'", PATTERN_LINE},
	{"$file:words", "$file ':words'", PATTERN_LINE},
	{"$a.b", "$a '.b'", PATTERN_LINE},
	{"$_x1-$_x2", "$_x1 '-' $_x2", PATTERN_LINE},
	{"...usage:...<n>...", "... 'usage:' ... '<n>' ...", PATTERN_LINE},
	{"a....b", "'a' ... '.b'", PATTERN_LINE},
	{"x..", "'x..'", PATTERN_LINE},
	{"... x", "... _ 'x'", PATTERN_LINE},
	{"$(align_up($x, 4K))!", "$(align_up($x, 4K)) '!'", PATTERN_LINE},
	{"$((1 + 2) * 3)$(4)", "$((1 + 2) * 3) $(4)", PATTERN_LINE},
	{"页 $n：", "'页' _ $n '：'", PATTERN_LINE},
	{"...", "", PATTERN_SKIP},
	{"! brk(0x...", "'brk(0x' ...", PATTERN_FORBID},
	{"!\tbrk(", "'brk('", PATTERN_FORBID},
	{"! 3 times: x", "'3' _ 'times:' _ 'x'", PATTERN_FORBID},
	{"!brk(", "'!brk('", PATTERN_LINE},
	{"!", "'!'", PATTERN_LINE},
	{"only brk(0x...", "'brk(0x' ...", PATTERN_ONLY},
	{"only\t! x", "'!' _ 'x'", PATTERN_ONLY},
	{"only", "'only'", PATTERN_LINE},
	{"onlybrk(", "'onlybrk('", PATTERN_LINE},
	{"3 times: brk($x)", "'brk(' $x ')'", PATTERN_TIMES},
	{"0 times:x", "'x'", PATTERN_TIMES},
	{"$(2 * (1 + 1)) times:  x y", "'x' _ 'y'", PATTERN_TIMES},
	{"2 times: 3 times: x", "'3' _ 'times:' _ 'x'", PATTERN_TIMES},
	{"3  times: x", "'x'", PATTERN_TIMES},
	{"3 \ttimes: x", "'x'", PATTERN_TIMES},
	{"$($n)  times: x", "'x'", PATTERN_TIMES},
	{"3times: x", "'3times:' _ 'x'", PATTERN_LINE},
	{"3 times", "'3' _ 'times'", PATTERN_LINE},
	{"3 times : x", "'3' _ 'times' _ ':' _ 'x'", PATTERN_LINE},
	{"some 3 times: x", "'some' _ '3' _ 'times:' _ 'x'", PATTERN_LINE},
	{"$n times: x", "$n _ 'times:' _ 'x'", PATTERN_LINE},
};

Test(pattern, a_line_is_made_of_pieces)
{
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct pool pool = {0};
		struct err err = {0};
		struct pattern *pattern = pattern_parse(&pool, lines[i].source, &err);

		cr_assert(pattern, "%s: %s", lines[i].source, err.message);
		cr_assert_eq(pattern->kind, lines[i].kind, "%s", lines[i].source);
		cr_assert_str_eq(pieces_text(&pool, pattern), lines[i].pieces);
		cr_assert_eq(pattern->source, lines[i].source);
		cr_assert_eq(pattern->times != NULL, pattern->kind == PATTERN_TIMES);
		pool_free(&pool);
	}
}

Test(pattern, a_count_may_be_computed)
{
	struct pool pool = {0};
	struct err err = {0};
	struct pattern *plain = pattern_parse(&pool, "12 times: brk(", &err);
	struct pattern *computed = pattern_parse(&pool, "$($n + 1) times: brk(", &err);

	cr_assert_eq(plain->times->kind, EXPR_NUMBER);
	cr_assert(plain->times->value == 12);
	cr_assert_eq(computed->times->kind, EXPR_BINARY);
	cr_assert_str_eq(computed->times->left->name, "n");
	pool_free(&pool);
}

static const struct {
	const char *source;
	const char *message; /* two parts of it */
	const char *read;
} errors[] = {
	{"a $(1 + 2", "needs a closing parenthesis", "read: $(1 + 2"},
	{"$(min(1, 2)", "needs a closing parenthesis", "read: $(min(1, 2)"},
	{"$(1 times: x", "needs a closing parenthesis", "read: $(1 times: x"},
	{"costs $5", "$$ stands for the sign itself", "Read: $5"},
	{"costs $", "$$ stands for the sign itself", "Read: $"},
	{"$ x", "$$ stands for the sign itself", "Read: $ x"},
	{"$$$", "$$ stands for the sign itself", "Read: $"},
	{"$页", "$$ stands for the sign itself", "Read: $页"},
	{"$()", "a number, a $name", "read: the end of the line"},
	{"x $(1 +)", "a number, a $name", "read: the end of the line"},
	{"x $(1 2)", "an operator", "read: 2"},
	{"$(none(1)) times: x", "no function none()", "align_up"},
	{"2 times:", "a line to match was expected", "read: 2 times:"},
	{"! ", "a line to match was expected", "read: ! "},
	{"", "a line to match was expected", "read: "},
};

Test(pattern, an_error_quotes_the_place)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct err err = {0};

		cr_assert_null(pattern_parse(&pool, errors[i].source, &err), "%s",
			errors[i].source);
		cr_assert(has(err.message, errors[i].message) &&
				has(err.message, errors[i].read),
			"%s: %s", errors[i].source, err.message);
		pool_free(&pool);
	}
}
