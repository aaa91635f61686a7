/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_KEEPING_H
#define VMLAB_HOST_KEEPING_H

#include "keeper.h"

/*
 * The keeper's own side. It is a small program, build/vmlab-shim --keep OPTIONS DIRECTORY
 * PROGRAM [ARG...], because a copy of the harness costs the more, the larger that is. It has the
 * program's environment, the program's streams as struct streams numbers them, and behind them:
 */
enum { KEEPER_CONTROL = 7, KEEPER_REPORTS = 8 };

#define KEEPER_PROGRAM "vmlab-shim"
#define KEEP           "--keep"

/* The word for what else there is to do before the program begins. */
const char *keeping_options(const struct start *start);

/* Keep; the words are those from OPTIONS on. Does not return. */
void keeping(char *argv[]) __attribute__((noreturn));

#endif
