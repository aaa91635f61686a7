/* SPDX-License-Identifier: MIT */
#include "perform.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/folder.h"
#include "../base/file.h"
#include "../base/text.h"
#include "../match/concern.h"
#include "../run/observe.h"
#include "../host/refusal.h"
#include "evidence_folder.h"
#include "launch.h"
#include "record.h"
#include "messages.h"

/* The evidence files of a run are STEM.out, STEM.err, STEM.log and STEM.command. */
static const char *stem_of(struct context *context, const struct performed *performed)
{
	const char *folder = context->folder.path;

	return performed->run->times == 1
		? pool_printf(context->pool, "%s/%s", folder, performed->run->name)
		: pool_printf(context->pool, "%s/%s.%d", folder, performed->run->name,
			  performed->repetition);
}

static void name_evidence(struct context *context, const struct examination *at,
	const struct performed *performed, const char *stem, struct record *record)
{
	const char *folder = binary_folder(context, at->lab);
	const char *name = performed->run->build->name;

	record->out_file = pool_printf(context->pool, "%s.out", stem);
	record->err_file = pool_printf(context->pool, "%s.err", stem);
	record->log_file = pool_printf(context->pool, "%s.log", stem);
	record->command = launch_by_hand_in(context, performed->run, folder, name);
	record->program =
		absolute_path(context, pool_printf(context->pool, "%s/%s", folder, name));
	record->failing = pool_printf(context->pool, "run %s", performed->run->name);
	record->evidence = record->out_file;
}

struct begun {
	struct context *context;
	struct examination *examination;
	struct performed *performed;
	const char *stem;
	struct record *record;
	struct launch launch;
	struct run *run; /* NULL: there is nothing to run */
};

/*
 * Puts a copy of the library that tells of malloc() beside the programs. The loader takes
 * blanks and colons in LD_PRELOAD for the ends of names, and a path from the root on may have
 * some, or lead through a folder that another user may not enter. Another vmlab may do the
 * same at this moment, so the copy comes as a whole.
 */
static int copy_listener(struct context *context, const char *folder, struct err *err)
{
	const char *source = context->project.listener;
	const char *copy = pool_printf(context->pool, "%s/%s", folder, LAUNCH_LISTENER);
	const char *whole = pool_printf(context->pool, "%s.%d", copy, (int)getpid());
	struct bytes bytes;

	if (!project_exists(source))
		return err_set(err, M_NO_LISTENER, source);
	folder_remove(AT_FDCWD, whole);
	if (file_read(context->pool, source, &bytes, err) != 0 ||
		file_write(whole, bytes.data, bytes.size, err) != 0)
		return -1;
	if (chmod(whole, 0755) != 0 || rename(whole, copy) != 0)
		return err_errno(err, M_CANNOT_MAKE, copy);
	return 0;
}

/* A run may ask to be the caller's, but not with a program that is not the suite's own. */
static int user_of(const struct examination *at, const struct run_spec *run)
{
	return run->as_caller && !concerns_build(&at->evidence, run->build)
		? -1
		: at->result.user;
}

struct begun *perform_begin(struct context *context, struct examination *examination,
	struct performed *performed, struct err *err)
{
	struct begun *at = pool_alloc(context->pool, sizeof *at);

	at->context = context;
	at->examination = examination;
	at->performed = performed;
	at->stem = stem_of(context, performed);
	at->record = pool_alloc(context->pool, sizeof *at->record);
	performed->record = at->record;
	name_evidence(context, examination, performed, at->stem, at->record);
	if (!launch_choose_user(
		    performed->run, user_of(examination, performed->run), &at->launch)) {
		at->record->outcome = OUTCOME_REFUSED;
		at->record->trouble = refusal_of("user", 0);
		return at;
	}
	at->launch.directory =
		absolute_path(context, binary_folder(context, examination->lab));
	if (performed->run->malloc_told &&
		copy_listener(context, at->launch.directory, err) != 0)
		return NULL;
	launch_fill(context, performed->run,
		pool_printf(context->pool, "./%s", performed->run->build->name),
		&at->launch);
	at->run = observe_begin(context->pool, &at->launch, &context->untraced, err);
	return at->run ? at : NULL;
}

/* What the run has done to files that are not its own is its failure, whatever else it did. */
static void fail(struct begun *at, const struct said *reason)
{
	if (at->record->outcome == OUTCOME_STOPPED)
		return;
	at->record->outcome = OUTCOME_STOPPED;
	at->record->trouble = (struct lack){.reason = reason};
}

static int keep(struct begun *at, const struct observation *seen, struct err *err)
{
	struct context *context = at->context;
	const char *broken = intact_find_broken(at->examination->intact);

	if (broken && evidence_reopen(context, err) != 0)
		return -1;
	record_fill(context, seen, at->stem,
		evidence_find_file(&at->examination->evidence, at->performed->run->build)
			->image,
		at->record);
	if (record_keep(context, seen, at->stem, at->record, err) != 0)
		return -1;
	if (broken) {
		fail(at, SAY(context->pool, STOPPED_CHANGED, broken));
	} else if (context->folder.disturbed) {
		fail(at, SAY(context->pool, STOPPED_EVIDENCE, context->folder.path));
	}
	context->folder.disturbed = false;
	if (broken || seen->harmful)
		at->examination->damage = at->record;
	return 0;
}

int perform_end(struct begun *begun, struct err *err)
{
	const struct observation *seen;

	if (!begun->run)
		return 0;
	seen = observe_end(begun->run, err);
	if (!seen)
		return -1;
	if (!seen->traced)
		begun->record->log_file = NULL;
	return keep(begun, seen, err);
}

void perform_abandon(struct begun *begun)
{
	if (begun->run)
		observe_abandon(begun->run);
	begun->performed->record = NULL;
}
