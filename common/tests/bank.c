/* SPDX-License-Identifier: MIT */
#include "bank.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the programs ------------------------------------------------------------------- */

/* What is found; filled only while there is room, as Criterion's memory does not grow. */
struct list {
	struct banked *programs;
	size_t room;
	size_t count;
};

static bool ends_in_c(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

static void add(struct list *list, const char *lab, const char *folder, const char *name)
{
	size_t at = list->count++;

	if (at >= list->room)
		return;
	snprintf(list->programs[at].lab, MOST_NAME, "%s", lab);
	snprintf(list->programs[at].path, sizeof list->programs[at].path, "%s/%s", folder,
		name);
}

static void add_folder(struct list *list, const char *bank, const char *lab)
{
	char folder[2 * MOST_NAME];
	struct dirent *entry;
	DIR *dir;

	snprintf(folder, sizeof folder, "%s/%s", bank, lab);
	dir = opendir(folder);
	while (dir && (entry = readdir(dir)))
		if (ends_in_c(entry->d_name))
			add(list, lab, folder, entry->d_name);
	if (dir)
		closedir(dir);
}

static void list_programs(struct list *list, const char *bank, const char *labs)
{
	DIR *dir = opendir(bank);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && fnmatch(labs, entry->d_name, 0) == 0)
			add_folder(list, bank, entry->d_name);
	if (dir)
		closedir(dir);
}

static void free_programs(struct criterion_test_params *params)
{
	cr_free(params->params);
}

struct criterion_test_params bank_programs(const char *bank, const char *labs)
{
	struct list counted = {0};
	struct list list = {0};

	list_programs(&counted, bank, labs);
	list.room = counted.count;
	list.programs = cr_calloc(list.room + 1, sizeof *list.programs);
	list_programs(&list, bank, labs);
	return cr_make_param_array(struct banked, list.programs, list.room, free_programs);
}

/* --- what a program says of itself --------------------------------------------------- */

void bank_tag(const char *path, const char *tag, char value[MOST_NAME])
{
	size_t length = strlen(tag);
	char line[MOST_NAME];
	FILE *file = fopen(path, "r");

	cr_assert(file, "cannot read %s", path);
	*value = '\0';
	while (!*value && fgets(line, sizeof line, file) && !has(line, "*/")) {
		const char *text = line + length;

		if (strncmp(line, tag, length) != 0)
			continue;
		text += strspn(text, " ");
		snprintf(value, MOST_NAME, "%.*s", (int)strcspn(text, "\r\n"), text);
	}
	fclose(file);
}

/* --- a lab with one of its sources replaced ----------------------------------------- */

static void make_project(const char *root, const char *lab)
{
	struct ran ran =
		sh("chmod 755 '%s' && cp -r --parents 'labs/%s' expected/%s.expect '%s'",
			root, lab, lab, root);

	cr_assert_eq(ran.status, 0, "no scratch project: %s", ran.err);
	ran_free(&ran);
}

static struct ran check_twin(
	const char *root, const struct banked *program, const char *twin)
{
	return sh("test -f '%s/labs/%s/%s' && cp '%s' '%s/labs/%s/%s' && "
		  "\"$VMLAB\" check %d --format json --texts --limit 2 --root '%s'",
		root, program->lab, twin, program->path, root, program->lab, twin,
		atoi(program->lab), root);
}

struct ran bank_check(const struct banked *program)
{
	char *root = temp_make();
	char twin[MOST_NAME];
	struct ran ran;

	make_project(root, program->lab);
	bank_tag(program->path, " * replaces:", twin);
	if (*twin)
		ran = check_twin(root, program, twin);
	else
		ran = sh("\"$VMLAB\" check %d --program '%s' --no-strict --format json --texts "
			 "--limit 2 --root '%s'",
			atoi(program->lab), program->path, root);
	temp_drop(root);
	return ran;
}
