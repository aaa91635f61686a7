/* SPDX-License-Identifier: MIT */
#include "child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum {
	TICK_MS = 20,
	MOST_IDLE = 10, /* ticks */
};

bool child_start(struct child *child, const struct start *start)
{
	if (keeper_start(&child->keeper, start) == 0)
		return true;
	child->keeper = (struct keeper){.control = -1, .reports = -1};
	child->cannot_start = true;
	child->start_errno = errno;
	return false;
}

bool child_goes_on(const struct child *child)
{
	return !child->cannot_start && !child->ended && child->keeper.reports >= 0;
}

static void read_report(struct child *child)
{
	struct keeper_report report;
	ssize_t got = read(child->keeper.reports, &report, sizeof report);

	if (got < 0 && errno == EINTR)
		return;
	if (got != sizeof report) {
		close(child->keeper.reports);
		child->keeper.reports = -1;
		return;
	}
	switch (report.kind) {
	case KEEPER_CANNOT_START:
		child->cannot_start = true;
		child->start_errno = report.value;
		break;
	case KEEPER_STARTED: child->pid = report.value; break;
	case KEEPER_ENDED:
		child->ended = true;
		child->status = report.value;
		break;
	case KEEPER_LEFT: child->left = report.value; break;
	case KEEPER_STUCK: child->stuck = report.value; break;
	}
}

void child_wait(struct child *child, int milliseconds)
{
	struct pollfd polled[MOST_CHANNELS + 1 + ALARMS];
	nfds_t count = 0;

	for (; child->channels[count]; count++)
		polled[count] =
			(struct pollfd){.fd = child->channels[count]->fd, .events = POLLIN};
	polled[count] = (struct pollfd){.fd = child->keeper.reports, .events = POLLIN};
	for (int i = 0; i < ALARMS; i++)
		polled[count + 1 + (nfds_t)i] = (struct pollfd){
			.fd = child->alarms[i] ? child->alarms[i] : -1, .events = POLLIN};
	if (poll(polled, count + 1 + ALARMS, milliseconds) <= 0)
		return;
	for (nfds_t i = 0; i < count; i++)
		if (polled[i].revents)
			collector_read(child->channels[i]);
	if (polled[count].revents)
		read_report(child);
}

/* How much has come, and whether more may come. */
static bool any_open(const struct child *child, size_t *come)
{
	bool open = false;

	*come = 0;
	for (struct collector *const *at = child->channels; *at; at++) {
		open = open || (*at)->fd >= 0;
		*come += (*at)->count;
	}
	return open;
}

/*
 * Reads what is still in the channels. Their writers are dead, so they end; unless one of them
 * has handed a descriptor to a stranger, which is not waited for.
 */
static void drain(struct child *child)
{
	size_t before = 0;
	size_t come;

	for (int idle = 0; any_open(child, &come) && idle < MOST_IDLE; idle++) {
		if (come > before)
			idle = 0;
		before = come;
		child_wait(child, TICK_MS);
	}
}

void child_end(struct child *child)
{
	if (child->keeper.control >= 0)
		close(child->keeper.control);
	while (child->keeper.reports >= 0) {
		kill(child->keeper.pid, SIGCONT); /* should the program have stopped it */
		child_wait(child, TICK_MS);
	}
	if (child->keeper.pid > 0)
		child->lost = !keeper_finish(&child->keeper);
	drain(child);
}
