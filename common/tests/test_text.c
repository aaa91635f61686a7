/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "../base/file.h"
#include "../base/text.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A string literal with its length, which counts the NUL bytes inside. */
#define BYTES(literal) literal, sizeof literal - 1
#define TWENTY         "ABCDEFGHIJKLMNOPQRST"

static const struct {
	const char *bytes;
	size_t size;
	int count;
	const char *last; /* the last line, and */
	size_t length;    /* its length */
} texts[] = {
	{BYTES(""), 0, NULL, 0},
	{BYTES("a"), 1, BYTES("a")},
	{BYTES("a\n"), 1, BYTES("a")},
	{BYTES("a\nb"), 2, BYTES("b")},
	{BYTES("a\r\nbc\r\n"), 2, BYTES("bc")},
	{BYTES("a\r\nbc\r"), 2, BYTES("bc")},
	{BYTES("a\r\r\n"), 1, BYTES("a\r")},
	{BYTES("a\rb\n"), 1, BYTES("a\rb")},
	{BYTES("\n"), 1, BYTES("")},
	{BYTES("\n\n"), 2, BYTES("")},
	{BYTES("a\n\0b\0\n"), 2, BYTES("\0b\0")},
	{BYTES("\0"), 1, BYTES("\0")},
};

Test(text, lines_end_with_lf_or_crlf_or_the_text)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct pool pool = {0};
		struct lines lines = text_lines(&pool, texts[i].bytes, texts[i].size);
		const struct line *last = &lines.at[lines.count - 1];

		cr_assert_eq(lines.count, texts[i].count, "case %zu: %d", i, lines.count);
		if (lines.count > 0) {
			cr_assert_eq(last->number, lines.count);
			cr_assert_eq(last->length, texts[i].length, "case %zu", i);
			cr_assert_arr_eq(last->text, texts[i].last, last->length + 1);
		}
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	size_t length;
	size_t most;
	const char *visible;
} sights[] = {
	{BYTES(""), 0, ""},
	{BYTES("brk(NULL) = 0x1"), 0, "brk(NULL) = 0x1"},
	{BYTES("\a\b\t\n\v\f\r"), 0, "\\a\\b\\t\\n\\v\\f\\r"},
	{BYTES("\0\033\177"), 0, "\\x00\\x1b\\x7f"},
	{BYTES("a b  "), 0, "a b\\x20\\x20"},
	{BYTES("  "), 0, "\\x20\\x20"},
	{BYTES(" a\t"), 0, " a\\t"},
	{BYTES("页 \xe9\xa1"), 0, "页 \\xe9\\xa1"},
	{BYTES("\xff\x80z\xc0\xaf"), 0, "\\xff\\x80z\\xc0\\xaf"},
	{BYTES("é😀"), 0, "é😀"},
	{BYTES("abcdef"), 6, "abcdef"},
	{BYTES("abcd" TWENTY), 4, "abcd ... (20 more bytes)"},
	{BYTES("abc                        "), 4, "abc\\x20 ... (23 more bytes)"},
	/* what takes no more room than the words that it is left out */
	{BYTES("abcde" TWENTY), 6, "abcde" TWENTY},
	/* a character is never cut in two, and what is counted is what is left out */
	{BYTES("a中b"), 5, "a中b"},
	{BYTES("a中" TWENTY), 4, "a中 ... (20 more bytes)"},
	{BYTES("a中" TWENTY), 2, "a中 ... (20 more bytes)"},
	{BYTES("a中" TWENTY), 1, "a ... (23 more bytes)"},
	{BYTES("中"), 1, "中"},
	/* U+0080 to U+009F are control characters: U+009B begins an escape sequence */
	{BYTES("\xc2\x9bm"), 0, "\\xc2\\x9bm"},
	{BYTES("\xc2\x80\xc2\x9f\xc2\xa3"), 0, "\\xc2\\x80\\xc2\\x9f£"},
	{BYTES("\xed\xa0\x80"), 0, "\\xed\\xa0\\x80"},
};

