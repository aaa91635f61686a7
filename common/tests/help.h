/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_TESTS_HELP_H
#define VMLAB_TESTS_HELP_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/said.h"
#include "../base/text.h"

/*
 * What the tests share. The tests run in the project's root; BUILD names the folder of the
 * binaries under test (build, or build/san).
 */

/*
 * The suite's own labs are 1 to 18, and each is in both languages. One that somebody has added
 * may be in one.
 */
enum { OWN_LABS = 18 };

/* Is it a file of such a lab, "labs/19-…/README.md" or "expected/19-….expect"? */
bool may_speak_one_language(const char *path);

/* What a command did. Free with ran_free. */
struct ran {
	int status; /* its exit status, or 128 + the signal's number */
	char *out;  /* its stdout, NUL-terminated */
	char *err;  /* its stderr */
};

/*
 * Run a shell command, formatted as by printf, with $VMLAB set to the absolute path of the
 * vmlab under test, $BUILD to its folder and VMLAB_LANG=en, and wait for it. It is killed
 * after an hour.
 */
struct ran sh(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Skips the test, with that reason, where not the plain build/ is tested but one of SAN=. */
void only_plain_build(const char *reason);

/* In a child that becomes a command: the variables that sh() sets. */
void use_test_environment(void);
void ran_free(struct ran *ran);

/* A fresh folder under the system's temporary folder. Free and remove it with temp_drop. */
char *temp_make(void);
void temp_drop(char *folder);

/*
 * Lock a file, which is made if need be, against the other tests of this run: an open file, whose end
 * is that of the lock. Who does not `wait` gets -1 where another test has the lock.
 */
int lock_take(const char *path, bool wait);

/* Write a file, formatted as by printf, in a folder; fails the test when it cannot. */
void put_file(const char *folder, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * A project of one lab in a fresh folder: labs/01-sample/sample.c with this program, and
 * expected/01-sample.expect. `vmlab check --root FOLDER` judges it. Drop with temp_drop.
 */
char *sample_project(const char *program, const char *expect);

/* A fresh folder with the program of common/tests/tools/NAME.c, for every user. Drop with temp_drop. */
char *tool_make(const char *name);

/*
 * A fresh folder with the program refuse (tools/refuse.c) in it. Drop with temp_drop. In a
 * command REFUSE "CALL=ERRNO -- …" takes the folder as its first argument. The leak checker
 * of a sanitized build stops its own process by ptrace, so it is switched off.
 */
char *refuse_make(void);
#define REFUSE "ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" '%s/refuse' "

/* The lines of a file of the project; fails the test when it cannot be read. */
struct lines read_lines(struct pool *pool, const char *path);

/*
 * Parse the first bytes of an expected file, with nothing readable behind them: they are a
 * complete file, or are refused with the line and a message.
 */
void hold_to_its_end(const char *bytes, size_t size, const char *name);

/* Has it a Chinese character, or a Chinese full stop? */
bool is_in_chinese(const char *text);

/* Does `text` hold `part`? Shorter than strstr in assertions. */
bool has(const char *text, const char *part);

/* Does `text`, what vmlab check printed, say that every lab of the project passed? */
bool all_passed(const char *text);

/* `text` with each line end and the blanks behind it as one blank, changed in place. */
char *unwrapped(char *text);

/* How many processes have this word in their command line, but for the one who asks. */
int processes_with(const char *word);

/* How often the part stands in the text. */
int count_of(const char *text, const char *part);

/*
 * What scripts/check-page has done: it has found nothing wrong. The test is skipped where there is no
 * browser. `what` is named where it fails.
 */
void hold_page_check(const struct ran *ran, const char *what);

/* A sentence as it reads in English, and a text as one; they live as long as the test. */
const char *spoken(const struct said *said);
const struct said *plain(const char *text);

/*
 * Perform all labs once, or the one that LAB= in the environment names, in a project of its own, and
 * call `visit` with its root and the folder of each lab's evidence, "03" of build/runs/03.
 */
void each_performed_lab(void (*visit)(const char *root, const char *lab));

#endif
