/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../base/locale.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- scripts/catalogue.awk ------------------------------------------------------------ */

static const char entry[] = "msgctxt \"message one\"\nmsgid \"%s in %zu\"\nmsgstr \"";

static const struct {
	const char *messages;
	const char *translation; /* and what ends the entry */
	const char *made;        /* in messages.h, or what is complained of */
	bool refused;
} made[] = {
	{"one\n  %s in %zu\n", "%2$zu 里的 %1$s\"",
		"#define M_ONE (language == LANGUAGE_ZH_CN ? \"%2$zu 里的 %1$s\" : \"%s in "
		"%zu\")",
		false},
	{"one\n  %s in %zu\n", "\"\n\"%s 在 \"\n\"%zu 里\"", "? \"%s 在 %zu 里\" :", false},
	{"# fuzzy\none\n  %s in %zu\n", "\"", "? \"%s in %zu\" : \"%s in %zu\")", false},
	{"one\n  %s in %d\n", "%s 在 %zu 里\"", "? \"%s in %d\" : \"%s in %d\")", false},
	{"one\n  Say \"a\"\n     and b.\n", "\"", ": \"Say \\\"a\\\" and b.\")", false},
	{"one\n  %s in %zu\n", "%s 在 %d 里\"",
		"zh_CN.po:2: message one: the translation has other conversions", true},
	{"one\n  %s in %zu\n", "%2$s 在 %1$zu 里\"",
		"zh_CN.po:2: message one: the translation has other conversions", true},
	{"one\n  %s in %zu\n", "%s 在里\"",
		"zh_CN.po:2: message one: the translation has other conversions", true},
	{"one\n  One.\n  一。\n\ntwo\n  Two.\n", "\"",
		"messages.txt:4: the block one before this line needs one sentence, in "
		"English; "
		"it has 2",
		true},
	{"one\n\ntwo\n  Two.\n", "\"", "messages.txt:2: the block one before this line",
		true},
	{"one\n  One.\n\none\n  Two.\n", "\"",
		"messages.txt:4: the name one is in the catalogue twice", true},
	{"one\n  One.\n", "", "zh_CN.po:3: a text in double quotes was expected", true},
};

Test(catalogue, what_is_made_of_a_sentence_and_its_translation)
{
	char *folder = temp_make();

	for (size_t i = 0; i < COUNT(made); i++) {
		struct ran ran;

		put_file(folder, "messages.txt", "%s", made[i].messages);
		put_file(folder, "zh_CN.po", "%s%s\n", entry, made[i].translation);
		ran = sh("LC_ALL=C awk -v to='%s' -f scripts/po.awk -f "
			 "scripts/catalogue.awk "
			 "'%s/messages.txt' '%s/zh_CN.po' && cat '%s/messages.h'",
			folder, folder, folder, folder);
		cr_expect_eq(
			ran.status != 0, made[i].refused, "%zu: %s%s", i, ran.out, ran.err);
		cr_expect(has(made[i].refused ? ran.err : ran.out, made[i].made),
			"%zu: expected  %s\nmeasured  %s%s", i, made[i].made, ran.out,
			ran.err);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* --- the choice ----------------------------------------------------------------------- */

static const struct {
	const char *asked;
	const char *remembered;
	const char *variables[4]; /* LANGUAGE, LC_ALL, LC_MESSAGES, LANG */
	enum language chosen;
	bool known;
} choices[] = {
	{NULL, NULL, {NULL, NULL, NULL, NULL}, ENGLISH, true},
	{"zh", "en", {"en", "en_US.UTF-8", "en", "en"}, CHINESE, true},
	{"en", "zh", {"zh", "zh_CN.UTF-8", "zh", "zh"}, ENGLISH, true},
	{NULL, "zh", {"en", "en_US.UTF-8", "en", "en"}, CHINESE, true},
	{"", "zh", {"en", NULL, NULL, NULL}, CHINESE, true},
	{NULL, "", {"zh", NULL, NULL, NULL}, CHINESE, true},
	{NULL, NULL, {"zh_CN:en", "en_US.UTF-8", NULL, NULL}, CHINESE, true},
	/* LANGUAGE is a list, and the plain locale knows no languages */
	{NULL, NULL, {"fr:zh_CN", NULL, NULL, "en_US.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"fr:en:zh_CN", NULL, NULL, "zh_CN.UTF-8"}, ENGLISH, true},
	{NULL, NULL, {":zh_CN", NULL, NULL, "en_US.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"fr:de", NULL, NULL, "zh_CN.UTF-8"}, CHINESE, true},
	{NULL, NULL, {"zh", "C", NULL, NULL}, ENGLISH, true},
	{NULL, NULL, {"zh", NULL, NULL, "POSIX"}, ENGLISH, true},
	{"zh", NULL, {"zh", "C", NULL, NULL}, CHINESE, true},
	{NULL, NULL, {NULL, "zh_CN.UTF-8", "C", "C"}, CHINESE, true},
	{NULL, NULL, {NULL, "C", "zh_CN", "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {"", "", "zh_TW", "en_US"}, CHINESE, true},
	{NULL, NULL, {NULL, NULL, "", "zh_CN.GB18030"}, CHINESE, true},
	{NULL, NULL, {NULL, "C.UTF-8", NULL, "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {NULL, "de_DE.UTF-8", NULL, "zh_CN"}, ENGLISH, true},
	{NULL, NULL, {NULL, NULL, NULL, "POSIX"}, ENGLISH, true},
	{"zh_CN", NULL, {NULL, NULL, NULL, NULL}, CHINESE, true},
	{"zhong", NULL, {NULL, NULL, NULL, NULL}, ENGLISH, false},
	{"fr", NULL, {NULL, NULL, NULL, "zh_CN.UTF-8"}, CHINESE, false},
	{"klingon", "zh", {NULL, NULL, NULL, NULL}, CHINESE, false},
	{"fr", NULL, {NULL, NULL, NULL, NULL}, ENGLISH, false},
};

Test(catalogue, the_language_asked_for_wins_over_the_remembered_and_the_locale)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < COUNT(choices); i++) {
		bool known;

		for (size_t v = 0; v < COUNT(names); v++) {
			const char *value = choices[i].variables[v];

			if (value)
				setenv(names[v], value, 1);
			else
				unsetenv(names[v]);
		}
		language = ENGLISH;
		known = language_choose(choices[i].asked, choices[i].remembered);
		cr_assert_eq(known, choices[i].known, "case %zu", i);
		cr_assert_eq(language, choices[i].chosen, "case %zu", i);
	}
}
