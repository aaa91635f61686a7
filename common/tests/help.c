/* SPDX-License-Identifier: MIT */
#include "../base/file.h"
#include "../lang/expect.h"
#include "help.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

/* For a command that hangs; one may take long on a machine that is slow or busy. */
enum { MOST_SECONDS = 60 * 60 };

static char *format_text(const char *format, va_list args)
{
	char *text = NULL;

	if (vasprintf(&text, format, args) < 0)
		abort();
	return text;
}

static char *read_all(FILE *file)
{
	char *text = NULL;
	size_t size = 0;
	FILE *copy = open_memstream(&text, &size);
	char part[4096];
	size_t got;

	rewind(file);
	while ((got = fread(part, 1, sizeof part, file)) > 0)
		fwrite(part, 1, got, copy);
	fclose(copy);
	fclose(file);
	return text;
}

static const char *build_folder(void)
{
	const char *build = getenv("BUILD");

	return build && *build ? build : "build";
}

void use_test_environment(void)
{
	char path[PATH_MAX];
	char *vmlab = NULL;

	if (!realpath(build_folder(), path) || asprintf(&vmlab, "%s/vmlab", path) < 0)
		_exit(125);
	setenv("BUILD", path, 1);
	setenv("VMLAB", vmlab, 1);
	setenv("VMLAB_LANG", "en", 1);
	unsetenv(
		"VMLAB_BANK"); /* the tests of another project have projects of their own */
}

void only_plain_build(const char *reason)
{
	const char *build = getenv("BUILD");

	if (build && !text_ends(build, "build"))
		cr_skip_test("%s", reason);
}

/* In the child: becomes the shell, with the variables that commands may use. */
static void become_shell(const char *command, FILE *out, FILE *err)
{
	use_test_environment();
	dup2(fileno(out), STDOUT_FILENO);
	dup2(fileno(err), STDERR_FILENO);
	alarm(MOST_SECONDS);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(125);
}

struct ran sh(const char *format, ...)
{
	FILE *out = tmpfile();
	FILE *err = tmpfile();
	struct ran ran = {.status = -1};
	va_list args;
	char *command;
	int status = 0;
	pid_t pid;

	va_start(args, format);
	command = format_text(format, args);
	va_end(args);
	cr_assert(out && err, "no temporary file");
	pid = fork();
	if (pid == 0)
		become_shell(command, out, err);
	waitpid(pid, &status, 0);
	ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	ran.out = read_all(out);
	ran.err = read_all(err);
	free(command);
	return ran;
}

void ran_free(struct ran *ran)
{
	free(ran->out);
	free(ran->err);
}

char *temp_make(void)
{
	const char *place = getenv("TMPDIR");
	char *folder = NULL;

	cr_assert(asprintf(&folder, "%s/test-XXXXXX", place ? place : "/tmp") > 0);
	cr_assert(mkdtemp(folder), "no temporary folder in %s", folder);
	return folder;
}

int lock_take(const char *path, bool wait)
{
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	cr_assert_geq(lock, 0, "no lock %s", path);
	if (flock(lock, wait ? LOCK_EX : LOCK_EX | LOCK_NB) == 0)
		return lock;
	close(lock);
	return -1;
}

void temp_drop(char *folder)
{
	struct ran ran = sh("rm -rf '%s'", folder);

	ran_free(&ran);
	free(folder);
}

void put_file(const char *folder, const char *name, const char *format, ...)
{
	char *path = NULL;
	va_list args;
	FILE *file;

	cr_assert(asprintf(&path, "%s/%s", folder, name) > 0);
	file = fopen(path, "w");
	cr_assert(file, "cannot write %s", path);
	va_start(args, format);
	vfprintf(file, format, args);
	va_end(args);
	fclose(file);
	free(path);
}

char *sample_project(const char *program, const char *expect)
{
	char *folder = temp_make();
	struct ran ran = sh("mkdir -p '%s/labs/01-sample' '%s/expected'", folder, folder);

	ran_free(&ran);
	put_file(folder, "labs/01-sample/sample.c", "%s", program);
	put_file(folder, "expected/01-sample.expect", "%s", expect);
	return folder;
}

char *tool_make(const char *name)
{
	char *folder = temp_make();
	struct ran ran = sh("cc -o '%s/%s' common/tests/tools/%s.c && chmod a+rx '%s'",
		folder, name, name, folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

char *refuse_make(void)
{
	return tool_make("refuse");
}

struct lines read_lines(struct pool *pool, const char *path)
{
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, path, &bytes, &err), 0, "cannot read %s", path);
	return text_lines(pool, bytes.data, bytes.size);
}

