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
#include "../base/file.h"
#include "../base/text.h"
#include "compiler.h"
#include "messages.h"

enum {
	MOST_WORDS = 64,        /* of its command */
	TRIAL_SIZE = 4 << 20,   /* bytes, more than a compiler writes for a lab */
	MOST_SOURCE = 16 << 20, /* bytes of a source */
};

static char **command_line(
	struct pool *pool, const char *source, const char *output, char *const *flags)
{
	char **argv = pool_alloc(pool, (MOST_WORDS + 1) * sizeof *argv);
	const char *const fixed[] = {"-g", "-O0", "-o", output, source};
	int count = compiler_words(pool, argv);

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		argv[count++] = (char *)fixed[i];
	while (*flags && count < MOST_WORDS)
		argv[count++] = *flags++;
	return argv;
}

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
	struct err ignored;
	const struct said *message;
	int status;

	if (file_write(source, program, sizeof program - 1, &ignored) != 0)
		return false;
	status = compiler_run(pool, command_line(pool, source, output, compilation->flags),
		output, &message);
	unlink(source);
	unlink(output);
	return status != 0;
}

/*
 * What the output depends on: the command, which compiler and source it was, and the folder.
 * The name of that is in the debugging information, and a debugger looks for the source there.
 */
static char *make_key(struct pool *pool, char *const *argv, const struct stat *source)
{
	char folder[PATH_MAX];
	char *key = pool_printf(pool, "%lld %lld.%09ld %llu\n", (long long)source->st_size,
		(long long)source->st_mtim.tv_sec, source->st_mtim.tv_nsec,
		(unsigned long long)source->st_ino);

	key = pool_printf(pool, "%s%s\n%s\n", key,
		getcwd(folder, sizeof folder) ? folder : "", compiler_identity(pool));
	for (; *argv; argv++)
		key = pool_printf(pool, "%s%s\n", key, *argv);
	return key;
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

int compile(struct pool *pool, const struct compilation *compilation,
	enum compiled *outcome, const struct said **message, struct err *err)
{
	const char *output = compilation->output;
	char *fresh = pool_printf(pool, "%s.new", output);
	char *key_file = pool_printf(pool, "%s.key", output);
	char **argv = command_line(pool, compilation->source, fresh, compilation->flags);
	struct stat source;
	char *key;

	*outcome = COMPILED;
	*message = NULL;
	if (stat(compilation->source, &source) != 0)
		return err_at(err, compilation->source, 0, M_CANNOT_READ, strerror(errno));
	if (source.st_size > MOST_SOURCE) {
		*outcome = COMPILE_FAILED;
		*message = SAY(pool, SOURCE_LARGE, MOST_SOURCE >> 20);
		return 0;
	}
	key = make_key(pool, argv, &source);
	if (!includes_more(pool, compilation->source) &&
		is_current(pool, key_file, key, output))
		return 0;
	folder_remove(AT_FDCWD, key_file);
	folder_remove(AT_FDCWD, fresh);
	if (compiler_run(pool, argv, output, message) != 0) {
		unlink(fresh);
		*outcome = COMPILE_FAILED;
		if (try_room(pool, output, err) != 0)
			return -1;
		if (builds_nothing(pool, compilation))
			*outcome = COMPILE_REFUSED;
		return 0;
	}
	*message = NULL;
	if (chmod(fresh, 0755) != 0 || rename(fresh, output) != 0)
		return err_at(err, output, 0, M_CANNOT_WRITE, strerror(errno));
	key = with_output(pool, key, output);
	return key ? file_write(key_file, key, strlen(key), err)
		   : err_at(err, output, 0, M_CANNOT_READ, strerror(errno));
}
