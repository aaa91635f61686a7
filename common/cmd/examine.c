/* SPDX-License-Identifier: MIT */
#include "examine.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/text.h"
#include "../match/judge.h"
#include "../match/need.h"
#include "../run/compiler.h"
#include "../run/second_user.h"
#include "messages.h"
#include "ask.h"
#include "builds.h"
#include "launch.h"
#include "perform.h"
#include "second_look.h"

/* --- before anything runs ------------------------------------------------------------- */

const char *source_of(
	struct context *context, const struct examination *at, const char *file)
{
	if (strcmp(file, at->lab->main) == 0)
		return at->program;
	return pool_printf(context->pool, "labs/%s/%s", at->lab->name, file);
}

static int check_sources(
	struct context *context, const struct examination *at, struct err *err)
{
	for (const struct build_spec *build = at->expect.builds; build;
		build = build->next) {
		const char *source = source_of(context, at, build->source);

		if (!project_exists(source))
			return err_at(
				err, at->lab->expect, build->line, M_NO_SOURCE, source);
	}
	return 0;
}

const char *examine_source(struct context *context, const char *asked, struct err *err)
{
	const char *path = project_caller_path(context->pool, &context->project, asked);
	struct stat status;

	if (stat(path, &status) != 0)
		err_set(err, M_PROGRAM_MISSING, asked);
	else if (!S_ISREG(status.st_mode))
		err_set(err, M_PROGRAM_NO_FILE, asked);
	else if (access(path, R_OK) != 0)
		err_set(err, M_PROGRAM_UNREADABLE, asked);
	else
		return path;
	return NULL;
}

/* PROGRAM=, else the copy in my/ unless it does not count, else the lab's own main source. */
static int choose_program(struct context *context, struct examination *at, struct err *err)
{
	const char *asked = context->options.program;
	const char *copy = project_copy_path(context->pool, at->lab);

	at->copied = !asked && !context->options.own && project_exists(copy);
	at->program = at->copied
		? copy
		: pool_printf(context->pool, "labs/%s/%s", at->lab->name, at->lab->main);
	if (!asked)
		return access(at->program, R_OK) == 0 || !at->copied
			? 0
			: err_set(err, M_PROGRAM_UNREADABLE, at->program);
	if (!text_ends(asked, ".c"))
		return err_set(err, M_PROGRAM_NO_C, asked);
	at->program = examine_source(context, asked, err);
	return at->program ? 0 : -1;
}

int examine_prepare(struct context *context, const struct lab *lab,
	struct examination *examination, struct err *err)
{
	struct bytes text;

	memset(examination, 0, sizeof *examination);
	examination->lab = lab;
	if (text_read_file(context->pool, lab->expect, &text, err) != 0 ||
		expect_parse(context->pool, lab->expect, text.data, text.size,
			&examination->expect, err) != 0 ||
		choose_program(context, examination, err) != 0)
		return -1;
	return check_sources(context, examination, err);
}

/* --- evidence ------------------------------------------------------------------------- */

const char *evidence_name(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "runs/%02d", lab->number);
}

const char *evidence_folder(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "%s/%s", context->project.build,
		evidence_name(context, lab));
}

int evidence_open(struct context *context, const char *below, struct err *err)
{
	const char *build = context->project.build;
	struct folder *folder = &context->evidence;

	if (project_make_folder(context->pool, build, err) != 0 ||
		folder_open(context->pool, build, below, folder, err) != 0)
		return -1;
	if (flock(folder->fd, LOCK_EX) == 0)
		return 0;
	err_errno(err, "%s", folder->path);
	folder_close(folder);
	return -1;
}

int evidence_reopen(struct context *context, struct err *err)
{
	const char *path = context->evidence.path;
	struct stat here;
	struct stat there;

	if (fstat(context->evidence.fd, &here) == 0 && lstat(path, &there) == 0 &&
		here.st_dev == there.st_dev && here.st_ino == there.st_ino)
		return 0;
	folder_close(&context->evidence);
	return evidence_open(context, path + strlen(context->project.build) + 1, err);
}

