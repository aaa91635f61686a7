/* SPDX-License-Identifier: MIT */
#include "bank.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the folders -------------------------------------------------------------------- */

/* How many folders there are, and as many of their names as there is room for. */
static size_t list_folders(const char *bank, struct folder *folders, size_t room)
{
	DIR *dir = opendir(bank);
	struct dirent *entry;
	size_t count = 0;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (count < room) {
			snprintf(folders[count].bank, MOST_NAME, "%s", bank);
			strcpy(folders[count].name, entry->d_name);
		}
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

struct criterion_test_params bank_folders(const char *bank)
{
	size_t count = list_folders(bank, NULL, 0);
	struct folder *folders = cr_calloc(count + 1, sizeof *folders);

	list_folders(bank, folders, count);
	return cr_make_param_array(struct folder, folders, count, free_folders);
}

/* --- the programs ------------------------------------------------------------------- */

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

static bool ends_in_c(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

int bank_each(const struct folder *folder,
	void (*judge)(const struct folder *folder, const char *path))
{
	char path[3 * MOST_NAME];
	struct dirent *entry;
	int count = 0;
	DIR *dir;

	snprintf(path, sizeof path, "%s/%s", folder->bank, folder->name);
	dir = opendir(path);
	cr_assert(dir, "cannot read %s", path);
	while ((entry = readdir(dir))) {
		if (!ends_in_c(entry->d_name))
			continue;
		snprintf(path, sizeof path, "%s/%s/%s", folder->bank, folder->name,
			entry->d_name);
		judge(folder, path);
		count++;
	}
	closedir(dir);
	return count;
}

/* --- a lab with one of its sources replaced ----------------------------------------- */

static void make_project(const char *root, const struct folder *folder)
{
	struct ran ran =
		sh("chmod 755 '%s' && cp -r --parents 'labs/%s' expected/%s.expect '%s'",
			root, folder->name, folder->name, root);

	cr_assert_eq(ran.status, 0, "no scratch project: %s", ran.err);
	ran_free(&ran);
}

static struct ran check_twin(
	const char *root, const struct folder *folder, const char *path, const char *twin)
{
	return sh("test -f '%s/labs/%s/%s' && cp '%s' '%s/labs/%s/%s' && "
		  "\"$VMLAB\" check %d --format json --limit 2 --root '%s'",
		root, folder->name, twin, path, root, folder->name, twin,
		atoi(folder->name), root);
}

struct ran bank_check(const struct folder *folder, const char *path)
{
	char *root = temp_make();
	char twin[MOST_NAME];
	struct ran ran;

	make_project(root, folder);
	bank_tag(path, " * replaces:", twin);
	if (*twin)
		ran = check_twin(root, folder, path, twin);
	else
		ran = sh("\"$VMLAB\" check %d --program '%s' --no-strict --format json "
			 "--limit 2 --root '%s'",
			atoi(folder->name), path, root);
	temp_drop(root);
	return ran;
}
