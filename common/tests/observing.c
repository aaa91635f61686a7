/* SPDX-License-Identifier: MIT */
#include "observing.h"

#include <criterion/criterion.h>

char *observing_project(const char *program)
{
	char *folder =
		sample_project("int main(void)\n{\n}\n", "lab T\nrun sample\nexit: 0\n");

	put_file(folder, "mine.c", "%s", program);
	return folder;
}

struct ran observing(const char *program, const char *words)
{
	char *folder = observing_project(program);
	struct ran ran = sh("cd '%s' && $VMLAB observe --root . %s", folder, words);

	temp_drop(folder);
	return ran;
}

void observing_shows(const char *program, const char *words, const char *const *parts)
{
	struct ran ran = observing(program, words);

	cr_assert_eq(
		ran.status, 0, "%s: exit %d\n%s%s", words, ran.status, ran.out, ran.err);
	cr_assert_str_eq(ran.err, "", "%s", ran.err);
	unwrapped(ran.out);
	for (; *parts; parts++)
		cr_assert(has(ran.out, *parts), "%s lacks \"%s\":\n%s", words, *parts,
			ran.out);
	ran_free(&ran);
}