/* --- the whole ------------------------------------------------------------------------ */

static void set_stage(struct context *context, struct examination *at)
{
	const struct machine *machine = &context->machine;
	const struct fact facts[] = {
		{"page", machine->page},
		{"glibc", machine->libc_version},
		{"kernel", machine->kernel_version},
		{"uid", at->result.user < 0 ? machine->uid : at->result.user},
		{"aslr", machine->aslr},
		{"thp", machine->thp},
		{"layout", machine->layout},
		{"min_addr", machine->min_addr},
		{"vsyscall", machine->vsyscall},
		{"frames", machine->frames},
		{"shared_zeros", machine->shared_zeros},
		{"x86_64", strcmp(machine->machine, "x86_64") == 0},
		{"arm64", strcmp(machine->machine, "aarch64") == 0},
		{"riscv64", strcmp(machine->machine, "riscv64") == 0},
	};
	struct fact *copy = pool_alloc(context->pool, sizeof facts);
	int count = 0;

	memcpy(copy, facts, sizeof facts);
	for (const struct run_spec *run = at->expect.runs; run; run = run->next)
		count += run->times;
	for (const struct run_spec *tool = at->expect.tools; tool; tool = tool->next)
		count++;
	memset(&at->stage, 0, sizeof at->stage);
	context->kept = (struct kept){0};
	at->stage.pool = context->pool;
	at->stage.main = at->lab->main;
	at->stage.replaced = at->result.replaced;
	at->stage.expect = &at->expect;
	at->stage.facts = copy;
	at->stage.fact_count = sizeof facts / sizeof *facts;
	at->stage.scenes =
		pool_alloc(context->pool, (size_t)count * sizeof *at->stage.scenes);
	if (at->narrow)
		need_find(&at->stage);
}

static void set_scenes(
	struct context *context, struct examination *at, const struct built *builds)
{
	for (const struct run_spec *run = at->expect.runs; run; run = run->next) {
		const struct built *built;

		if (!needs_run(&at->stage, run))
			continue;
		built = builds_of_run(builds, run);
		for (int i = 1; i <= run->times; i++) {
			struct scene *scene = &at->stage.scenes[at->stage.scene_count++];

			scene->run = run;
			scene->repetition = i;
			if (built->outcome != COMPILED)
				scene->record = builds_record(context, built);
		}
	}
}

static void note_what_must_stay(
	struct context *context, struct examination *at, const struct built *builds)
{
	const char *folder = binary_folder(context, at->lab);

	intact_add(context->pool, &at->intact, ".");
	intact_add_way(context->pool, &at->intact, context->evidence.path);
	intact_add_way(context->pool, &at->intact, folder);
	intact_add(context->pool, &at->intact, context->project.shim);
	for (const struct built *built = builds; built; built = built->next)
		intact_add(context->pool, &at->intact,
			pool_printf(context->pool, "%s/%s", folder, built->spec->name));
}

/* A run of the same source that had to be stopped; NULL when there was none. */
static const struct scene *find_stopped(
	const struct examination *at, const struct scene *scene)
{
	for (const struct scene *before = at->stage.scenes; before != scene; before++)
		if (before->record->outcome == OUTCOME_STOPPED &&
			strcmp(before->run->build->source, scene->run->build->source) == 0)
			return before;
	return NULL;
}

/* Each run that does not end costs the whole limit, and one of a program tells enough. */
static const struct record *unperformed(
	struct context *context, const struct scene *stopped)
{
	struct record *record = pool_alloc(context->pool, sizeof *record);

	record->outcome = OUTCOME_UNPERFORMED;
	record->culprit = stopped->record->culprit;
	record->trouble.reason =
		pool_printf(context->pool, M_NOT_PERFORMED, stopped->run->name);
	return record;
}