static const struct {
	const char *text;
	size_t length; /* of the control character at its start */
} controls[] = {
	{"a", 0},
	{"\033[", 1},
	{"\n", 1},
	{"\177", 1},
	{"\302\233", 2},
	{"\302\240", 0},
	{"\342\200\213", 3},
	{"\342\200\256", 3},
	{"\342\201\246", 3},
	{"\357\273\277", 3},
	{"\342\200\223", 0},
	{"中", 0},
	{"\302", 0},
	{"\377", 0},
};

Test(text, a_control_character_is_known)
{
	for (size_t i = 0; i < COUNT(controls); i++) {
		struct pool pool = {0};
		const char *text = controls[i].text;
		const char *visible = text_visible(&pool, text, strlen(text), 0);

		cr_expect_eq(text_control_length(text, strlen(text)), controls[i].length,
			"case %zu", i);
		if (controls[i].length > 0)
			cr_expect(text_starts(visible, "\\"), "case %zu: %s", i, visible);
		pool_free(&pool);
	}
}

Test(text, lines_stay_lines_when_they_are_made_visible)
{
	struct pool pool = {0};

	cr_assert_str_eq(
		text_visible_lines(&pool, "a \n\n \033b\tc  \n"), "a \n\n \\x1bb\\tc  \n");
	cr_assert_str_eq(text_visible_lines(&pool, ""), "");
	pool_free(&pool);
}

