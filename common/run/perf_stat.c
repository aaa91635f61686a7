/* SPDX-License-Identifier: MIT */
#include "perf_stat.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../host/clock.h"

/* The descriptors that perf is told: --control=fd:COMMANDS,ANSWERS; perf-stat(1). */
#define CONTROL "fd:4,3"

enum { TICK_MS = 20 };

static bool start(
	struct perf_stat *perf, pid_t pid, char *const *environment, int told, int answers)
{
	char target[16];
	char *const argv[] = {"perf", "stat", "-x,", "-e", "page-faults", "-D", "-1",
		"--control", CONTROL, "-p", target, NULL};
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
	bool started;

	snprintf(target, sizeof target, "%d", (int)pid);
	if (pipe2(control, O_CLOEXEC) != 0)
		return false;
	perf->control = control[1];
	start.streams.go = control[0];
	started = child_start(&perf->child, &start);
	close(control[0]);
	return started;
}

bool perf_stat_begin(
	struct perf_stat *perf, pid_t pid, char *const *environment, double limit)
{
	static const char enable[] = "enable\n";
	double started = clock_now();
	int told = collector_open_pipe(&perf->told);
	int answers = collector_open_pipe(&perf->answers);
	bool begun;

	perf->child = (struct child){.keeper = {.control = -1, .reports = -1},
		.channels = {&perf->told, &perf->answers}};
	perf->control = -1;
	begun = told >= 0 && answers >= 0 && start(perf, pid, environment, told, answers);
	close(told);
	close(answers);
	if (!begun || write(perf->control, enable, strlen(enable)) < 0)
		return false;
	while (child_goes_on(&perf->child) && !strstr(perf->answers.data, "ack") &&
		clock_now() - started < limit)
		child_wait(&perf->child, TICK_MS);
	return child_goes_on(&perf->child) && strstr(perf->answers.data, "ack");
}

/* Asks perf for its count, which it prints when it is interrupted. */
static void let_it_tell(struct perf_stat *perf, double limit)
{
	double started = clock_now();

	if (perf->child.pid > 0 && child_goes_on(&perf->child))
		kill(perf->child.pid, SIGINT);
	while (child_goes_on(&perf->child) && clock_now() - started < limit)
		child_wait(&perf->child, TICK_MS);
}

struct bytes perf_stat_end(struct pool *pool, struct perf_stat *perf)
{
	struct bytes told;

	let_it_tell(perf, 5);
	close(perf->control);
	child_end(&perf->child);
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