/*
 * Each run begins while the one before it goes on; see run/observe.c. One that has begun by the
 * time that one had to be stopped is given up.
 */
static int perform_all(struct context *context, struct examination *at, struct err *err)
{
	struct performance *going = NULL;
	int result = 0;

	for (int i = 0; i < at->stage.scene_count && result == 0 && !at->damage; i++) {
		struct scene *scene = &at->stage.scenes[i];
		const struct scene *stopped = find_stopped(at, scene);
		struct performance *next = NULL;

		if (scene->record) /* it could not be built */
			continue;
		if (!stopped && !(next = perform_begin(context, at, scene, err)))
			result = -1;
		if (going && perform_end(going, err) != 0)
			result = -1;
		context->progress.run = i + 1;
		stopped = find_stopped(at, scene);
		if (stopped && next)
			perform_abandon(next);
		if (stopped)
			scene->record = unperformed(context, stopped);
		going = stopped ? NULL : next;
	}
	if (going && result == 0 && !at->damage)
		return perform_end(going, err);
	if (going)
		perform_abandon(going);
	return result;
}

/* Where a run has damaged what the others need, they would show nothing. */
static void skip_the_rest(struct examination *at)
{
	for (int i = 0; at->damage && i < at->stage.scene_count; i++)
		if (!at->stage.scenes[i].record)
			at->stage.scenes[i].record = at->damage;
}

/*
 * As whom the runs of a lab are performed, -1 for the one who calls. A program that is not
 * the suite's own is not trusted; and then the whole lab runs as another user, so that what
 * a user may do is the same for all its programs.
 */
static int user_of(struct context *context, const struct examination *at)
{
	const struct options *options = &context->options;
	uid_t user;

	if ((!options->program && !at->copied) || options->same_user)
		return -1;
	return second_user_find(&user) ? (int)user : -1;
}

/* A grade of a named program is one only when all of it could be judged. */
static bool is_strict(const struct options *options)
{
	return options->strict == STRICT_AS_USUAL ? options->program != NULL
						  : options->strict == STRICT_ALWAYS;
}

static void set_result(struct context *context, struct examination *at)
{
	at->result.number = at->lab->number;
	at->result.name = at->lab->name;
	at->result.program = at->program;
	at->result.replaced = context->options.program || at->copied;
	at->result.strict = is_strict(&context->options);
	at->result.user = at->user;
	at->result.expect = &at->expect;
}

int examine_once(struct context *context, struct examination *examination, struct err *err)
{
	struct built *builds = NULL;
	int result;

	memset(&context->untraced, 0, sizeof context->untraced);
	folder_empty(&context->evidence);
	examination->intact = NULL;
	examination->damage = NULL;
	set_result(context, examination);
	set_stage(context, examination);
	examination->result.left_out = need_left_out(&examination->stage);
	result = builds_make(context, examination, &builds, err);
	if (result == 0) {
		builds_read(context, examination, builds);
		note_what_must_stay(context, examination, builds);
		set_scenes(context, examination, builds);
		progress_begin(&context->progress, examination->lab->number,
			examination->stage.scene_count);
		result = perform_all(context, examination, err);
	}
	if (result == 0) {
		skip_the_rest(examination);
		result = ask_tools(context, examination, err);
	}
	if (result == 0) {
		examination->result.results = judge(&examination->stage);
		lab_result_finish(&examination->result);
	}
	return result;
}

int examine(struct context *context, struct examination *examination, struct err *err)
{
	int result;

	if (evidence_open(context, evidence_name(context, examination->lab), err) != 0)
		return -1;
	examination->user = user_of(context, examination);
	examination->narrow = context->options.narrow &&
		(context->options.program || examination->copied);
	result = examine_once(context, examination, err);
	if (result == 0)
		result = second_look(context, examination, err);
	progress_wipe(&context->progress);
	folder_close(&context->evidence);
	return result;
}

