/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_TRANSLATION_H
#define VMLAB_BASE_TRANSLATION_H

#include "language.h"

/*
 * What the .po files say of the labs. "lab 03" is the context of the sentences of lab 3's expected
 * file, and "mistake 03" of those about the mistakes that are known of it.
 */

/* The sentence in another language, as it stands in that context; NULL when it does not. */
const char *translation_find(enum language which, const char *context, const char *english);

#endif
