/* SPDX-License-Identifier: MIT */
#include "bank.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PROJECTS = 100 }; /* of a lab */

/* --- the programs ------------------------------------------------------------------- */

/* What is found; filled only while there is room, as Criterion's memory does not grow. */
struct list {
	struct banked *programs;
	size_t room;
	size_t count;
};

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
		if (entry->d_name[0] != '.')
			add(list, lab, folder, entry->d_name);
	if (dir)
		closedir(dir);
}

/* `make test LAB=19` takes the programs of that lab alone. */
static bool is_chosen(const char *lab)
{
	const char *number = getenv("VMLAB_LAB");

	return !number || !*number || atoi(number) == atoi(lab);
}

static void list_programs(struct list *list, const char *bank, const char *labs)
{
	DIR *dir = opendir(bank);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && fnmatch(labs, entry->d_name, 0) == 0 &&
			is_chosen(entry->d_name))
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

/* In a patch the head ends where the changes begin, in C where the comment ends. */
static bool ends_head(const char *line)
{
	return text_starts(line, "@@") || has(line, "*/");
}

void bank_tag(const char *path, const char *tag, char value[MOST_NAME])
{
	char line[2 * MOST_NAME];
	FILE *file = fopen(path, "r");

	cr_assert(file, "cannot read %s", path);
	*value = '\0';
	while (!*value && fgets(line, sizeof line, file) && !ends_head(line)) {
		const char *text = text_starts(line, " * ") ? line + strlen(" * ") : line;

		if (!text_starts(text, tag))
			continue;
		text += strlen(tag);
		text += strspn(text, " ");
		snprintf(value, MOST_NAME, "%.*s", (int)strcspn(text, "\r\n"), text);
	}
	fclose(file);
}

/* --- a patch becomes a program ------------------------------------------------------- */

/* "page_fault_counting.c" of "03-page-fault-counting", or the twin that is replaced. */
static void name_source(const struct banked *program, char name[MOST_NAME])
{
	const char *topic = strchr(program->lab, '-');

	bank_tag(program->path, "replaces:", name);
	if (*name)
		return;
	cr_assert(topic, "%s is no lab", program->lab);
	snprintf(name, MOST_NAME, "%s.c", topic + 1);
	for (char *at = name; *at; at++)
		if (*at == '-')
			*at = '_';
}

/* Whoever reads the patch, or applies it by hand, goes by the name in it. */
static bool names_source(const char *path, const char *source, char complaint[MOST_TEXT])
{
	char named[MOST_NAME];

	bank_tag(path, "--- a/", named);
	if (strcmp(named, source) == 0)
		return true;
	snprintf(complaint, MOST_TEXT,
		"%s changes \"%s\", and should change %s: mend its lines --- and +++, or "
		"its "
		"line replaces:",
		path, named, source);
	return false;
}

static void apply(
	const char *path, const char *source, const char *made, char complaint[MOST_TEXT])
{
	struct ran ran = sh("patch -u -s -F0 -r - -o '%s' '%s' '%s'", made, source, path);

	if (ran.status == 127)
		snprintf(complaint, MOST_TEXT,
			"The command patch is missing; make setup installs it.");
	else if (ran.status != 0)
		snprintf(complaint, MOST_TEXT,
			"%s no longer applies to %s, which has changed in the same place. "
			"Mend the patch, or make it anew: docs/writing-a-lab.md says how.\n"
			"%s%s",
			path, source, ran.out, ran.err);
	ran_free(&ran);
}

void bank_apply(const struct banked *program, const char *folder, char made[MOST_PATH],
	char complaint[MOST_TEXT])
{
	char name[MOST_NAME];
	char source[MOST_PATH];

	*complaint = '\0';
	snprintf(made, MOST_PATH, "%s", program->path);
	if (!text_ends(program->path, ".patch"))
		return;
	name_source(program, name);
	snprintf(source, sizeof source, "labs/%s/%s", program->lab, name);
	snprintf(made, MOST_PATH, "%s/%s", folder, name);
	if (names_source(program->path, source, complaint))
		apply(program->path, source, made, complaint);
}

