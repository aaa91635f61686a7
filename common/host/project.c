/* SPDX-License-Identifier: MIT */
#include "project.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/folder.h"
#include "../base/text.h"
#include "messages.h"

/* Bytes of the root's path: files below it need the rest of what the kernel takes. */
enum { MOST_PATH = PATH_MAX - 512 };

static const char suffix[] = ".expect";
static const char task_suffix[] = ".task.expect";

bool project_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static const char *parent_of(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/');

	return pool_copy(pool, path, slash ? (size_t)(slash - path) : 0);
}

static bool is_root(struct pool *pool, const char *path)
{
	return project_exists(pool_printf(pool, "%s/labs", path)) &&
		project_exists(pool_printf(pool, "%s/expected", path));
}

/* Where build/ is a link to a folder elsewhere, the project is above the caller. */
static bool find_root_of_link(struct pool *pool, struct project *project)
{
	static const char *const names[] = {"build", "build/san"};
	char resolved[PATH_MAX];

	for (const char *at = project->caller; *at; at = parent_of(pool, at)) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			const char *build = pool_printf(pool, "%s/%s", at, names[i]);

			if (!is_root(pool, at) || !realpath(build, resolved) ||
				strcmp(resolved, project->build_absolute) != 0)
				continue;
			project->root = at;
			project->build_absolute = build;
			return true;
		}
	}
	return false;
}

static int find_root(
	struct pool *pool, const char *asked, struct project *project, struct err *err)
{
	char resolved[PATH_MAX];

	if (asked) {
		if (!realpath(asked, resolved) || !is_root(pool, resolved))
			return err_set(err, M_NO_PROJECT, asked);
		project->root = pool_copy(pool, resolved, strlen(resolved));
		return 0;
	}
	for (const char *at = project->build_absolute; *at; at = parent_of(pool, at)) {
		if (is_root(pool, at)) {
			project->root = at;
			return 0;
		}
	}
	if (find_root_of_link(pool, project))
		return 0;
	return err_set(err, M_NO_PROJECT, project->build_absolute);
}