/* In UTF-8 such characters begin with these bytes. */
bool is_in_chinese(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0xe3 && (unsigned char)*text <= 0xe9)
			return true;
	return false;
}

bool has(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

bool all_passed(const char *text)
{
	struct ran ran = sh("ls labs | wc -l");
	char line[80];

	snprintf(line, sizeof line, "%d passed, 0 failed, 0 skipped", atoi(ran.out));
	ran_free(&ran);
	return has(text, line);
}

char *unwrapped(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		bool ends_line = *from == '\n';

		*to++ = ends_line ? ' ' : *from;
		while (ends_line && from[1] == ' ')
			from++;
	}
	*to = '\0';
	return text;
}

static bool command_line_has(const char *pid, const char *word)
{
	char path[64];
	char text[4096];
	size_t got;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
	file = fopen(path, "r");
	if (!file)
		return false;
	got = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	for (size_t i = 0; i < got; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	text[got] = '\0';
	return has(text, word);
}

int processes_with(const char *word)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	int count = 0;

	while (proc && (entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]) &&
			atoi(entry->d_name) != getpid())
			count += command_line_has(entry->d_name, word);
	if (proc)
		closedir(proc);
	return count;
}

int count_of(const char *text, const char *part)
{
	int count = 0;

	while ((text = strstr(text, part))) {
		count++;
		text += strlen(part);
	}
	return count;
}

/* Each test is a process of its own, which ends with it. */
static struct pool sentences;

const char *spoken(const struct said *said)
{
	return said_in(&sentences, said, ENGLISH);
}

const struct said *plain(const char *text)
{
	return said_plain(&sentences, text);
}

bool may_speak_one_language(const char *path)
{
	const char *labs = strstr(path, "labs/");
	const char *expected = strstr(path, "expected/");

	if (labs)
		return atoi(labs + strlen("labs/")) > OWN_LABS;
	return expected && atoi(expected + strlen("expected/")) > OWN_LABS;
}

void hold_to_its_end(const char *bytes, size_t size, const char *name)
{
	struct pool pool = {0};
	struct expect expect;
	struct err err = {0};
	char *exact = malloc(size ? size : 1);

	memcpy(exact, bytes, size);
	if (expect_parse(&pool, name, exact, size, &expect, &err) == 0) {
		cr_assert(note_text(expect.title) && expect.runs && expect.items);
	} else {
		cr_assert_str_eq(err.file, name);
		cr_assert_geq(err.line, 1, "%s, %zu bytes: %s", name, size, err.message);
		cr_assert(err.message[0], "%s, %zu bytes", name, size);
	}
	free(exact);
	pool_free(&pool);
}

void hold_page_check(const struct ran *ran, const char *what)
{
	if (ran->status == 77)
		cr_skip_test("%s", ran->out);
	cr_expect_eq(
		ran->status, 0, "%s: exit %d\n%s%s", what, ran->status, ran->out, ran->err);
	cr_expect_str_eq(ran->out, "");
}

/* Performs the labs as they are, or the one that $LAB names, in a scratch project. */
static void perform_labs(const char *root)
{
	struct ran ran = sh("mkdir -p '%s' && cp -r labs expected '%s' && cd '%s' && "
			    "\"$VMLAB\" check $LAB --jobs 2 --root . >/dev/null",
		root, root, root);

	cr_expect_str_empty(ran.err, "%s", ran.err);
	ran_free(&ran);
}

static void visit_labs(const char *root, void (*visit)(const char *root, const char *lab))
{
	struct ran ran = sh("ls '%s/build/runs'", root);
	char *rest = NULL;
	int labs = 0;

	for (char *lab = strtok_r(ran.out, "\n", &rest); lab;
		lab = strtok_r(NULL, "\n", &rest), labs++)
		visit(root, lab);
	cr_expect_geq(labs, getenv("LAB") ? 1 : OWN_LABS, "%d labs: %s", labs, ran.err);
	ran_free(&ran);
}

/* The first test that asks for it performs the labs, and others at the same time wait. */
static void perform_labs_once(const char *root)
{
	char *path = NULL;
	int lock;

	cr_assert(asprintf(&path, "%s.lock", root) > 0);
	lock = lock_take(path, true);
	if (access(root, F_OK) != 0)
		perform_labs(root);
	close(lock);
	free(path);
}

void each_performed_lab(void (*visit)(const char *root, const char *lab))
{
	const char *place = getenv("VMLAB_BANK");
	char *root = NULL;

	if (place) {
		cr_assert(asprintf(&root, "%s/performed", place) > 0);
		perform_labs_once(root);
		visit_labs(root, visit);
		free(root);
		return;
	}
	root = temp_make();
	perform_labs(root);
	visit_labs(root, visit);
	temp_drop(root);
}
