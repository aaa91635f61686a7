/* SPDX-License-Identifier: MIT */
#include "compile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/folder.h"
#include "../base/text_builder.h"
#include "../base/file.h"
#include "../base/text.h"
#include "../base/words.h"
#include "compiler.h"
#include "messages.h"

enum {
	OTHER_WORDS = 5, /* of its command: -g -O0 -o OUTPUT, and the NULL */
	WORDS_OF_A_SOURCE = 5,
	TRIAL_SIZE = 4 << 20,   /* bytes, more than a compiler writes for a lab */
	MOST_SOURCE = 16 << 20, /* bytes of a source */
};

/* What is kept beside an output: what it depends on, and what the compiler printed. */
#define KEY_FILE  ".key"
#define SAID_FILE ".said"

/* --- the command ---------------------------------------------------------------------- */

/* A compiler of C++ takes every source for C++, unless it is told what it is. */
static char **add_source(
	char **end, const struct compilation *compilation, const char *source)
{
	const char *const as_c[] = {"-x", "c", source, "-x", "none", NULL};
	const char *const as_it_is[] = {source, NULL};
	bool told = compilation->cplusplus && text_ends(source, ".c");

	return words_put(end, (char *const *)(told ? as_c : as_it_is));
}

char **compile_words(
	struct pool *pool, const struct compilation *compilation, const char *output)
{
	const char *const fixed[] = {"-g", "-O0", NULL};
	const char *const target[] = {"-o", output, NULL};
	char **compiler = compiler_words(pool, compilation->cplusplus);
	int sources = 1 + words_count(compilation->more);
	char **argv = pool_alloc(pool,
		(size_t)(words_count(compiler) + OTHER_WORDS + sources * WORDS_OF_A_SOURCE +
			words_count(compilation->options) +
			words_count(compilation->flags) +
			words_count(compilation->libraries)) *
			sizeof *argv);
	char **end = words_put(argv, compiler);

	end = words_put(end, (char *const *)fixed);
	end = words_put(end, compilation->options);
	end = words_put(end, (char *const *)target);
	end = add_source(end, compilation, compilation->source);
	for (char *const *more = compilation->more; more && *more; more++)
		end = add_source(end, compilation, *more);
	end = words_put(end, compilation->flags);
	words_put(end, compilation->libraries);
	return argv;
}

/* --- why it does not build ------------------------------------------------------------ */

/* Is there room for what a compiler writes? 0, or -1 with the reason why there is none. */
static int try_room(struct pool *pool, const char *output, struct err *err)
{
	const char *path = pool_printf(pool, "%s.attempt", output);
	const char *zeros = pool_alloc(pool, TRIAL_SIZE);
	int result = file_write(path, zeros, TRIAL_SIZE, err);

	unlink(path);
	snprintf(err->file, sizeof err->file, "%s", output);
	return result;
}

/* Is it the source, or can this compiler not do it at all? A known program decides. */
static bool builds_nothing(struct pool *pool, const struct compilation *compilation)
{
	static const char program[] = "int main(void)\n{\n\treturn 0;\n}\n";
	char *source = pool_printf(pool, "%s.attempt.c", compilation->output);
	char *output = pool_printf(pool, "%s.attempt", compilation->output);
	const struct compilation attempt = {.source = source,
		.flags = compilation->flags,
		.cplusplus = compilation->cplusplus};
	struct compiler_talk talk;
	struct err ignored;
	int status;

	if (file_write(source, program, sizeof program - 1, &ignored) != 0)
		return false;
	status = compiler_run(
		pool, NULL, compile_words(pool, &attempt, output), output, &talk);
	unlink(source);
	unlink(output);
	return status != 0;
}

/* --- is it there already? ------------------------------------------------------------- */

/*
 * What the output depends on: the command, which compiler and source it was, and the folder.
 * The name of that is in the debugging information, and a debugger looks for the source there.
 */
static const char *make_key(struct pool *pool, char *const *argv, const struct stat *source)
{
	char folder[PATH_MAX];
	struct text_builder key;

	builder_begin(&key);
	fprintf(key.out, "%lld %lld.%09ld %llu\n%s\n%s\n", (long long)source->st_size,
		(long long)source->st_mtim.tv_sec, source->st_mtim.tv_nsec,
		(unsigned long long)source->st_ino,
		getcwd(folder, sizeof folder) ? folder : "", compiler_identity(pool));
	for (; *argv; argv++)
		fprintf(key.out, "%s\n", *argv);
	return builder_end(pool, &key).data;
}

/*
 * Does it include a file of its own, which may change while the source does not? The
 * assembler's .incbin and C23's #embed take in files too.
 */
static bool includes_more(struct pool *pool, const char *source)
{
	struct bytes text;
	struct err ignored;
	const char *at;

	if (file_read(pool, source, &text, &ignored) != 0 || strstr(text.data, "incbin") ||
		strstr(text.data, "embed"))
		return true;
	for (at = strstr(text.data, "include"); at; at = strstr(at, "include")) {
		at += strlen("include");
		if (at[strspn(at, " \t")] != '<')
			return true;
	}
	return false;
}

