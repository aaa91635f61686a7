/* SPDX-License-Identifier: MIT */
#include "workers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/signals.h"
#include "../host/clock.h"
#include "../host/keeper.h"
#include "durations.h"
#include "messages.h"

/*
 * Theory of operation
 *
 * Each lab is examined by a process of its own, a worker, which is a copy of this one: the
 * expected files are read before, and lie at the same addresses in both. The worker leaves the
 * results in memory that it shares with this process, and ends. From there they are copied, and
 * the lab is told of when all before it have been. Only this process prints.
 *
 * A worker is no keeper of anything: its own keepers end what it has started when it is gone
 * (keeper.h), and it goes when this process does.
 */

enum {
	HANDOVER =
		64 << 20, /* bytes for the results of a lab; what is not used costs none */
	TELL_SECONDS = 1, /* between two looks whether there is something to say */
	USUAL_RUN = 30,   /* milliseconds of a run, where nothing is known of its lab */
};

/* What a worker leaves. */
struct handover {
	bool whole;     /* it has come to its end */
	int outcome;    /* of examine(), */
	struct err err; /* and why, where that is -1 */
	struct lab_result result;
	struct arena arena;
	max_align_t bytes[];
};

struct job {
	struct examination *examination;
	int length;   /* milliseconds that it may take, by which the longest is found */
	double began; /* on the clock of clock_now() */
	pid_t worker; /* 0: there is none, not yet or not any more */
	struct handover *handover;
	bool ended;
	bool failed; /* nothing is known of the lab, and `err` says why */
	struct err err;
};

struct crew {
	struct context *context;
	int shown;
	struct job *jobs;     /* in the order in which they are told of */
	struct job **longest; /* in the order in which they are begun */
	struct duration *durations;
	int count;
	int begun;
	int ended;
	int told;
	bool any_lost; /* a worker has not come to its end */
	sigset_t mask; /* of signals, before there were workers */
};

/* --- in the worker -------------------------------------------------------------------- */

static void work(const struct crew *crew, struct job *job, pid_t parent)
{
	struct context *context = crew->context;
	struct handover *handover = job->handover;
	struct pool kept = {.arena = &handover->arena};
	struct pool of_the_lab = {0};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	sigprocmask(SIG_SETMASK, &crew->mask, NULL);
	context->pool = &of_the_lab;
	context->progress.mute = true;
	handover->outcome =
		examine(context, job->examination, crew->shown, &kept, &handover->err);
	handover->result = job->examination->result;
	handover->whole = true;
	_exit(0);
}

/* --- a job ---------------------------------------------------------------------------- */

