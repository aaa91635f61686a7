/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/file.h"
#include "../base/locale.h"
#include "../lang/expect.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What is said in English, and the same in the languages of po/. */

static bool is_installed(const char *tool)
{
	struct ran ran = sh("command -v %s", tool);
	bool found = ran.status == 0;

	ran_free(&ran);
	return found;
}

Test(twins, every_sentence_has_its_translation_and_no_translation_is_left_over)
{
	struct ran ran = sh("scripts/update-po --check \"$VMLAB\"");

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

/* But for the numbers of lines: those that have moved are put right by the next make po. */
Test(twins, make_po_has_nothing_to_change)
{
	char *folder = temp_make();
	struct ran ran;

	if (!is_installed("msgmerge"))
		cr_skip_test("msgmerge of gettext is not installed");
	ran = sh("cp po/*.po '%s' && PO='%s' scripts/update-po \"$VMLAB\" && diff -r -I "
		 "'^#: ' po "
		 "'%s'",
		folder, folder, folder);
	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert(has(ran.err, "zh_CN.po: 0 translations are missing"), "%s", ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(twins, gettext_finds_no_fault_in_the_files)
{
	struct ran ran;

	if (!is_installed("msgfmt"))
		cr_skip_test("msgfmt of gettext is not installed");
	ran = sh("for file in po/*.po; do msgfmt -c --check -o /dev/null $file; done");
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	cr_assert_str_eq(ran.err, "", "%s", ran.err);
	ran_free(&ran);
}

/* Somebody who adds a lab may have its translations in its own file; the suite's labs do not. */
Test(twins, the_suites_own_expected_files_are_in_english)
{
	struct ran ran = sh("for number in $(seq -w 1 %d); do "
			    "LC_ALL=C grep -nE \"$(printf '[\\343-\\351]|\\\\.zh[: ]')\" "
			    "/dev/null expected/$number-*; done",
		OWN_LABS);

	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
}

/* --- planted faults ------------------------------------------------------------------- */

static const char template[] =
	"#: messages.txt:3\n#, c-format\nmsgctxt \"message one\"\nmsgid \"%%s is %%d\\n\"\n"
	"msgstr \"\"\n\n"
	"#: 01.expect:1\nmsgctxt \"lab 01\"\nmsgid \"what | value\"\nmsgstr \"\"\n\n"
	"#: 01.expect:7\nmsgctxt \"lab 01\"\nmsgid \"It ends.\"\nmsgstr \"\"\n\n"
	"#: 02.expect:7\nmsgctxt \"lab 02\"\nmsgid \"It ends.\"\nmsgstr \"\"\n";

static const char right[] =
	"msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\n"
	"#, c-format\nmsgctxt \"message one\"\nmsgid \"%%s is %%d\\n\"\nmsgstr \"\"\n"
	"\"%%1$s\"\n\" 是 %%2$d\\n\"\n\n"
	"msgctxt \"lab 01\"\nmsgid \"what | value\"\nmsgstr \"项目 | 值\"\n\n"
	"msgctxt \"lab 01\"\nmsgid \"It ends.\"\nmsgstr \"结束。\"\n\n"
	"msgctxt \"lab 02\"\nmsgid \"It ends.\"\nmsgstr \"完。\"\n\n"
	"#~ msgid \"It begins.\"\n#~ msgstr \"开始。\"\n";

static const struct {
	const char *mistake; /* a command of sed */
	const char *complaint;
} planted[] = {
	{"s/完。//", "zh_CN.po:20: lab 02 \"It ends.\": the translation is missing"},
	{"/lab 02/,/完/d", "zh_CN.po: lab 02 \"It ends.\", of 02.expect:7, has no entry"},
	{"s/^.*lab 02.*/#, fuzzy\\n&/",
		"zh_CN.po:21: lab 02 \"It ends.\": the translation is "
		"fuzzy"},
	{"s/lab 02/lab 03/", "zh_CN.po:20: lab 03 \"It ends.\": nothing says this"},
	{"s/lab 02/lab 01/", "zh_CN.po:20: lab 01 \"It ends.\": the entry is there twice"},
	{"s/It ends/It stops/", "zh_CN.po:16: lab 01 \"It stops.\": nothing says this"},
	{"s/2$d/2$s/",
		"zh_CN.po:6: message one \"%s is %d\\n\": the translation has other "
		"conversions"},
	{"s/1$s/1$d/", "the translation has other conversions"},
	{"s/ 是 %2$d.n/ 是 %2$d/",
		"zh_CN.po:6: message one \"%s is %d\\n\": only one of the two "
		"texts ends a line"},
	{"s/项目 | 值/项目/",
		"zh_CN.po:12: lab 01 \"what | value\": the translation has another "
		"number of columns"},
	{"s/完。/The end./",
		"zh_CN.po:20: lab 02 \"It ends.\": the translation is not in "
		"Chinese"},
	{"s/^msgstr \"完。\"/msgstr 完。/",
		"zh_CN.po:21: a text in double quotes was expected"},
	{"s/^msgstr \"完/text \"完/", "zh_CN.po:21: a text in double quotes was expected"},
};

static struct ran check_sample(const char *folder, const char *mistake)
{
	put_file(folder, "x.pot", template);
	put_file(folder, "right.po", right);
	put_file(folder, "mistake", "%s", mistake);
	return sh("sed -f '%s/mistake' '%s/right.po' >'%s/zh_CN.po' && "
		  "LC_ALL=C awk -f scripts/po.awk -f scripts/check-po.awk '%s/x.pot' "
		  "'%s/zh_CN.po'",
		folder, folder, folder, folder, folder);
}

Test(twins, a_planted_fault_in_a_translation_is_found)
{
	char *folder = temp_make();
	struct ran ran = check_sample(folder, "");

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	cr_assert_str_eq(ran.out, "", "%s", ran.out);
	ran_free(&ran);
	for (size_t i = 0; i < COUNT(planted); i++) {
		ran = check_sample(folder, planted[i].mistake);
		cr_expect_neq(ran.status, 0, "%s", planted[i].mistake);
		cr_expect(has(ran.out, planted[i].complaint) ||
				has(ran.err, planted[i].complaint),
			"%s\nexpected  %s\nmeasured  %s%s", planted[i].mistake,
			planted[i].complaint, ran.out, ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* --- the tables ----------------------------------------------------------------------- */

/* Each sentence is there in each language; of a lab that somebody adds, in all or in none. */
static void hold_sentences(const char *path)
{
	struct pool pool = {0};
	struct bytes bytes;
	struct expect expect;
	struct err err;
	const struct sentence *missing[LANGUAGES] = {0};
	bool some[LANGUAGES] = {false};

	cr_assert_eq(file_read(&pool, path, &bytes, &err), 0);
	cr_assert_eq(expect_parse(&pool, path, bytes.data, bytes.size, &expect, &err), 0);
	for (const struct sentence *at = expect.sentences; at; at = at->next)
		for (int i = 0; i < LANGUAGES; i++) {
			some[i] = some[i] || at->texts[i];
			missing[i] = at->texts[i] ? missing[i] : at;
		}
	for (int i = 0; i < LANGUAGES; i++)
		if (some[i] || !may_speak_one_language(path))
			cr_expect_null(missing[i], "%s:%d: this is not there in %s: %s",
				path, missing[i]->line, language_name((enum language)i),
				note_text(missing[i]->texts));
	cr_expect(expect.sentences &&
			(expect.table_head[CHINESE] || !expect.table ||
				may_speak_one_language(path)),
		"%s", path);
	pool_free(&pool);
}

Test(twins, the_parser_finds_each_translation_also_of_what_loops_make)
{
	glob_t found;

	cr_assert_eq(glob("expected/*.expect", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		hold_sentences(found.gl_pathv[i]);
	globfree(&found);
}

/* The file of a language that nobody speaks: each sentence with "xx" in front of it. */
static const char make_language[] = "/^msgid /{id=substr($0,8)} /^msgstr "
				    "\"\"$/&&id!=\"\\\"\"{print \"msgstr \\\"xx \" id; "
				    "next} 1";

/* What is compiled already is taken along: the language is in few files. */
Test(twins, a_third_language_is_one_more_file)
{
	char *folder = temp_make();
	struct ran ran = sh(
		"tar -c --exclude='./build/[!go]*' --exclude='./build/o[!b]*' "
		"--exclude='./build/ob[!j]*' --exclude=./.git --exclude=./my . | tar -x -C "
		"'%s' && "
		"scripts/update-po --check \"$VMLAB\" && "
		"awk '%s' \"$BUILD\"/vmlab.pot >'%s/po/xx.po' && cd '%s' && "
		"unset BUILD VMLAB MAKEFLAGS && make SETUP=no -j2 engine >&2 && "
		"scripts/update-po --check build/vmlab && "
		"VMLAB_LANG=xx build/vmlab list && VMLAB_LANG=xx build/vmlab my && :; "
		"VMLAB_LANG=zh build/vmlab list",
		folder, make_language, folder, folder);

	cr_expect(has(ran.out, "  xx The heap grows by moving"), "%s%s", ran.out, ran.err);
	cr_expect(has(ran.err, "xx "), "%s", ran.err);
	cr_expect(has(ran.out, "堆"), "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}
