/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "bank.h"

/*
 * The banks themselves: a patch becomes a program, and one that cannot says what to do. What
 * is wrong with a program stands in its head as one sentence.
 */

enum { MOST_SENTENCE = 130 };

/* A patch of lab 1 in this folder: what `diff` is left with after this command of sed. */
static struct banked patch_in(const char *folder, const char *head, const char *edit)
{
	static const char lab[] = "01-sbrk-growth";
	static const char source[] = "labs/01-sbrk-growth/sbrk_growth.c";
	struct banked banked;
	struct ran ran;

	put_file(folder, "head", "%s", head);
	ran = sh("cd '%s' && sed 's/move_break(1024)/move_break(4096)/' \"$OLDPWD/%s\" "
		 ">new; "
		 "{ cat head; diff -U1 --label a/%s --label b/%s \"$OLDPWD/%s\" new; } | "
		 "sed '%s' >a.patch",
		folder, source, source, source, source, edit);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	snprintf(banked.lab, sizeof banked.lab, "%s", lab);
	snprintf(banked.path, sizeof banked.path, "%s/a.patch", folder);
	return banked;
}

static const struct {
	const char *head;
	const char *edit;
	const char *complaint; /* "" when it applies */
} patches[] = {
	{"mistake: It asks for too much.\nfails: syscalls grow\n", "", ""},
	{"", "", ""},
	{"", "s/^ .*After deallocation/& or so/",
		"no longer applies to labs/01-sbrk-growth/sbrk_growth.c"},
	{"", "/^[-]\t/d", "docs/writing-a-lab.md says how"},
	{"", "s/^--- .*/--- a\\/labs\\/01-sbrk-growth\\/heap_bounds.c/",
		"should change labs/01-sbrk-growth/sbrk_growth.c"},
	{"replaces: heap_bounds.c\n", "",
		"should change labs/01-sbrk-growth/heap_bounds.c"},
};

Test(bank, a_patch_is_applied_or_says_what_to_do)
{
	for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
		char *folder = temp_make();
		struct banked banked = patch_in(folder, patches[i].head, patches[i].edit);
		char made[MOST_PATH], complaint[MOST_TEXT];
		struct ran ran;

		bank_apply(&banked, folder, made, complaint);
		ran = sh("grep -q 'move_break(4096) + 1024' '%s'", made);
		if (*patches[i].complaint)
			cr_expect(has(complaint, patches[i].complaint), "%zu: %s", i,
				complaint);
		else
			cr_expect_str_empty(complaint, "%zu: %s", i, complaint);
		cr_expect_eq(ran.status == 0, !*patches[i].complaint, "%zu: %s", i, made);
		ran_free(&ran);
		temp_drop(folder);
	}
}

/* --- the sentence in the head --------------------------------------------------------- */

/* One that begins with a capital letter and ends with the only full stop before a blank. */
static bool is_one_sentence(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length <= MOST_SENTENCE && isupper((unsigned char)*text) &&
		text[length - 1] == '.' && !has(text, ". ");
}

static int hold_heads(const char *pattern, const char *tag)
{
	char sentence[MOST_NAME];
	glob_t found;
	int count;

	cr_assert_eq(glob(pattern, 0, NULL, &found), 0, "no %s", pattern);
	count = (int)found.gl_pathc;
	for (int i = 0; i < count; i++) {
		bank_tag(found.gl_pathv[i], tag, sentence);
		cr_expect(is_one_sentence(sentence), "%s: %s \"%s\" is not one sentence",
			found.gl_pathv[i], tag, sentence);
	}
	globfree(&found);
	return count;
}

Test(bank, each_program_says_in_one_sentence_what_it_does)
{
	cr_expect_gt(hold_heads("common/tests/wrong/*/*", "mistake:"), 0);
	cr_expect_gt(hold_heads("common/tests/right/*/*", "does:"), 0);
}

Test(bank, what_is_no_sentence_is_found)
{
	static const char *const wrong[] = {"", "prints nothing.", "It prints nothing",
		"It prints nothing. It should."};

	cr_expect(is_one_sentence("It prints 3.14 and e."));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect_not(is_one_sentence(wrong[i]), "%s", wrong[i]);
}