static struct handover *share(void)
{
	struct handover *handover = mmap(NULL, HANDOVER, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (handover == MAP_FAILED)
		return NULL;
	handover->arena = (struct arena){
		.bytes = (char *)handover->bytes, .size = HANDOVER - sizeof *handover};
	return handover;
}

static int begin_job(struct crew *crew, struct job *job, struct err *err)
{
	pid_t parent = getpid();

	job->began = clock_now();
	job->handover = share();
	job->worker = job->handover ? fork() : -1;
	if (job->worker == 0)
		work(crew, job, parent);
	if (job->worker > 0) {
		crew->begun++;
		return 0;
	}
	job->worker = 0;
	return err_errno(err, M_NO_WORKER, job->examination->lab->number);
}

static void note_duration(struct crew *crew, const struct job *job)
{
	duration_note(crew->context->pool, &crew->durations, job->examination->lab->number,
		(int)((clock_now() - job->began) * 1000));
}

/* The one check of a lab of which nothing is known. */
static void lose(struct crew *crew, struct job *job, int status)
{
	struct pool *pool = crew->context->pool;
	struct lab_result *lab = &job->examination->result;
	struct result *result = pool_alloc(pool, sizeof *result);

	crew->any_lost = true;
	result->status = STATUS_ERROR;
	result->check = "lab";
	result->says = SAY(pool, SAYS_EXAMINED, lab->number);
	result->file = job->examination->lab->expect;
	result->lack.reason = WIFSIGNALED(status)
		? SAY(pool, WORKER_KILLED, signal_name(WTERMSIG(status)))
		: SAY(pool, WORKER_ENDED, WEXITSTATUS(status));
	lab->results = result;
	lab_result_finish(lab);
}

static void end_job(struct crew *crew, struct job *job, int status)
{
	struct handover *handover = job->handover;

	job->worker = 0;
	job->ended = true;
	crew->ended++;
	if (!handover->whole) {
		lose(crew, job, status);
	} else if (handover->outcome != 0) {
		job->failed = true;
		job->err = handover->err;
	} else {
		job->examination->result = handover->result;
		lab_result_keep(crew->context->pool, &job->examination->result);
		note_duration(crew, job);
	}
	munmap(handover, HANDOVER);
}

/* --- all of them ---------------------------------------------------------------------- */

/* By how long they take, and the first of several that take as long. */
static int compare_lengths(const void *a, const void *b)
{
	const struct job *left = *(struct job *const *)a;
	const struct job *right = *(struct job *const *)b;

	if (left->length != right->length)
		return right->length - left->length;
	return left < right ? -1 : left > right;
}

static int count_performed(const struct expect *expect)
{
	int count = 0;

	for (const struct run_spec *run = expect->runs; run; run = run->next)
		count += run->times;
	for (const struct run_spec *tool = expect->tools; tool; tool = tool->next)
		count++;
	return count;
}

/* As long as it took the last time, else by what it performs. */
static int length_of(const struct crew *crew, const struct examination *examination)
{
	int known = duration_of(crew->durations, examination->lab->number);

	return known < 0 ? count_performed(&examination->expect) * USUAL_RUN : known;
}

/* The longest are begun first, so that none of them is left alone at the end. */
static void fill_jobs(struct crew *crew, struct examination *examinations, int count)
{
	struct pool *pool = crew->context->pool;

	crew->count = count;
	crew->durations = durations_read(pool, crew->context->project.build);
	crew->jobs = pool_alloc(pool, (size_t)count * sizeof *crew->jobs);
	crew->longest = pool_alloc(pool, (size_t)count * sizeof *crew->longest);
	for (int i = 0; i < count; i++) {
		crew->jobs[i].examination = &examinations[i];
		crew->jobs[i].length = length_of(crew, &examinations[i]);
		crew->longest[i] = &crew->jobs[i];
	}
	qsort(crew->longest, (size_t)count, sizeof *crew->longest, compare_lengths);
}

static int begin_jobs(struct crew *crew, struct err *err)
{
	int most = crew->context->options.jobs;

	while (crew->begun < crew->count && crew->begun - crew->ended < most)
		if (begin_job(crew, crew->longest[crew->begun], err) != 0)
			return -1;
	return 0;
}

static void say_progress(struct crew *crew)
{
	struct progress *progress = &crew->context->progress;
	struct pool pool = {0};
	const char *labs = "";

	if (isatty(STDERR_FILENO) != 1)
		return;
	for (int i = 0; i < crew->count; i++)
		if (crew->jobs[i].worker)
			labs = pool_printf(&pool, "%s%s%d", labs, *labs ? ", " : "",
				crew->jobs[i].examination->lab->number);
	progress_say(progress,
		pool_printf(&pool, M_PROGRESS_LABS, labs, crew->ended, crew->count));
	pool_free(&pool);
}

/* What else ends here was left by a worker that was killed. */
static void note_end(struct crew *crew, pid_t pid, int status)
{
	for (int i = 0; i < crew->count; i++)
		if (crew->jobs[i].worker == pid)
			end_job(crew, &crew->jobs[i], status);
}

/* SIGCHLD is blocked, so that one which comes between the two calls is not lost. */
static void wait_for_end(struct crew *crew)
{
	static const struct timespec patience = {.tv_sec = TELL_SECONDS};
	sigset_t child;
	int status;
	pid_t pid;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	while ((pid = waitpid(-1, &status, WNOHANG)) == 0)
		if (sigtimedwait(&child, NULL, &patience) < 0)
			say_progress(crew);
	if (pid > 0)
		note_end(crew, pid, status);
}

/* -1 at the first lab of which nothing is known. */
static int tell_jobs(
	struct crew *crew, examination_teller *tell, void *context, struct err *err)
{
	while (crew->told < crew->count && crew->jobs[crew->told].ended) {
		const struct job *job = &crew->jobs[crew->told++];

		progress_wipe(&crew->context->progress);
		if (job->failed) {
			*err = job->err;
			return -1;
		}
		tell(job->examination, context);
	}
	return 0;
}

static int examine_jobs(
	struct crew *crew, examination_teller *tell, void *context, struct err *err)
{
	while (crew->told < crew->count) {
		if (begin_jobs(crew, err) != 0)
			return -1;
		wait_for_end(crew);
		if (tell_jobs(crew, tell, context, err) != 0)
			return -1;
	}
	return 0;
}

/* Nothing is to be left of what was not waited for. */
static void dismiss(struct crew *crew)
{
	for (int i = 0; i < crew->count; i++) {
		if (!crew->jobs[i].worker)
			continue;
		crew->any_lost = true;
		kill(crew->jobs[i].worker, SIGKILL);
		waitpid(crew->jobs[i].worker, NULL, 0);
	}
	if (crew->any_lost)
		keeper_sweep();
}

static void block_child_signal(struct crew *crew)
{
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &crew->mask);
}

/* Programs run beside this process, which has what their verdicts are made of. */
int examine_in_workers(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	struct crew crew = {.context = context, .shown = shown};
	int result;

	fill_jobs(&crew, examinations, count);
	fflush(stdout);
	fflush(stderr);
	observe_prepare();
	keeper_adopt();
	block_child_signal(&crew);
	result = examine_jobs(&crew, tell, tell_context, err);
	durations_write(context->project.build, crew.durations);
	dismiss(&crew);
	progress_wipe(&context->progress);
	sigprocmask(SIG_SETMASK, &crew.mask, NULL);
	return result;
}