Test(text, nothing_invisible_is_left_of_a_visible_text)
{
	for (size_t i = 0; i < COUNT(sights); i++) {
		struct pool pool = {0};

		cr_assert_str_eq(text_visible(&pool, sights[i].text, sights[i].length,
					 sights[i].most),
			sights[i].visible);
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	size_t length;
	size_t wide;
} characters[] = {
	{BYTES("a"), 1},
	{BYTES("\0"), 1},
	{BYTES("é"), 2},
	{BYTES("页"), 3},
	{BYTES("😀!"), 4},
	{BYTES("\x80"), 0},
	{BYTES("\xc1\xbf"), 0},
	{BYTES("\xc3"), 0},
	{BYTES("\xc3("), 0},
	{BYTES("\xe9\xa1"), 0},
	{BYTES("\xe9\xa1("), 0},
	{BYTES("\xf0\x9f\x98"), 0},
	{BYTES("\xf5\x80\x80\x80"), 0},
	{BYTES("\xff"), 0},
	/* overlong forms, the halves of UTF-16, and what is beyond U+10FFFF */
	{BYTES("\xe0\x9f\xbf"), 0},
	{BYTES("\xe0\x80\x80"), 0},
	{BYTES("\xe0\xa0\x80"), 3},
	{BYTES("\xf0\x80\x80\x80"), 0},
	{BYTES("\xf0\x8f\xbf\xbf"), 0},
	{BYTES("\xf0\x90\x80\x80"), 4},
	{BYTES("\xed\x9f\xbf"), 3},
	{BYTES("\xed\xa0\x80"), 0},
	{BYTES("\xed\xbf\xbf"), 0},
	{BYTES("\xee\x80\x80"), 3},
	{BYTES("\xf4\x8f\xbf\xbf"), 4},
	{BYTES("\xf4\x90\x80\x80"), 0},
};

Test(text, utf8_characters_are_measured)
{
	for (size_t i = 0; i < COUNT(characters); i++) {
		size_t wide = text_utf8_length(characters[i].text, characters[i].length);

		cr_assert_eq(wide, characters[i].wide, "case %zu: %zu", i, wide);
	}
}

static const struct {
	const char *text;
	int columns;
} widths[] = {
	{"", 0},
	{"lab 3", 5},
	{"缺页次数", 8},
	{"写 10 页", 8},
	{"，（）。", 8},
	{"한글", 4},
	{"é“”…", 4},
	{"😀", 2},
	{"\xff!", 2},
};

Test(text, chinese_characters_take_two_columns)
{
	for (size_t i = 0; i < COUNT(widths); i++) {
		int columns = text_columns(widths[i].text);

		cr_assert_eq(columns, widths[i].columns, "%s: %d", widths[i].text, columns);
	}
}

Test(text, a_prefix_is_found_only_at_the_start)
{
	cr_assert(text_starts("times: 3", "times:"));
	cr_assert(text_starts("x", ""));
	cr_assert_not(text_starts("time", "times"));
	cr_assert_not(text_starts(" times", "times"));
}

/* Behind each number of letters a cut would fall at another byte of a character. */
Test(text, a_message_that_is_too_long_ends_with_a_whole_character)
{
	for (int before = 0; before < 4; before++) {
		struct pool pool = {0};
		struct err err;
		char *text = pool_printf(&pool, "%.*s", before, "abc");
		size_t whole = 0;

		while (strlen(text) <= sizeof err.message)
			text = pool_printf(&pool, "%s内存", text);
		cr_assert_eq(err_at(&err, text, 7, "%s", text), -1);
		while (err.message[whole]) {
			size_t wide = text_utf8_length(
				err.message + whole, strlen(err.message) - whole);

			cr_assert_gt(wide, 0, "byte %zu of: %s", whole, err.message);
			whole += wide;
		}
		cr_assert(text_ends(err.message, "…") && text_ends(err.file, "…"));
		cr_assert_geq(whole, sizeof err.message - 4);
		cr_assert_arr_eq(err.message, text, whole - strlen("…"));
		pool_free(&pool);
	}
}

Test(text, a_message_that_fits_is_not_cut)
{
	struct pool pool = {0};
	struct err err;
	char *text = pool_printf(&pool, "%*s", (int)sizeof err.message - 1, "x");

	err_set(&err, "%s", text);
	cr_assert_str_eq(err.message, text);
	errno = ENOENT;
	err_errno(&err, "cannot open x");
	cr_assert_str_eq(err.message, "cannot open x: No such file or directory");
	err_place(&err, "y", 3);
	cr_assert_str_eq(err.file, "y");
	cr_assert_eq(err.line, 3);
	cr_assert(has(err.message, "cannot open x"));
	pool_free(&pool);
}

Test(text, files_come_back_as_they_were_written)
{
	static const char data[] = "a\0b\r\n";
	struct pool pool = {0};
	struct err err;
	struct bytes bytes;
	char *folder = temp_make();
	const char *path = pool_printf(&pool, "%s/file", folder);

	cr_assert_eq(file_read(&pool, path, &bytes, &err), -1);
	cr_assert_str_eq(err.file, path);
	cr_assert(has(err.message, "No such file"), "%s", err.message);
	cr_assert_eq(file_write(path, "longer than what follows", 24, &err), 0);
	cr_assert_eq(file_write(path, BYTES(data), &err), 0);
	cr_assert_eq(file_read(&pool, path, &bytes, &err), 0);
	cr_assert_eq(bytes.size, sizeof data - 1);
	cr_assert_arr_eq(bytes.data, data, sizeof data);
	cr_assert_eq(file_write(folder, "", 0, &err), -1);
	cr_assert_str_eq(err.file, folder);
	temp_drop(folder);
	pool_free(&pool);
}

static const struct {
	const char *text;
	const char *meant;
} escapes[] = {
	{"a\\n\\t\\\"\\\\b", "a\n\t\"\\b"},
	{"abc\\004", "abc\004"},
	{"\\101\\060\\0", "A00"},
	{"\\08 \\777 end\\", "08 777 end\\"},
};

Test(text, escapes_stand_for_their_characters)
{
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
		struct pool pool = {0};
		const char *meant =
			text_unescaped(&pool, escapes[i].text, strlen(escapes[i].text));

		cr_expect_str_eq(meant, escapes[i].meant, "of: %s", escapes[i].text);
		pool_free(&pool);
	}
}

/* A Chinese character takes two columns, and is there whole or not at all. */
Test(text, is_cut_where_it_takes_too_many_columns)
{
	static const struct {
		const char *text;
		int columns;
		const char *left;
	} cases[] = {{"abc", 3, "abc"}, {"abc", 2, "ab"}, {"页a", 2, "页"}, {"a页", 2, "a"},
		{"页", 1, ""}, {"", 0, ""}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[16];

		snprintf(text, sizeof text, "%s", cases[i].text);
		text_cut(text, cases[i].columns);
		cr_expect_str_eq(text, cases[i].left, "%s", cases[i].text);
	}
}
