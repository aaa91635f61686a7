/* SPDX-License-Identifier: MIT */
#include "tool.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/said.h"
#include "../base/signals.h"
#include "attempt.h"
#include "collector.h"
#include "command.h"
#include "refusal.h"

enum { NO_LIBRARY = 127 }; /* the exit status of the loader when it finds one missing */

static const char *search_path(void)
{
	const char *path = getenv("PATH");

	return path ? path : "/usr/bin:/bin";
}

/* --- what is missing ------------------------------------------------------------------ */

bool tool_is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
		access(path, X_OK) == 0;
}

const char *tool_find(struct pool *pool, const char *program)
{
	const char *at = search_path();

	for (;;) {
		int length = (int)strcspn(at, ":");
		const char *folder = length > 0 ? at : ".";
		const char *path = pool_printf(
			pool, "%.*s/%s", length > 0 ? length : 1, folder, program);

		if (tool_is_program(path))
			return path;
		if (at[length] == '\0')
			return NULL;
		at += length + 1;
	}
}

const char *tool_identity(struct pool *pool, const char *program)
{
	const char *path = strchr(program, '/') ? program : tool_find(pool, program);
	struct stat file;

	if (!path || stat(path, &file) != 0)
		return "";
	return pool_printf(pool, "%ju %jd %jd.%09ld", (uintmax_t)file.st_ino,
		(intmax_t)file.st_size, (intmax_t)file.st_mtim.tv_sec,
		file.st_mtim.tv_nsec);
}

static const struct said *remedy_of(struct pool *pool, const char *program)
{
	static const struct {
		const char *program;
		const char *package; /* NULL: scripts/setup knows it */
	} known[] = {
		{"objdump", "binutils"},
		{"readelf", "binutils"},
		{"nm", "binutils"},
		{"clang", "clang"},
		{"strace", "strace"},
		{"gcc", "gcc"},
		{"gdb", "gdb"},
		{"cc", NULL},
		{"perf", NULL},
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].program, program) == 0)
			return known[i].package
				? SAY(pool, REMEDY_PACKAGE, known[i].package)
				: SAID(REMEDY_SETUP);
	return SAID(REMEDY_PACKAGE_UNKNOWN);
}

/* A program that is named by a path is tried: what the kernel says of it is clear. */
static bool lacks_program(struct pool *pool, const char *program, struct lack *why)
{
	if (strchr(program, '/') || tool_find(pool, program))
		return false;
	*why = (struct lack){
		.what = program,
		.reason = SAY(pool, NO_PROGRAM, program),
		.remedy = remedy_of(pool, program),
	};
	return true;
}

/* --- one command ---------------------------------------------------------------------- */

/* How a command that failed has ended, and the first error that it told. */
static const struct said *say_failure(
	struct pool *pool, const struct tool *tool, const struct command_result *result)
{
	const char *program = tool->words[0];
	const struct bytes *said = result->err.size > 0 ? &result->err : &result->out;
	const char *error = command_first_error(pool, said);
	const struct said *how = result->end == COMMAND_TOO_SLOW
		? SAY(pool, TOOL_SLOW, program, tool->limit)
		: result->end == COMMAND_KILLED
		? SAY(pool, TOOL_SIGNAL, program, signal_name(result->value))
		: SAY(pool, TOOL_STATUS, program, result->value);

	return said_both(
		pool, how, error ? SAY(pool, TOOL_SAID, error) : SAID(TOOL_SILENT));
}

static enum tool_outcome judge(struct pool *pool, const struct tool *tool,
	const struct command_result *result, struct lack *why)
{
	const char *program = tool->words[0];

	if (result->end == COMMAND_EXITED && result->value == 0)
		return TOOL_ANSWERED;
	why->what = program;
	if (result->end == COMMAND_CANNOT_START) {
		why->reason =
			SAY(pool, TOOL_CANNOT_START, program, strerror(result->value));
		return TOOL_LACKING;
	}
	if (result->end == COMMAND_TOO_LOUD) {
		why->reason = SAY(pool, TOOL_LOUD, program, MOST_COLLECTED >> 10);
		why->remedy = SAID(REMEDY_TOOL_LOUD);
		return TOOL_FAILED;
	}
	why->reason = say_failure(pool, tool, result);
	return TOOL_FAILED;
}

/* By a signal, or because the loader has not found its libraries. */
static bool has_died(const struct command_result *result)
{
	return result->end == COMMAND_KILLED ||
		(result->end == COMMAND_EXITED && result->value == NO_LIBRARY);
}

/*
 * Does the tool die even when it is only asked for its version? Then this is the machine's
 * doing, as that of a small limit of the stack, and not that of the file.
 */
static bool is_broken(struct pool *pool, const struct command *command)
{
	char *const argv[] = {command->argv[0], "--version", NULL};
	struct command asking = *command;
	struct command_result result;

	asking.argv = argv;
	command_execute(pool, &asking, &result);
	return has_died(&result);
}

