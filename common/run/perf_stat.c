/* SPDX-License-Identifier: MIT */
#include "perf_stat.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../host/clock.h"

/* The descriptors that perf is told: --control=fd:COMMANDS,ANSWERS; perf-stat(1). */
#define CONTROL "fd:4,3"

enum {
	TICK_MS = 20,
	MOST_IDLE = 10, /* ticks */
};

static void read_report(struct perf_stat *perf)
{
	struct keeper_report report;

	if (read(perf->keeper.reports, &report, sizeof report) != sizeof report) {
		close(perf->keeper.reports);
		perf->keeper.reports = -1;
	} else if (report.kind == KEEPER_STARTED) {
		perf->pid = report.value;
	} else if (report.kind == KEEPER_CANNOT_START) {
		perf->error = report.value;
		perf->over = true;
	} else if (report.kind == KEEPER_ENDED) {
		perf->over = true;
	}
}

static void wait_for_events(struct perf_stat *perf)
{
	struct pollfd polled[] = {
		{.fd = perf->told.fd, .events = POLLIN},
		{.fd = perf->answers.fd, .events = POLLIN},
		{.fd = perf->keeper.reports, .events = POLLIN},
	};

	if (poll(polled, sizeof polled / sizeof *polled, TICK_MS) <= 0)
		return;
	if (polled[0].revents)
		collector_read(&perf->told);
	if (polled[1].revents)
		collector_read(&perf->answers);
	if (polled[2].revents)
		read_report(perf);
}

static int start(
	struct perf_stat *perf, pid_t pid, char *const *environment, int told, int answers)
{
	char number[16];
	char *const argv[] = {"perf", "stat", "-x,", "-e", "page-faults", "-D", "-1",
		"--control", CONTROL, "-p", number, NULL};
	struct start start = {
		.argv = argv,
		.environment = environment,
		.directory = "/",
		.streams = {.in = -1,
			.out = -1,
			.err = told,
			.status = answers,
			.lab_err = -1,
			.log = -1},
	};
	int control[2];
	int result;

	snprintf(number, sizeof number, "%d", (int)pid);
	if (pipe2(control, O_CLOEXEC) != 0)
		return -1;
	perf->control = control[1];
	start.streams.go = control[0];
	result = keeper_start(&perf->keeper, &start);
	close(control[0]);
	return result;
}

bool perf_stat_begin(
	struct perf_stat *perf, pid_t pid, char *const *environment, double limit)
{
	static const char enable[] = "enable\n";
	double started = clock_now();
	int told = collector_open_pipe(&perf->told);
	int answers = collector_open_pipe(&perf->answers);
	int result;

	perf->keeper.reports = perf->keeper.control = perf->control = -1;
	result =
		told < 0 || answers < 0 ? -1 : start(perf, pid, environment, told, answers);
	close(told);
	close(answers);
	if (result != 0 || write(perf->control, enable, strlen(enable)) < 0) {
		perf->over = true;
		return false;
	}
	while (!perf->over && !strstr(perf->answers.data, "ack") &&
		clock_now() - started < limit)
		wait_for_events(perf);
	return !perf->over && strstr(perf->answers.data, "ack");
}

/* Asks perf for its count, which it prints when it is interrupted. */
static void let_it_tell(struct perf_stat *perf, double limit)
{
	double started = clock_now();

	if (perf->pid > 0 && !perf->over)
		kill(perf->pid, SIGINT);
	while (!perf->over && perf->keeper.reports >= 0 && clock_now() - started < limit)
		wait_for_events(perf);
}

struct bytes perf_stat_end(struct pool *pool, struct perf_stat *perf)
{
	struct bytes told;

	let_it_tell(perf, 5);
	close(perf->control);
	close(perf->keeper.control);
	while (perf->keeper.reports >= 0)
		wait_for_events(perf);
	if (perf->keeper.pid > 0)
		keeper_finish(&perf->keeper);
	for (int idle = 0; perf->told.fd >= 0 && idle < MOST_IDLE; idle++)
		wait_for_events(perf);
	told = collector_close(pool, &perf->told);
	collector_close(pool, &perf->answers);
	return told;
}

/* The line is "123,,page-faults,…"; perf-stat(1), CSV FORMAT. */
long perf_stat_count(const struct bytes *told, bool *supported)
{
	const char *line = strstr(told->data, ",page-faults");
	long count;

	*supported = !strstr(told->data, "<not supported>");
	while (line && line > told->data && line[-1] != '\n')
		line--;
	return line && sscanf(line, "%ld,", &count) == 1 ? count : -1;
}
