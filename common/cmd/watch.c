/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../examine/bundle.h"
#include "../examine/evidence_folder.h"
#include "../examine/film_record.h"
#include "../examine/film_runs.h"
#include "../examine/prepare.h"
#include "../host/keyboard.h"
#include "face.h"
#include "lab_film.h"
#include "labs.h"
#include "messages.h"

/*
 * How a lab runs again at every save
 *
 * This process looks at the source and at the keys, and does nothing else. Whatever is to be done,
 * a run, a hint, a reset, is the subcommand of that name in a child, which ends with it: so no run
 * can leave anything behind here, and it does not matter how long somebody watches. The child
 * reads nothing from the terminal, and it ends when this process does.
 *
 * The source is known by its inode, size and time, which are asked for by its path: an editor may
 * write it in place, or write a new file and rename it. What is still being written is let come to
 * rest first. What is compared is what the file was before the run began, so a save during a run is
 * seen when the run is over, and then it runs once more, however often it was saved.
 *
 * Ctrl-C is for every process of the terminal: it ends the child, whose keeper ends the run, and here
 * it is noted, the terminal gets its settings back, and then it ends this process as it would have.
 *
 * On a terminal each result has the screen to itself. Without one there are no keys and no escape
 * sequences, and the results stand one behind the other.
 */

enum {
	LOOK_MS = 300, /* between two looks at the source */
	REST_MS = 100, /* for which it stays the same before it is compiled */
	CHILD_MS = 20,
	END_OF_INPUT = 4, /* Ctrl-D */
};

/* What a file is known by. */
struct stamp {
	bool there;
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec time;
};

struct watching {
	struct context *context;
	const struct lab *lab;
	const char *source; /* that is watched */
	bool copied;        /* it is the copy in my/ */
	struct stamp ran;   /* the source when the last run began */
	struct keyboard keyboard;
	bool resets; /* r was pressed, and once more means it */
	bool done;
};

static void say(struct context *context, const char *text)
{
	struct face face = face_of(context);

	report_wrapped(&face, text, 0);
}

/* --- the source ----------------------------------------------------------------------- */

static struct stamp stamp_of(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return (struct stamp){.there = false};
	return (struct stamp){
		.there = true,
		.device = status.st_dev,
		.inode = status.st_ino,
		.size = status.st_size,
		.time = status.st_mtim,
	};
}

static bool same_stamp(const struct stamp *one, const struct stamp *other)
{
	return one->there == other->there && one->device == other->device &&
		one->inode == other->inode && one->size == other->size &&
		one->time.tv_sec == other->time.tv_sec &&
		one->time.tv_nsec == other->time.tv_nsec;
}

/* Has it been saved since the last run began? Then it has come to rest. */
static bool was_saved(struct watching *at)
{
	struct stamp now = stamp_of(at->source);
	struct stamp before;

	if (same_stamp(&now, &at->ran))
		return false;
	if (!now.there) {
		say(at->context, pool_printf(at->context->pool, M_WATCH_GONE, at->source));
		at->ran = now;
		return false;
	}
	do {
		before = now;
		keyboard_wait(&(struct keyboard){.there = false}, REST_MS);
		now = stamp_of(at->source);
	} while (!same_stamp(&now, &before) && !keyboard_signal());
	return now.there;
}

/* --- what is done in a child ----------------------------------------------------------- */

/* Never comes back. What is asked at a terminal is not asked here. */
__attribute__((noreturn)) static void become(struct watching *at, command *run)
{
	int nothing = open("/dev/null", O_RDONLY);
	int status;

	keyboard_leave(&at->keyboard);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (nothing >= 0)
		dup2(nothing, STDIN_FILENO);
	status = run(at->context);
	_exit(fflush(stdout) == 0 ? status : EXIT_BROKEN);
}

/* Calls a subcommand and waits for its end, which a signal that ends this process brings about. */
static void call(struct watching *at, command *run)
{
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0)
		become(at, run);
	if (child < 0)
		complain(M_TOOL_CANNOT_START, "vmlab", strerror(errno));
	while (child > 0 && waitpid(child, &status, WNOHANG) == 0) {
		if (keyboard_signal())
			kill(child, SIGTERM);
		usleep(CHILD_MS * 1000);
	}
}

static void run_again(struct watching *at)
{
	static const char clear_screen[] = "\033[H\033[2J";

	at->ran = stamp_of(at->source);
	if (!at->ran.there) {
		say(at->context, pool_printf(at->context->pool, M_WATCH_GONE, at->source));
		return;
	}
	if (at->keyboard.there)
		fputs(clear_screen, stdout);
	call(at, command_run);
	if (keyboard_signal())
		return;
	printf("\n");
	say(at->context, pool_printf(at->context->pool, M_WATCH_WAITS, at->source));
	if (at->keyboard.there)
		fputs(M_WATCH_KEYS, stdout);
	fflush(stdout);
}