/* Runs the tool's words; what they print goes to `text`. */
static enum tool_outcome run_words(
	struct pool *pool, const struct tool *tool, struct bytes *text, struct lack *why)
{
	char *const environment[] = {
		pool_printf(pool, "PATH=%s", search_path()), "LC_ALL=C", NULL};
	const struct command command = {
		.argv = tool->words,
		.directory = tool->directory,
		.environment = environment,
		.limit = tool->limit,
	};
	struct command_result result;
	enum tool_outcome outcome;

	*why = (struct lack){0};
	*text = (struct bytes){0};
	if (lacks_program(pool, tool->words[0], why))
		return TOOL_LACKING;
	command_execute(pool, &command, &result);
	outcome = judge(pool, tool, &result, why);
	if (outcome == TOOL_ANSWERED)
		*text = result.out;
	if (has_died(&result) && is_broken(pool, &command))
		outcome = TOOL_LACKING;
	return outcome;
}

/* --- what it needs -------------------------------------------------------------------- */

/* Tries the target: a clang may know a name and have no code generator for it. */
static bool lacks_target(
	struct pool *pool, const char *triple, double limit, struct lack *why)
{
	char *const words[] = {"clang", pool_printf(pool, "--target=%s", triple), "-x", "c",
		"-S", "-o", "/dev/null", "-", NULL};
	const struct tool asked = {.words = words, .limit = limit};
	struct bytes ignored;
	enum tool_outcome outcome = run_words(pool, &asked, &ignored, why);

	if (outcome == TOOL_FAILED) {
		why->reason =
			said_both(pool, SAY(pool, NO_CLANG_TARGET, triple), why->reason);
		why->remedy = SAID(REMEDY_CLANG_TARGET);
	}
	return outcome != TOOL_ANSWERED;
}

static int be_traced(const void *context)
{
	(void)context;
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : errno;
}

/* Debuggers trace; a child of ours tries whether that is allowed. */
static bool lacks_ptrace(struct lack *why)
{
	int error = attempt_in_child(be_traced, NULL);

	if (error == 0)
		return false;
	*why = error > 0 ? refusal_of("ptrace", error) : refusal_of("process", errno);
	return true;
}

static bool lacks_need(struct pool *pool, const struct tool *tool, struct lack *why)
{
	static const char target[] = "clang target ";

	if (!tool->needs)
		return false;
	if (text_starts(tool->needs, target))
		return lacks_target(pool, text_skip_blanks(tool->needs + strlen(target)),
			tool->limit, why);
	if (strcmp(tool->needs, "ptrace") == 0)
		return lacks_ptrace(why);
	return lacks_program(pool, tool->needs, why);
}

/* --- the file that it makes ----------------------------------------------------------- */

static enum tool_outcome fail(const struct tool *tool, const struct said *reason,
	const struct said *remedy, struct lack *why)
{
	*why = (struct lack){.what = tool->words[0], .reason = reason, .remedy = remedy};
	return TOOL_FAILED;
}

static const char *output_path(struct pool *pool, const struct tool *tool)
{
	return tool->directory && tool->output
		? pool_printf(pool, "%s/%s", tool->directory, tool->output)
		: tool->output;
}

static enum tool_outcome read_output(
	struct pool *pool, const struct tool *tool, struct bytes *text, struct lack *why)
{
	const char *path = output_path(pool, tool);
	const char *program = tool->words[0];
	struct stat status;
	struct err err;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
		return fail(
			tool, SAY(pool, TOOL_NO_FILE, program, tool->output), NULL, why);
	if (status.st_size > MOST_COLLECTED)
		return fail(tool,
			SAY(pool, TOOL_LARGE, program, tool->output, MOST_COLLECTED >> 10),
			SAID(REMEDY_TOOL_LOUD), why);
	if (file_read(pool, path, text, &err) != 0)
		return fail(tool,
			said_plain(
				pool, pool_printf(pool, "%s: %s", err.file, err.message)),
			NULL, why);
	return TOOL_ANSWERED;
}

enum tool_outcome tool_run(
	struct pool *pool, const struct tool *tool, struct bytes *text, struct lack *why)
{
	enum tool_outcome outcome;

	*text = (struct bytes){0};
	*why = (struct lack){0};
	if (tool->output && strchr(tool->output, '/'))
		return fail(tool, SAY(pool, TOOL_FILE_NAME, tool->words[0], tool->output),
			NULL, why);
	if (lacks_need(pool, tool, why))
		return TOOL_LACKING;
	if (tool->output)
		unlink(output_path(pool, tool)); /* an earlier run's is not this one's */
	outcome = run_words(pool, tool, text, why);
	return outcome == TOOL_ANSWERED && tool->output ? read_output(pool, tool, text, why)
							: outcome;
}
