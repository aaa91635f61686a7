/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_LANGUAGE_H
#define VMLAB_BASE_LANGUAGE_H

#include <stdbool.h>

/*
 * The language of everything a person reads. English stands in the sources: in messages.txt of
 * this folder and in the expected files. po/ has a file for each other language, and the build
 * makes tables of them (scripts/catalogue.awk): enum language in languages.h, messages.h,
 * where M_NAME stands for a sentence in the chosen language, and what translation.h finds. No
 * language needs a locale to be installed, because the tables are our own.
 */
#include "languages.h"

/* What the ledger of the articles is written in, beside English. */
#define CHINESE LANGUAGE_ZH_CN

/* What every M_… macro looks at. Set it once, with language_choose of locale.h. */
extern enum language language;

/*
 * Set *found and return true when `name`, which may be NULL, names a language, as
 * "zh_CN.UTF-8" or "zh" does. Of a country that has no file of its own it is that of another.
 */
bool language_named(const char *name, enum language *found);

/* "en", or the name of its file, "zh_CN". */
const char *language_name(enum language which);

/*
 * The name without its country, "zh", as in "says.zh:"; with it where two files are in that
 * language.
 */
const char *language_code(enum language which);

/*
 * Of a text with its translations the one in that language, else the English one, else any.
 * NULL when there is none at all.
 */
const char *language_text(const char *const texts[LANGUAGES], enum language which);

#endif