/* Where this program lies and where it was called. */
static int find_itself(struct pool *pool, struct project *project, struct err *err)
{
	char path[PATH_MAX];
	char caller[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

	if (length < 0 || !getcwd(caller, sizeof caller))
		return errno == ENAMETOOLONG || errno == ERANGE
			? err_set(err, M_PATH_LONG, MOST_PATH)
			: err_errno(err, M_NO_PLACE);
	path[length] = '\0';
	project->caller = pool_printf(pool, "%s", caller);
	project->build_absolute = parent_of(pool, path);
	return 0;
}

static int find_places(
	struct pool *pool, const char *asked, struct project *project, struct err *err)
{
	size_t root_length;

	if (find_itself(pool, project, err) != 0)
		return -1;
	project->own_folder = project->build_absolute;
	project->shim = pool_printf(pool, "%s/vmlab-shim", project->build_absolute);
	project->listener =
		pool_printf(pool, "%s/vmlab-malloc.so", project->build_absolute);
	if (find_root(pool, asked, project, err) != 0)
		return -1;
	root_length = strlen(project->root);
	if (root_length > MOST_PATH)
		return err_set(err, M_PATH_LONG, MOST_PATH);
	if (asked) /* the evidence of another project stays with it */
		project->build_absolute = pool_printf(pool, "%s/build", project->root);
	project->build = project->build_absolute;
	if (text_starts(project->build, project->root) &&
		project->build[root_length] == '/')
		project->build += root_length + 1;
	return chdir(project->root) == 0 ? 0 : err_errno(err, "%s", project->root);
}

/* The number in front of "03-page-fault-counting"; 0 when the name is not of this form. */
static int number_of(const char *name)
{
	if (!isdigit((unsigned char)name[0]) || !isdigit((unsigned char)name[1]) ||
		name[2] != '-' || !name[3])
		return 0;
	return atoi(name);
}

/* "03-page-fault-counting" has its main source in page_fault_counting.c. */
static const char *main_source(struct pool *pool, const char *name)
{
	char *source = pool_printf(pool, "%s.c", name + 3);

	for (char *at = source; *at; at++)
		if (*at == '-')
			*at = '_';
	return source;
}

static void insert(struct project *project, struct lab *lab)
{
	struct lab **at = &project->labs;

	while (*at && (*at)->number < lab->number)
		at = &(*at)->next;
	lab->next = *at;
	*at = lab;
}

static int add_lab(
	struct pool *pool, struct project *project, const char *name, struct err *err)
{
	struct lab *lab = pool_alloc(pool, sizeof *lab);
	const char *source;

	lab->number = number_of(name);
	lab->name = name;
	lab->main = main_source(pool, name);
	lab->expect = pool_printf(pool, "expected/%s%s", name, suffix);
	lab->mistakes = pool_printf(pool, "expected/%s.mistakes", name);
	source = pool_printf(pool, "labs/%s/%s", name, lab->main);
	if (!project_exists(source))
		return err_at(err, lab->expect, 0, M_LAB_NO_SOURCE, source);
	insert(project, lab);
	return 0;
}

static int list_expected(struct pool *pool, struct project *project, struct err *err)
{
	DIR *folder = opendir("expected");
	struct dirent *entry;
	int result = 0;

	if (!folder)
		return err_errno(err, "expected");
	while (result == 0 && (entry = readdir(folder))) {
		const char *name = entry->d_name;

		if (!text_ends(name, suffix) || text_ends(name, task_suffix))
			continue;
		if (number_of(name) == 0) {
			result = err_set(err, M_LAB_NAME, name);
			continue;
		}
		name = pool_copy(pool, name, strlen(name) - strlen(suffix));
		result = add_lab(pool, project, name, err);
	}
	closedir(folder);
	return result;
}

/* A folder of labs/ without an expected file would never be judged, and nobody would see. */
static int check_folders(struct pool *pool, struct err *err)
{
	DIR *folder = opendir("labs");
	struct dirent *entry;
	int result = 0;

	if (!folder)
		return err_errno(err, "labs");
	while (result == 0 && (entry = readdir(folder))) {
		const char *expect =
			pool_printf(pool, "expected/%s%s", entry->d_name, suffix);

		if (number_of(entry->d_name) && !project_exists(expect))
			result = err_set(err, M_LAB_NO_EXPECT, entry->d_name, expect);
	}
	closedir(folder);
	return result;
}

int project_open(
	struct pool *pool, const char *root, struct project *project, struct err *err)
{
	memset(project, 0, sizeof *project);
	if (find_places(pool, root, project, err) != 0 ||
		list_expected(pool, project, err) != 0)
		return -1;
	return check_folders(pool, err);
}

const struct lab *project_find_lab(const struct project *project, const char *word)
{
	char *end;
	long number = strtol(word, &end, 10);

	for (const struct lab *lab = project->labs; lab; lab = lab->next)
		if (strcmp(lab->name, word) == 0)
			return lab;
	return *word && !*end ? project_find_number(project, number) : NULL;
}

const struct lab *project_find_number(const struct project *project, long number)
{
	const struct lab *lab = project->labs;

	while (lab && lab->number != number)
		lab = lab->next;
	return lab;
}

const char *project_lab_numbers(struct pool *pool, const struct project *project)
{
	const char *text = "";

	for (const struct lab *lab = project->labs; lab; lab = lab->next)
		text = pool_printf(pool, "%s%s%d", text, *text ? ", " : "", lab->number);
	return text;
}

const char *project_caller_path(
	struct pool *pool, const struct project *project, const char *path)
{
	return *path == '/' ? path : pool_printf(pool, "%s/%s", project->caller, path);
}

const char *project_own_path(struct pool *pool, const struct lab *lab)
{
	return pool_printf(pool, "labs/%s/%s", lab->name, lab->main);
}

const char *project_copy_path(struct pool *pool, const struct lab *lab)
{
	return pool_printf(pool, "my/%s/%s", lab->name, lab->main);
}

/*
 * Whatever the umask is, every user may go through the folder. A file system without modes refuses
 * chmod(2), as vfat does or a folder that a virtual machine shares; there the mount decides who may.
 */
static int open_to_all(const char *path, struct err *err)
{
	if (chmod(path, 0755) == 0 || errno == EPERM || errno == ENOTSUP)
		return 0;
	return err_errno(err, M_CANNOT_MAKE, path);
}

int project_make_folder(struct pool *pool, const char *path, struct err *err)
{
	const char *parent = parent_of(pool, path);

	if (mkdir(path, 0755) == 0)
		return open_to_all(path, err);
	if (errno == EEXIST)
		return 0;
	if (errno == ENOENT && *parent) {
		if (project_make_folder(pool, parent, err) != 0)
			return -1;
		return mkdir(path, 0755) == 0 ? open_to_all(path, err)
					      : err_errno(err, M_CANNOT_MAKE, path);
	}
	if (errno == EACCES || errno == EROFS)
		return folder_unwritable(path, parent, err);
	return err_errno(err, M_CANNOT_MAKE, path);
}
