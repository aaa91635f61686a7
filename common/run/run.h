/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_RUN_H
#define VMLAB_RUN_RUN_H

#include "../host/child.h"
#include "../host/fault_rings.h"
#include "log.h"
#include "observe.h"
#include "perf_stat.h"
#include "shim.h"
#include "../host/terminal.h"

/* How many looks at the pages there have been; page_looks.h. */
struct page_looks {
	int count;
	int each;    /* of so many calls that could be looked at one is, 0: not begun */
	int skipped; /* since the last one */
	size_t maps; /* bytes of text that are kept */
};

/* What strace's log has shown to those who look for pauses; follow.h fills it. */
struct shown_in_log {
	bool worked;   /* more than waiting, since pause.c has asked last */
	pid_t pressed; /* the thread that waited at the last pause, 0: there was none */
	bool returned; /* it has gone on since */
};

/* A run while it lasts, for the files of this folder; others know what observe.h declares. */
struct run {
	const struct launch *launch;
	struct observation *observation;
	struct pool *pool;
	struct lack *untraced;
	bool begun;
	struct child child;       /* strace; the shim where nothing is traced */
	struct terminal terminal; /* master and slave, -1 when there is none */
	int own_end; /* of the terminal, as the program has it; -1: nobody looks for pauses */
	dev_t device; /* that it is, 0 for none */
	struct collector out;
	struct collector err;
	struct collector complaints; /* strace's or the shim's own stderr */
	struct collector status;
	struct log log;     /* what strace writes */
	size_t status_read; /* how much of the status has been understood */
	int go;
	pid_t shim; /* which stays the parent of the lab where it is to count */
	int ends;   /* the listener of announce.h, -1: there is none */
	struct shim_greeting greeting;
	int counter;
	int major_counter;        /* -1: they are not counted apart */
	struct fault_rings rings; /* of the faults, one by one */
	struct perf_stat *perf;   /* NULL unless the launch asks for it */
	size_t typed;             /* how much of the input has been written */
	double started;
	double lab_ended; /* when its end was seen, 0 before */
	bool rusage_known;
	int lab_status;             /* as from wait(2), where the rusage is known */
	struct pauses *pauses;      /* NULL unless the launch asks for them */
	const struct said *stopped; /* why the run had to be stopped */
	bool log_ended;             /* it shows the end of the lab */
	struct shown_in_log shown_in_log;
	struct page_looks looks;
	struct kept *kept;
	struct kept own_kept;
	double excused; /* seconds that do not count as the program's own */
	double waited; /* and that the lab has waited for a processor, when it was last seen */
	struct {
		bool maps;
		bool memory;
	} shown; /* what could be read of the process before it became the lab */
};

#endif
