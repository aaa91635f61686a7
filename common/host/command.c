/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "child.h"

enum { TICK_MS = 20 };

/* A command while it runs. */
struct running {
	const struct command *command;
	struct child child;
	struct collector out;
	struct collector err;
	bool late;
};

/* --- while it runs -------------------------------------------------------------------- */

static bool too_loud(const struct running *running)
{
	return !running->command->abridged &&
		(running->out.count > MOST_COLLECTED ||
			running->err.count > MOST_COLLECTED);
}

static void watch_command(struct running *running)
{
	double started = clock_now();

	while (child_goes_on(&running->child) && !too_loud(running) && !running->late) {
		child_wait(&running->child, TICK_MS);
		running->late = clock_now() - started > running->command->limit;
	}
	child_end(&running->child);
}

/* --- before and after ----------------------------------------------------------------- */

static void fill_result(const struct running *running, struct command_result *result)
{
	const struct child *child = &running->child;
	int status = child->status;

	result->value = 0;
	if (child->cannot_start) {
		result->end = COMMAND_CANNOT_START;
		result->value = child->start_errno;
	} else if (too_loud(running)) {
		result->end = COMMAND_TOO_LOUD;
	} else if (child->ended) {
		result->end = WIFEXITED(status) ? COMMAND_EXITED : COMMAND_KILLED;
		result->value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
	} else if (running->late) {
		result->end = COMMAND_TOO_SLOW;
	} else { /* it has killed its own keeper, and died of that */
		result->end = COMMAND_KILLED;
		result->value = SIGKILL;
	}
}

/* Starts the command with the pipes' write ends, and closes these here. */
static void start_command(struct running *running, int out, int err)
{
	const struct command *command = running->command;
	const struct start start = {
		.argv = command->argv,
		.environment = command->environment ? command->environment : environ,
		.directory = command->directory ? command->directory : ".",
		.limited = true,
		.streams = {.in = -1,
			.out = out,
			.err = command->joined ? out : err,
			.status = -1,
			.go = -1,
			.lab_err = -1,
			.log = -1},
	};

	child_start(&running->child, &start);
	close(out);
	close(err);
}

void command_execute(
	struct pool *pool, const struct command *command, struct command_result *result)
{
	struct running running = {
		.command = command, .child.channels = {&running.out, &running.err}};
	int out = collector_open_pipe(&running.out);
	int err = out < 0 ? -1 : collector_open_pipe(&running.err);

	if (err >= 0) {
		start_command(&running, out, err);
		watch_command(&running);
	} else {
		running.child.cannot_start = true;
		running.child.start_errno = errno;
	}
	fill_result(&running, result);
	result->out = collector_close(pool, &running.out);
	result->err = collector_close(pool, &running.err);
	if (err < 0 && out >= 0)
		close(out);
}

const char *command_first_error(struct pool *pool, const struct bytes *said)
{
	static const char *const signs[] = {
		"undefined reference", "cannot find -l", "error:", "error", ""};
	struct lines lines = text_lines(pool, said->data, said->size);

	for (size_t sign = 0; sign < sizeof signs / sizeof *signs; sign++)
		for (int i = 0; i < lines.count; i++)
			if (lines.at[i].length > 0 && strstr(lines.at[i].text, signs[sign]))
				return text_visible(
					pool, lines.at[i].text, lines.at[i].length, 0);
	return NULL;
}
