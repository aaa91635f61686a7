/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_LOCALE_H
#define VMLAB_BASE_LOCALE_H

#include "language.h"

/*
 * Choose by the first of these that names a language: `asked` (VMLAB_LANG), `remembered`
 * (my/language), then LANGUAGE, LC_ALL, LC_MESSAGES and LANG as in gettext(3). Either
 * argument may be NULL. False when `asked` is given and names no language of ours
 * (language_named()); the choice then falls to the others.
 */
bool language_choose(const char *asked, const char *remembered);

#endif
