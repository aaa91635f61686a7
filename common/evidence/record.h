/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_RECORD_H
#define VMLAB_EVIDENCE_RECORD_H

#include "../base/said.h"
#include "../base/text.h"
#include "faults.h"
#include "maps.h"
#include "../base/number.h"
#include "process.h"
#include "trace.h"

/* What became of a run. */
enum outcome {
	OUTCOME_ENDED,   /* it ended by itself */
	OUTCOME_UNBUILT, /* its program does not compile: its failure */
	OUTCOME_STOPPED, /* it had to be stopped, or left processes behind: its failure */
	OUTCOME_REFUSED, /* this machine does not allow it: nobody's failure */
	OUTCOME_BROKEN,  /* the harness failed */
	OUTCOME_UNPERFORMED, /* an earlier run of its program had to be stopped */
};

/* Something that could not be recorded, and why. */
struct lack {
	const char *what; /* "ptrace", "counter", "terminal" …; NULL where it has no name */
	const struct said *reason; /* NULL: it was recorded */
	const struct said *remedy; /* what the person can do about it, or NULL */
	bool by_program; /* the program's doing and not the machine's: its failure */
};

/* A part of a process's memory. */
struct memory_piece {
	number start;
	const unsigned char *bytes;
	size_t size;
	const unsigned long *entries; /* of its pages in /proc/PID/pagemap, or NULL */
	unsigned char *asked; /* 1 for each page that a check has read, NULL: none yet */
	const unsigned char *kept; /* 1 for each page whose bytes are here, NULL: all are */
	struct memory_piece *next;
};

/* When a run was looked at for the last time. */
enum last_look { LAST_BEFORE_STOP, LAST_AT_EXIT, LAST_AT_SIGNAL };

/* What some threads of a process did when their run had to be stopped. */
struct doing {
	int pid;
	int threads;      /* how many did so */
	char state;       /* of proc(5), /proc/PID/stat: S sleeps, R runs … */
	long number;      /* of the system call that it slept in, -1: none */
	const char *call; /* its name, NULL for one that is not known */
	const char *file; /* what its descriptor leads to, as in "/dev/pts/3", or NULL */
	struct doing *next;
};

/* What was found while the program waited. */
struct pause {
	struct lack lack; /* why nothing was; then only the places below are known */
	int child;        /* the child process that waited, 0: the program itself */
	struct maps maps;
	struct stat_fields stat;
	struct auxv auxv;
	struct memory_piece *memory; /* what is resident and may hold the program's data */
	struct lack unread;          /* why there is no memory */
	int threads;
	const char *call; /* that it waits in, or NULL */
	const char *sent; /* the signal that it is sent in place of Enter, or NULL */
	bool sleeps;      /* it goes on by itself after a time */
	number pc;        /* of the thread that waits, and its stack pointer */
	number sp;
	number faults;         /* page faults until then */
	struct lack uncounted; /* why there is no count */
	number time;           /* of the fault log, or 0 where there is none */
	int log_lines;         /* lines of the log in front of it */
	int out_lines;         /* lines of the output that had begun by then */
	const char *file;      /* the evidence: the map as the kernel printed it, or NULL */
};

/* Everything recorded of one run, parsed: what the matcher judges. Owned by a pool. */
struct record {
	enum outcome outcome;
	struct lack trouble;  /* why, unless the outcome is OUTCOME_ENDED */
	const char *failing;  /* the check that it fails: "run grow" or "build static" */
	const char *evidence; /* "file:line" or a file that shows it, or NULL */
	struct ending ending;
	int pid; /* of the lab, as the trace has it */
	struct lines out;
	struct lines err;
	struct trace trace;
	struct lack untraced; /* why there is no trace */
	number faults;        /* page faults from the lab's execve on */
	number band;          /* by how much a difference of two such counts may be off */
	number major_faults;  /* those of them that waited for a disk, -1: unknown */
	bool by_rusage;       /* children that were not waited for are not counted */
	const char *fault_source;
	struct lack uncounted;       /* why there is no count */
	struct fault_log *fault_log; /* each of them, NULL: not known */
	struct lack unlisted;        /* why not */
	struct pause *pauses;
	int pause_count;
	struct pause *last; /* of the last look, or NULL */
	enum last_look last_look;
	number stack_limit;   /* of the program then, -1 unlimited, 0 not known */
	struct doing *doing;  /* what its threads did then */
	struct lack unpaused; /* why no pause could be looked at */
	const char *program;  /* the lab's binary, as the maps name it */
	const char *out_file; /* evidence, relative to the project's root */
	const char *err_file;
	const char *log_file;
	const char *faults_file;
	const char *command; /* what shows the same by hand */
};

#endif
