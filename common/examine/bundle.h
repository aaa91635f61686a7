/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_BUNDLE_H
#define VMLAB_EXAMINE_BUNDLE_H

#include "../host/versions.h"
#include "examination.h"

/*
 * Evidence that can be judged again
 *
 * The evidence folder of a lab, build/runs/03, is a bundle: it has everything that the judge has
 * looked at, so that whoever has the folder comes to the same verdicts without running code. It
 * may be moved and copied. In it are
 *
 *   manifest.json    what is not a text of its own: the lab, the machine and its facts, the
 *                    versions, each record (how the run ended, what could not be recorded and
 *                    why), each pause (stat, auxv, counts), each build;
 *   lab.expect       the expected file by which it was judged, and lab.mistakes, what is known
 *                    to go wrong in the lab;
 *   RUN.out, .err    the output; RUN.log strace's log; RUN.pause1 the map at a pause;
 *   RUN.tool         what a tool said;
 *   memory           the pages that checks and pictures have read, one behind the other;
 *   BUILD.elf        the ELF files that the checks have read;
 *   BUILD.compiler   what the compiler has printed, where it has printed something; no check
 *                    reads it;
 *   own/             the same of the lab's own program, where that was examined to decide what
 *                    this machine hides (second_look.h).
 *
 * What a check would read only with another expected file is not kept, and then it is env.
 */

enum { BUNDLE_VERSION = 1 };

/*
 * Write what is missing to make the folder a bundle. `below` is the folder's path in the build
 * folder, and `folder` is open. The examination has been judged. -1 when a file cannot be
 * written. Without jansson nothing is written.
 */
int bundle_write(struct context *context, struct folder *folder,
	const struct examination *examination, struct err *err);

/*
 * Read the bundle at `path` up to what judge() needs: lab, expected file, evidence, and of the
 * result all that is no verdict. The machine and the versions are those of the bundle. -1 with a
 * sentence when it is no bundle, a file of it is missing, or it makes no sense.
 */
int bundle_read(struct pool *pool, const char *path, struct examination *examination,
	struct machine *machine, struct versions *versions, struct err *err);

#endif
