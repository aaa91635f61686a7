/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"

/*
 * Theory of operation
 *
 * A harness that lets wrong programs pass is worse than none. Each folder of the bank has
 * the name of a lab and holds programs that this lab must reject. The first comment of a
 * program says by which check, "fails:", and may say by which line of it, "at:", a part
 * of what that check then gives as expected. The first check that fails must be that one:
 * it is the one that the student is told.
 *
 * The labs are judged in a scratch project, where labs/ and expected/ are links. So the
 * evidence of the learner's last run stays what it was, and no copy in my/ is in the way.
 */

static const char bank[] = "common/tests/wrong";

enum { LEAST_PROGRAMS = 8, MOST_NAME = 256 };

static char *make_project(void)
{
	char *root = temp_make();
	struct ran ran = sh("chmod 755 '%s' && cd '%s' && "
			    "ln -s \"$OLDPWD/labs\" \"$OLDPWD/expected\" .",
		root, root);

	cr_assert_eq(ran.status, 0, "no scratch project: %s", ran.err);
	ran_free(&ran);
	return root;
}

/* --- what a program says of itself -------------------------------------------------- */

struct promise {
	char fails[MOST_NAME];
	char at[MOST_NAME]; /* empty when any line will do */
};

static bool take_tag(const char *line, const char *tag, char *value)
{
	size_t length = strlen(tag);

	if (strncmp(line, tag, length) != 0)
		return false;
	line += length + strspn(line + length, " ");
	snprintf(value, MOST_NAME, "%.*s", (int)strcspn(line, "\r\n"), line);
	return true;
}

static struct promise read_promise(const char *path)
{
	struct promise promise = {"", ""};
	char line[MOST_NAME];
	FILE *file = fopen(path, "r");

	cr_assert(file, "cannot read %s", path);
	while (fgets(line, sizeof line, file) && !has(line, "*/"))
		if (!take_tag(line, " * fails:", promise.fails))
			take_tag(line, " * at:", promise.at);
	fclose(file);
	return promise;
}

/* --- what vmlab says of a program --------------------------------------------------- */

static const char *field(const json_t *check, const char *name)
{
	const char *text = json_string_value(json_object_get(check, name));

	return text ? text : "";
}

/* "check $a == 1   [run]" is the check "check $a == 1". */
static bool is_check(const json_t *check, const char *name)
{
	const char *text = field(check, "check");
	size_t length = strlen(name);

	return strncmp(text, name, length) == 0 &&
		(text[length] == '\0' || strncmp(text + length, "   [", 4) == 0);
}

static const json_t *first_with(json_t *checks, const char *status, const char *name)
{
	const json_t *check;
	size_t i;

	json_array_foreach(
		checks, i, check) if (strcmp(field(check, "status"), status) == 0 &&
		(!name || is_check(check, name))) return check;
	return NULL;
}

static void compare(const char *path, const struct promise *promise, json_t *checks)
{
	const json_t *fail = first_with(checks, "FAIL", NULL);

	if (first_with(checks, "env", promise->fails)) {
		fprintf(stderr, "%s: this machine cannot show \"%s\"\n", path,
			promise->fails);
		return;
	}
	cr_expect(fail, "%s passes, and should fail \"%s\"", path, promise->fails);
	if (!fail)
		return;
	cr_expect(is_check(fail, promise->fails),
		"%s should fail \"%s\", and fails \"%s\": expected %s, measured %s", path,
		promise->fails, field(fail, "check"), field(fail, "expected"),
		field(fail, "measured"));
	cr_expect(has(field(fail, "expected"), promise->at),
		"%s should fail at \"%s\", and fails at \"%s\"", path, promise->at,
		field(fail, "expected"));
	cr_expect_null(first_with(checks, "error", NULL), "%s breaks the harness", path);
}

static void judge_program(const char *root, int lab, const char *path)
{
	struct promise promise = read_promise(path);
	struct ran ran = sh("\"$VMLAB\" check %d --program '%s' --format json --limit 2 "
			    "--root '%s'",
		lab, path, root);
	json_t *report = json_loads(ran.out, 0, NULL);
	json_t *labs = json_object_get(report, "labs");
	json_t *checks = json_object_get(json_array_get(labs, 0), "checks");

	cr_expect(*promise.fails, "%s has no line \"fails:\" in its first comment", path);
	cr_expect(checks, "%s: no report, but: %s%s", path, ran.out, ran.err);
	if (*promise.fails && checks)
		compare(path, &promise, checks);
	if (first_with(checks, "FAIL", NULL))
		cr_expect_eq(ran.status, 1, "%s: status %d, not 1", path, ran.status);
	json_decref(report);
	ran_free(&ran);
}

/* --- the folders of the bank -------------------------------------------------------- */

struct folder {
	char name[MOST_NAME];
};

static bool ends_in_c(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

/* How many folders there are, and as many of their names as there is room for. */
static size_t list_folders(struct folder *folders, size_t room)
{
	DIR *dir = opendir(bank);
	struct dirent *entry;
	size_t count = 0;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (count < room)
			strcpy(folders[count].name, entry->d_name);
		count++;
	}
	if (dir)
		closedir(dir);
	return count;
}

static void free_folders(struct criterion_test_params *params)
{
	cr_free(params->params);
}

ParameterizedTestParameters(wrong, every_program_fails)
{
	size_t count = list_folders(NULL, 0);
	struct folder *folders = cr_calloc(count + 1, sizeof *folders);

	list_folders(folders, count);
	return cr_make_param_array(struct folder, folders, count, free_folders);
}

ParameterizedTest(struct folder *folder, wrong, every_program_fails)
{
	char *root = make_project();
	char path[3 * MOST_NAME];
	struct dirent *entry;
	int count = 0;
	DIR *dir;

	snprintf(path, sizeof path, "%s/%s", bank, folder->name);
	dir = opendir(path);
	cr_assert(dir, "cannot read %s", path);
	while ((entry = readdir(dir))) {
		if (!ends_in_c(entry->d_name))
			continue;
		snprintf(path, sizeof path, "%s/%s/%s", bank, folder->name, entry->d_name);
		judge_program(root, atoi(folder->name), path);
		count++;
	}
	closedir(dir);
	cr_expect(count >= LEAST_PROGRAMS, "%s has %d programs", folder->name, count);
	temp_drop(root);
}

/* Without this, a bank that was not found would be a bank without a mistake. */
Test(wrong, folders_are_named_like_labs)
{
	struct folder folders[99] = {{""}};
	size_t count = list_folders(folders, 99);

	cr_assert(count > 0, "%s is empty", bank);
	for (size_t i = 0; i < count; i++) {
		struct ran ran = sh("test -f 'expected/%s.expect' -a '%d' -gt 0",
			folders[i].name, atoi(folders[i].name));

		cr_expect_eq(ran.status, 0, "%s is not a lab", folders[i].name);
		ran_free(&ran);
	}
}

Test(wrong, the_labs_own_programs_pass)
{
	char *root = make_project();
	struct ran ran = sh("\"$VMLAB\" check --root '%s'", root);

	cr_expect_eq(ran.status, 0, "status %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, " 0 failed, "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(root);
}
