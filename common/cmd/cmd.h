/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_CMD_CMD_H
#define VMLAB_CMD_CMD_H

#include "../examine/context.h"
#include "complain.h"

/* Exit statuses of vmlab. */
enum exit_status {
	EXIT_PASSED = 0,   /* nothing failed */
	EXIT_FAILED = 1,   /* a check failed */
	EXIT_USAGE = 2,    /* the command or a file it names is wrong; nothing was run */
	EXIT_SKIPPED = 77, /* nothing could be judged on this machine, or not graded */
	EXIT_BROKEN = 99,  /* the harness failed */
};

/* A subcommand prints what it has to say and returns an enum exit_status. */
typedef int command(struct context *context);

command command_run;
command command_watch;
command command_progress;
command command_check;
command command_judge;
command command_claims;
command command_what;
command command_observe;
command command_film;
command command_quiz;
command command_report;
command command_list;
command command_doctor;
command command_hint;
command command_my;
command command_reset;
command command_language;
command command_predict;
command command_sentences;

#endif
