/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_LANGUAGE_H
#define VMLAB_BASE_LANGUAGE_H

#include <stdbool.h>

/*
 * The language of everything a person reads. The catalogue, messages.txt in this folder,
 * holds each sentence once in each language; the build makes messages.h of it, where
 * M_NAME stands for the sentence in the chosen language. Neither language needs a locale
 * to be installed, because the tables are our own.
 */
enum language { ENGLISH, CHINESE, LANGUAGES };

/* What every M_… macro looks at. Set it once, with language_choose of locale.h. */
extern enum language language;

/* Set *found and return true when `name`, which may be NULL, names a language: "zh_CN.UTF-8". */
bool language_named(const char *name, enum language *found);

#endif
