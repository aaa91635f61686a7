/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "collector.h"
#include "keeper.h"

enum {
	TICK_MS = 20,
	MOST_IDLE = 10, /* ticks */
};

/* A command while it runs. */
struct running {
	const struct command *command;
	struct keeper keeper;
	struct collector out;
	struct collector err;
	double started;
	bool late;
	bool cannot_start;
	int start_errno;
	bool ended; /* by itself: the keeper does not tell of what it kills */
	int status; /* as from wait(2) */
};

/* --- while it runs -------------------------------------------------------------------- */

static void read_report(struct running *running)
{
	struct keeper_report report;
	ssize_t got = read(running->keeper.reports, &report, sizeof report);

	if (got < 0 && errno == EINTR)
		return;
	if (got != sizeof report) {
		close(running->keeper.reports);
		running->keeper.reports = -1;
		return;
	}
	if (report.kind == KEEPER_CANNOT_START) {
		running->cannot_start = true;
		running->start_errno = report.value;
	} else if (report.kind == KEEPER_ENDED) {
		running->ended = true;
		running->status = report.value;
	}
}

static void wait_for_events(struct running *running)
{
	struct pollfd polled[] = {
		{.fd = running->out.fd, .events = POLLIN},
		{.fd = running->err.fd, .events = POLLIN},
		{.fd = running->keeper.reports, .events = POLLIN},
	};

	if (poll(polled, sizeof polled / sizeof *polled, TICK_MS) <= 0)
		return;
	if (polled[0].revents)
		collector_read(&running->out);
	if (polled[1].revents)
		collector_read(&running->err);
	if (polled[2].revents)
		read_report(running);
}

static bool too_loud(const struct running *running)
{
	return !running->command->abridged &&
		(running->out.count > MOST_COLLECTED ||
			running->err.count > MOST_COLLECTED);
}

static bool goes_on(struct running *running)
{
	running->late = clock_now() - running->started > running->command->limit;
	return !running->cannot_start && !running->ended && !running->late &&
		running->keeper.reports >= 0 && !too_loud(running);
}

/*
 * Reads what is still in the pipes. Their writers are dead, so they end; unless one of them
 * has handed a descriptor to a stranger, which is not waited for.
 */
static void drain(struct running *running)
{
	int idle = 0;

	while ((running->out.fd >= 0 || running->err.fd >= 0) && idle < MOST_IDLE) {
		size_t before = running->out.count + running->err.count;

		wait_for_events(running);
		idle = running->out.count + running->err.count > before ? 0 : idle + 1;
	}
}

static void watch_command(struct running *running)
{
	running->started = clock_now();
	while (goes_on(running))
		wait_for_events(running);
	close(running->keeper.control);
	while (running->keeper.reports >= 0) {
		kill(running->keeper.pid, SIGCONT); /* should the command have stopped it */
		wait_for_events(running);
	}
	keeper_finish(&running->keeper);
	drain(running);
}

/* --- before and after ----------------------------------------------------------------- */

static void fill_result(const struct running *running, struct command_result *result)
{
	int status = running->status;

	result->value = 0;
	if (running->cannot_start) {
		result->end = COMMAND_CANNOT_START;
		result->value = running->start_errno;
	} else if (too_loud(running)) {
		result->end = COMMAND_TOO_LOUD;
	} else if (running->ended) {
		result->end = WIFEXITED(status) ? COMMAND_EXITED : COMMAND_KILLED;
		result->value = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
	} else if (running->late) {
		result->end = COMMAND_TOO_SLOW;
	} else { /* it has killed its own keeper, and died of that */
		result->end = COMMAND_KILLED;
		result->value = SIGKILL;
	}
}

static struct bytes close_channel(
	struct pool *pool, struct collector *collector, bool opened)
{
	return opened ? collector_close(pool, collector)
		      : (struct bytes){.data = pool_copy(pool, "", 0)};
}

/* Starts the command with the pipes' write ends, and closes these here. */
static int start_command(struct running *running, int out, int err)
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
	int started = keeper_start(&running->keeper, &start);
	int error = errno;

	close(out);
	close(err);
	errno = error;
	return started;
}

void command_execute(
	struct pool *pool, const struct command *command, struct command_result *result)
{
	struct running running = {.command = command, .cannot_start = true};
	int out = collector_open_pipe(&running.out);
	int err = out < 0 ? -1 : collector_open_pipe(&running.err);

	if (err >= 0 && start_command(&running, out, err) == 0) {
		running.cannot_start = false;
		watch_command(&running);
	} else {
		running.start_errno = errno;
	}
	fill_result(&running, result);
	result->out = close_channel(pool, &running.out, out >= 0);
	result->err = close_channel(pool, &running.err, err >= 0);
	if (err < 0 && out >= 0)
		close(out);
}

const char *command_first_error(struct pool *pool, const struct bytes *said)
{
	static const char *const signs[] = {"undefined reference", "error:", "error", ""};
	struct lines lines = text_lines(pool, said->data, said->size);

	for (size_t sign = 0; sign < sizeof signs / sizeof *signs; sign++)
		for (int i = 0; i < lines.count; i++)
			if (lines.at[i].length > 0 && strstr(lines.at[i].text, signs[sign]))
				return text_visible(
					pool, lines.at[i].text, lines.at[i].length, 0);
	return NULL;
}
