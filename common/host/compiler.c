/* SPDX-License-Identifier: MIT */
#include "compiler.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/folder.h"
#include "../base/file.h"
#include "../base/text_builder.h"
#include "../base/words.h"
#include "command.h"
#include "keeper.h"
#include "../base/said.h"
#include "tool.h"

enum {
	MOST_SECONDS = 60,
	CANNOT_START = 127, /* the status that a shell gives such a command */
};

static const char *variable(bool cplusplus)
{
	return cplusplus ? "CXX" : "CC";
}

static const char *compiler(bool cplusplus)
{
	const char *asked = getenv(variable(cplusplus));

	return asked && *asked ? asked : cplusplus ? "c++" : "cc";
}

char **compiler_words(struct pool *pool, bool cplusplus)
{
	return words_split(pool, compiler(cplusplus));
}

const struct said *compiler_unnamed(struct pool *pool, bool cplusplus)
{
	return *compiler_words(pool, cplusplus)
		? NULL
		: SAY(pool, COMPILER_UNNAMED, variable(cplusplus));
}

const char *compiler_identity(struct pool *pool)
{
	char **words = compiler_words(pool, false);

	return *words ? tool_identity(pool, *words) : "";
}

/* The caller's environment, with messages in English, and with a folder for its files. */
static char **environment_with(struct pool *pool, const char *folder)
{
	int count = 0;
	int kept = 0;
	char **copy;

	while (environ[count])
		count++;
	copy = pool_alloc(pool, (size_t)(count + 3) * sizeof *copy);
	for (int i = 0; i < count; i++)
		if (!text_starts(environ[i], "LC_ALL=") &&
			!text_starts(environ[i], "TMPDIR="))
			copy[kept++] = environ[i];
	copy[kept++] = "LC_ALL=C";
	copy[kept] = pool_printf(pool, "TMPDIR=%s", folder);
	return copy;
}

/* What a compiler says when one of its limits is reached; strsignal(3), strerror(3). */
static const struct said *say_limit(struct pool *pool, const struct command_result *result)
{
	static const char *const memory[] = {"out of memory", "Cannot allocate memory",
		"memory exhausted", "virtual memory exhausted"};
	const char *said = result->out.data;

	if (result->end == COMMAND_TOO_SLOW)
		return SAY(pool, COMPILER_SLOW, (double)MOST_SECONDS);
	if (strstr(said, "CPU time limit exceeded"))
		return SAY(pool, COMPILER_SLOW, (double)HELPER_SECONDS);
	if (strstr(said, "File size limit exceeded") || strstr(said, "File too large"))
		return SAY(pool, COMPILER_LARGE, HELPER_FILE_MB);
	for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
		if (strstr(said, memory[i]))
			return SAY(pool, COMPILER_MEMORY, HELPER_MEMORY_MB);
	return NULL;
}

/* Never NULL. */
static const struct said *first_error(
	struct pool *pool, const char *name, const struct command_result *result)
{
	const struct said *error = say_limit(pool, result);

	if (result->end == COMMAND_CANNOT_START)
		return said_plain(
			pool, pool_printf(pool, "%s: %s", name, strerror(result->value)));
	if (!error)
		error = said_plain(pool, command_first_error(pool, &result->out));
	return error ? error : SAID(COMPILER_SILENT);
}

int compiler_run(struct pool *pool, const char *directory, char *const *argv,
	const char *output, struct compiler_talk *talk)
{
	char *folder = pool_printf(pool, "%s.tmp", output);
	const struct command command = {
		.argv = argv,
		.directory = directory,
		.environment = environment_with(pool, folder),
		.limit = MOST_SECONDS,
		.joined = true,
		.abridged = true,
	};
	struct command_result result;

	folder_remove(AT_FDCWD, folder);
	mkdir(folder, 0700);
	command_execute(pool, &command, &result);
	folder_remove(AT_FDCWD, folder);
	talk->error = first_error(pool, argv[0], &result);
	talk->all = result.out;
	if (result.end == COMMAND_CANNOT_START)
		return CANNOT_START;
	return result.end == COMMAND_EXITED ? result.value : -1;
}

/*
 * The labs are about programs of GCC or Clang with glibc. tcc calls itself a GNU C compiler
 * in some versions, and musl has no macro of its own; glibc has, in features.h.
 */
static const char question[] = "#include <stdlib.h>\n"
			       "#ifdef __TINYC__\n"
			       "#error vmlab: tcc\n"
			       "#elif !defined __GLIBC__\n"
			       "#error vmlab: another C library\n"
			       "#endif\n";

/* Has it accepted the question? `reason` is why not, where that is one of the two. */
static bool answers(struct pool *pool, const char *folder, const struct said **reason)
{
	char *source = pool_printf(pool, "%s/supported.%d.c", folder, getpid());
	char *output = pool_printf(pool, "%s/supported.%d", folder, getpid());
	char *const preprocess[] = {"-E", "-o", output, source, NULL};
	char **argv = words_joined(pool, compiler_words(pool, false), preprocess);
	struct compiler_talk talk;
	const char *text;
	struct err ignored;
	int status;

	if (file_write(source, question, sizeof question - 1, &ignored) != 0)
		return false;
	status = compiler_run(pool, NULL, argv, output, &talk);
	text = said_in(pool, talk.error, ENGLISH);
	if (status != 0 && strstr(text, "vmlab: tcc"))
		*reason = SAY(pool, UNSUPPORTED_COMPILER, compiler(false));
	else if (status != 0 && strstr(text, "vmlab: another C library"))
		*reason = SAY(pool, UNSUPPORTED_LIBRARY, compiler(false));
	unlink(source);
	unlink(output);
	return status == 0;
}

/* What the answer is about: the words that call the compiler, and which file that is now. */
static const char *key_of_answer(struct pool *pool)
{
	struct text_builder key;

	builder_begin(&key);
	fputs(compiler_identity(pool), key.out);
	for (char **word = compiler_words(pool, false); *word; word++)
		fprintf(key.out, " %s", *word);
	return builder_end(pool, &key).data;
}

const struct said *compiler_unsupported(struct pool *pool, const char *folder)
{
	const char *path = pool_printf(pool, "%s/supported", folder);
	const char *key = key_of_answer(pool);
	const struct said *reason = compiler_unnamed(pool, false);
	struct bytes known;
	struct err ignored;

	if (reason)
		return reason;
	if (file_read(pool, path, &known, &ignored) == 0 && strcmp(known.data, key) == 0)
		return NULL;
	if (answers(pool, folder, &reason))
		file_write(path, key, strlen(key), &ignored); /* else it is asked again */
	return reason;
}
