/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EVIDENCE_TOOL_TEXT_H
#define VMLAB_EVIDENCE_TOOL_TEXT_H

#include <stdbool.h>

#include "../base/text.h"

/*
 * Find the lines of one function in what a tool says. Three kinds of text are known, by
 * what is in them:
 *
 *     gcc -S, clang -S     from the label "F:" to the line before its end: ".size F,",
 *                          ".Lfunc_end…" or the start of another function, for any target
 *                          whose assembly has labels
 *     clang -S -emit-llvm  from "define … @F(" to the closing brace
 *     objdump -d           from "<F>:" to the line before the blank one
 *
 * `function` is the whole name, as the text has it; "f.cold" is another function than "f".
 * `*part` points into `text` and lives as long; its lines keep their numbers. Where the
 * text stops within the function, so does the part. False, and an empty part, when no such
 * function is defined in the text.
 */
bool tool_text_function(const struct lines *text, const char *function, struct lines *part);

#endif