/* --- every lab of a command ----------------------------------------------------------- */

static struct examination *prepare_all(struct context *context, int *count, struct err *err)
{
	const struct lab **labs = choose_labs(context, err);
	struct examination *examinations;

	*count = 0;
	while (labs && labs[*count])
		(*count)++;
	if (!labs)
		return NULL;
	if (context->options.program && *count != 1) {
		err_set(err, M_PROGRAM_ONE_LAB);
		return NULL;
	}
	examinations = pool_alloc(context->pool, (size_t)*count * sizeof *examinations);
	for (int i = 0; i < *count; i++)
		if (examine_prepare(context, labs[i], &examinations[i], err) != 0)
			return NULL;
	return examinations;
}

static int exit_status_of(const struct lab_result *results)
{
	struct tally tally = report_tally(results);

	return tally.broken      ? EXIT_BROKEN
		: tally.failed   ? EXIT_FAILED
		: tally.ungraded ? EXIT_SKIPPED
		: tally.passed   ? EXIT_PASSED
				 : EXIT_SKIPPED;
}

/*
 * What a lab's runs have left is large, and each process that is begun costs the more, the more
 * memory the harness has (fork() copies the page tables). So it is in a pool of its own, which is
 * freed when the lab has been told of; only its results stay.
 */
static int examine_and_forget(struct context *context, struct examination *examination,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	struct pool *pool = context->pool;
	struct pool of_the_lab = {0};
	int result;

	context->pool = &of_the_lab;
	result = examine(context, examination, err);
	context->pool = pool;
	if (result == 0) {
		lab_result_keep(pool, &examination->result);
		result = hint_remember(context, examination, shown, err);
	}
	if (result == 0)
		tell(examination, tell_context);
	memset(&examination->stage, 0, sizeof examination->stage);
	memset(&context->untraced, 0, sizeof context->untraced);
	pool_free(&of_the_lab);
	malloc_trim(0); /* what is free between the results goes back to the kernel too */
	return result;
}

int examine_all(struct context *context, struct examination *examinations, int count,
	int shown, examination_teller *tell, void *tell_context, struct err *err)
{
	for (int i = 0; i < count; i++) {
		if (examine_and_forget(
			    context, &examinations[i], shown, tell, tell_context, err) != 0)
			return -1;
		if (i > 0)
			examinations[i - 1].result.next = &examinations[i].result;
	}
	return 0;
}

bool examine_refuses(struct context *context)
{
	const char *folder = context->project.build;
	const char *reason;
	struct err err;

	if (project_make_folder(context->pool, folder, &err) != 0)
		return false;
	reason = compiler_unsupported(context->pool, folder);
	if (reason)
		complain("%s", reason);
	return reason != NULL;
}

int examine_each(struct context *context, int shown, examination_teller *tell,
	void *tell_context, const struct lab_result **results)
{
	struct examination *examinations;
	struct err err;
	int count;

	*results = NULL;
	examinations = prepare_all(context, &count, &err);
	if (!examinations) {
		print_error(&err);
		return EXIT_USAGE;
	}
	if (examine_refuses(context))
		return EXIT_USAGE;
	if (examine_all(context, examinations, count, shown, tell, tell_context, &err) !=
		0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	*results = &examinations[0].result;
	context->ungraded = report_tally(*results).ungraded > 0;
	return exit_status_of(*results);
}

struct face face_of(struct context *context)
{
	int labs = 0; /* the highest number, for "lab 3 of 18" */

	for (const struct lab *lab = context->project.labs; lab; lab = lab->next)
		labs = lab->number > labs ? lab->number : labs;
	return (struct face){
		.out = stdout,
		.colour = wants_colour(&context->options),
		.verbose = context->options.verbose,
		.pool = context->pool,
		.machine = &context->machine,
		.labs = labs,
	};
}
