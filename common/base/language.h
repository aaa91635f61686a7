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

/* What every M_… macro looks at. Set it once, with language_choose. */
extern enum language language;

/*
 * Choose by the first of these that names a language: `asked` (VMLAB_LANG), `remembered`
 * (my/language), then LANGUAGE, LC_ALL, LC_MESSAGES and LANG as in gettext(3). Either
 * argument may be NULL. False when `asked` is given and is neither en nor zh; the choice
 * then falls to the others.
 */
bool language_choose(const char *asked, const char *remembered);

#endif