void bank_program(const struct banked *program, const char *folder, char made[MOST_PATH])
{
	char complaint[MOST_TEXT];

	bank_apply(program, folder, made, complaint);
	cr_assert_str_empty(complaint, "%s", complaint);
}

/* --- a lab with one of its sources replaced ----------------------------------------- */

static void make_project(const char *root, const char *lab)
{
	struct ran ran =
		sh("chmod 755 '%s' && cp -r --parents 'labs/%s' expected/%s.* '%s'", root,
			lab, lab, root);

	cr_assert_eq(ran.status, 0, "no scratch project: %s", ran.err);
	ran_free(&ran);
}

/* The seconds that a run may take: few, as some never end, or what the program's head says. */
static int limit_of(const struct banked *program)
{
	enum { FEW = 2 };
	char limit[MOST_NAME];

	bank_tag(program->path, "limit:", limit);
	return *limit ? atoi(limit) : FEW;
}

static struct ran check_twin(
	const struct banked *program, const char *root, const char *made, const char *twin)
{
	const char *lab = program->lab;

	return sh("test -f '%s/labs/%s/%s' && cp '%s' '%s/labs/%s/%s' && "
		  "\"$VMLAB\" check %d --format json --texts --limit %d --root '%s'",
		root, lab, twin, made, root, lab, twin, atoi(lab), limit_of(program), root);
}

/* A twin is a source of the lab, so the project is for this program alone. */
static struct ran check_in_place_of(const struct banked *program, const char *twin)
{
	char *root = temp_make();
	char made[MOST_PATH];
	struct ran ran;

	make_project(root, program->lab);
	bank_program(program, root, made);
	ran = check_twin(program, root, made, twin);
	temp_drop(root);
	return ran;
}

/*
 * A lab's scratch project is used by one test after another, as a person's is by one program
 * after another, and the lab's other programs are not compiled again. Tests at the same time
 * take one each: the first whose lock is free. Returns the lock, an open file. The folder for
 * these projects, `place`, lasts as long as the run of the tests.
 */
static int take_project(const char *place, const char *lab, char root[MOST_PATH])
{
	for (int i = 0; i < MOST_PROJECTS; i++) {
		char path[MOST_PATH + MOST_NAME];
		int lock;

		snprintf(root, MOST_PATH, "%s/%s-%d", place, lab, i);
		snprintf(path, sizeof path, "%s.lock", root);
		lock = lock_take(path, false);
		if (lock < 0)
			continue;
		if (mkdir(root, 0755) == 0)
			make_project(root, lab);
		return lock;
	}
	cr_assert(false, "%d tests of %s at a time are too many", MOST_PROJECTS, lab);
	return -1;
}

static struct ran check_in(const char *root, const struct banked *program)
{
	char *folder = temp_make();
	char made[MOST_PATH];
	struct ran ran;

	bank_program(program, folder, made);
	ran = sh("\"$VMLAB\" check %d --program '%s' --no-strict --format json --texts "
		 "--limit %d --root '%s'",
		atoi(program->lab), made, limit_of(program), root);
	temp_drop(folder);
	return ran;
}

static struct ran check_alone(const struct banked *program)
{
	char *root = temp_make();
	struct ran ran;

	make_project(root, program->lab);
	ran = check_in(root, program);
	temp_drop(root);
	return ran;
}

static struct ran check_in_turn(const char *place, const struct banked *program)
{
	char root[MOST_PATH];
	int lock = take_project(place, program->lab, root);
	struct ran ran = check_in(root, program);

	close(lock);
	return ran;
}

struct ran bank_check(const struct banked *program)
{
	const char *place = getenv("VMLAB_BANK"); /* scripts/test makes it */
	char twin[MOST_NAME];

	bank_tag(program->path, "replaces:", twin);
	if (*twin)
		return check_in_place_of(program, twin);
	return place ? check_in_turn(place, program) : check_alone(program);
}