/* The key, and which file the output is: another one in its place is not what was built. */
static char *with_output(struct pool *pool, const char *key, const char *output)
{
	struct stat status;

	if (lstat(output, &status) != 0 || !S_ISREG(status.st_mode))
		return NULL;
	return pool_printf(pool, "%s%llu %lld %lld.%09ld %lld.%09ld\n", key,
		(unsigned long long)status.st_ino, (long long)status.st_size,
		(long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
		(long long)status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

static bool is_current(
	struct pool *pool, const char *key_file, const char *key, const char *output)
{
	const char *whole = with_output(pool, key, output);
	struct bytes old;
	struct err ignored;

	return whole && access(output, X_OK) == 0 &&
		file_read(pool, key_file, &old, &ignored) == 0 &&
		strcmp(old.data, whole) == 0;
}

/* Is what the command would make there, from this source? The key is what tells. */
static bool is_made(struct pool *pool, const struct compilation *compilation,
	const char *key_file, const char *key)
{
	return !compilation->afresh && !includes_more(pool, compilation->source) &&
		is_current(pool, key_file, key, compilation->output);
}

bool compile_made(const char *name, const char *output)
{
	static const char *const beside[] = {"", KEY_FILE, SAID_FILE};

	if (!text_starts(name, output))
		return false;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		if (strcmp(name + strlen(output), beside[i]) == 0)
			return true;
	return false;
}

void compile_forget(struct pool *pool, const char *output)
{
	folder_remove(AT_FDCWD, pool_printf(pool, "%s" KEY_FILE, output));
}

/* --- what the compiler said ------------------------------------------------------------ */

static const char *said_file(struct pool *pool, const char *output)
{
	return pool_printf(pool, "%s" SAID_FILE, output);
}

/* It warns once, and what it has made then is used again and again. */
static int keep_said(
	struct pool *pool, const char *output, const struct bytes *said, struct err *err)
{
	const char *file = said_file(pool, output);

	folder_remove(AT_FDCWD, file);
	return said->size ? file_write(file, said->data, said->size, err) : 0;
}

static void recall_said(struct pool *pool, const char *output, struct bytes *said)
{
	const char *file = said_file(pool, output);
	struct err ignored;

	if (access(file, F_OK) != 0 || file_read(pool, file, said, &ignored) != 0)
		*said = (struct bytes){"", 0};
}

/* --- the whole ------------------------------------------------------------------------ */

/* Where the compiler runs elsewhere, a path that it is given means a file there. */
static const char *path_from_here(
	struct pool *pool, const struct compilation *compilation, const char *path)
{
	return *path == '/' || !compilation->directory
		? path
		: pool_printf(pool, "%s/%s", compilation->directory, path);
}

/* Is the source too large, or no compiler named? Then that is the result. -1 without a source. */
static int check_source(struct pool *pool, const struct compilation *compilation,
	struct stat *status, struct compile_result *result, struct err *err)
{
	const char *path = path_from_here(pool, compilation, compilation->source);

	if (stat(path, status) != 0)
		return err_at(err, compilation->source, 0, M_CANNOT_READ, strerror(errno));
	result->message = status->st_size > MOST_SOURCE
		? SAY(pool, SOURCE_LARGE, MOST_SOURCE >> 20)
		: compiler_unnamed(pool, compilation->cplusplus);
	result->outcome = result->message ? COMPILE_FAILED : COMPILED;
	return 0;
}

/* Says whose doing it is that the compiler has failed. */
static int explain_failure(struct pool *pool, const struct compilation *compilation,
	const struct compiler_talk *talk, struct compile_result *result, struct err *err)
{
	result->outcome = COMPILE_FAILED;
	result->message = talk->error;
	result->said = talk->all;
	if (try_room(pool, compilation->output, err) != 0)
		return -1;
	if (builds_nothing(pool, compilation))
		result->outcome = COMPILE_REFUSED;
	return 0;
}

/* Puts the program in its place, and the key beside it. */
static int keep(struct pool *pool, const char *fresh, const char *output, const char *key,
	const char *key_file, struct err *err)
{
	if (chmod(fresh, 0755) != 0 || rename(fresh, output) != 0)
		return err_at(err, output, 0, M_CANNOT_WRITE, strerror(errno));
	key = with_output(pool, key, output);
	return key ? file_write(key_file, key, strlen(key), err)
		   : err_at(err, output, 0, M_CANNOT_READ, strerror(errno));
}

int compile(struct pool *pool, const struct compilation *compilation,
	struct compile_result *result, struct err *err)
{
	const char *output = compilation->output;
	char *fresh = pool_printf(pool, "%s.new", output);
	char *key_file = pool_printf(pool, "%s" KEY_FILE, output);
	char **argv = compile_words(pool, compilation, fresh);
	struct compiler_talk talk;
	struct stat source;
	const char *key;

	*result = (struct compile_result){.outcome = COMPILED, .said = {"", 0}};
	if (check_source(pool, compilation, &source, result, err) != 0)
		return -1;
	if (result->outcome != COMPILED)
		return 0;
	key = make_key(pool, argv, &source);
	if (is_made(pool, compilation, key_file, key)) {
		recall_said(pool, output, &result->said);
		return 0;
	}
	folder_remove(AT_FDCWD, key_file);
	folder_remove(AT_FDCWD, fresh);
	if (compiler_run(pool, compilation->directory, argv, output, &talk) != 0) {
		unlink(fresh);
		return explain_failure(pool, compilation, &talk, result, err);
	}
	result->said = talk.all;
	if (!compilation->afresh && keep_said(pool, output, &talk.all, err) != 0)
		return -1;
	return keep(pool, fresh, output, key, key_file, err);
}