/* --- the film ------------------------------------------------------------------------- */

static const struct record *main_run(const struct lab_evidence *evidence)
{
	for (int i = 0; i < evidence->performed_count; i++)
		if (film_is_of(evidence, &evidence->performed[i]))
			return evidence->performed[i].record;
	return NULL;
}

/* A film of the lab's main run, from the evidence of the run whose result is on the screen. */
static int film(struct context *context)
{
	const struct lab *lab = choose_lab(context, &(struct err){0});
	const char *folder = pool_printf(context->pool, "%s/films", context->project.build);
	const char *path = pool_printf(context->pool, "%s/%s.html", folder, lab->name);
	const struct record *record;
	struct examination examination;
	const char *summary;
	struct err err;

	if (bundle_read(context->pool, evidence_folder(context, lab), &examination,
		    &context->machine, &context->versions, &err) != 0) {
		print_error(&err);
		return EXIT_USAGE;
	}
	record = main_run(&examination.evidence);
	if (!record || film_lack(record)) {
		complain("%s", M_WATCH_NO_FILM);
		return EXIT_SKIPPED;
	}
	if (project_make_folder(context->pool, folder, &err) != 0 ||
		lab_film_write(context, record, NULL, path, &summary, &err) != 0) {
		print_error(&err);
		return EXIT_BROKEN;
	}
	printf("%s\n", summary);
	say(context, pool_printf(context->pool, M_WATCH_FILM, path));
	return EXIT_PASSED;
}

/* --- the keys ------------------------------------------------------------------------- */

/* Asked twice: what is put aside by a slip of the finger is missed. */
static void reset(struct watching *at)
{
	if (!at->copied) {
		say(at->context,
			pool_printf(at->context->pool, M_WATCH_RESET_NONE, at->source));
	} else if (!at->resets) {
		say(at->context,
			pool_printf(at->context->pool, M_WATCH_RESET_SURE, at->source));
	} else {
		call(at, command_reset);
		at->done = true; /* there is no copy any more */
	}
	at->resets = at->copied && !at->resets;
}

static void obey(struct watching *at, int key)
{
	if (at->resets && key != 'r') {
		at->resets = false;
		fputs(M_WATCH_RESET_KEPT, stdout);
		return;
	}
	switch (key) {
	case '\n':
	case '\r': run_again(at); break;
	case 'h': call(at, command_hint); break;
	case 'f': call(at, film); break;
	case 'e':
		say(at->context,
			pool_printf(at->context->pool, M_WATCH_EVIDENCE,
				evidence_folder(at->context, at->lab)));
		break;
	case 'r': reset(at); break;
	case 'q':
	case END_OF_INPUT:
	case KEY_CLOSED: at->done = true; break;
	}
	fflush(stdout);
}

/* --- the command ---------------------------------------------------------------------- */

static void watch_source(struct watching *at)
{
	run_again(at);
	while (!at->done && !keyboard_signal()) {
		int key = keyboard_wait(&at->keyboard, LOOK_MS);

		if (key != KEY_NONE) {
			obey(at, key);
		} else if (was_saved(at)) {
			at->resets = false;
			if (!at->keyboard.there)
				printf(M_WATCH_SAVED, at->source);
			run_again(at);
		}
		fflush(stdout);
	}
}

/* -1, with the reason printed, when there is nothing to watch. */
static int find_source(struct watching *at)
{
	struct context *context = at->context;
	const char *asked = context->options.program;
	struct err err;

	at->lab = choose_lab(context, &err);
	if (!at->lab) {
		print_error(&err);
		return -1;
	}
	at->copied = !asked;
	at->source = asked ? examine_source(context, asked, &err)
			   : project_copy_path(context->pool, at->lab);
	if (!at->source) {
		print_error(&err);
		return -1;
	}
	if (project_exists(at->source))
		return 0;
	complain(M_WATCH_NO_COPY, at->lab->number, at->lab->number);
	return -1;
}

int command_watch(struct context *context)
{
	struct watching at = {.context = context};
	int ended_by;

	if (find_source(&at) != 0)
		return EXIT_USAGE;
	keyboard_open(&at.keyboard);
	watch_source(&at);
	ended_by = keyboard_signal();
	keyboard_close(&at.keyboard);
	fflush(stdout);
	if (ended_by)
		raise(ended_by);
	return EXIT_PASSED;
}
