/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_PICTURES_H
#define VMLAB_MATCH_PICTURES_H

#include "eval.h"

/* What the pictures of a lesson show, as it is recorded; how it looks is up to report/. */

enum { MOST_PICTURED = 64 }; /* bytes of one field */

/* A word or a field of a picture of memory, or the beginning of a box. */
struct pictured {
	const struct picture_line *line;
	number start;
	size_t size; /* 0 of a box */
	unsigned char now[MOST_PICTURED];
	unsigned char before[MOST_PICTURED]; /* at the earlier pause, where there is one */
	bool changed;
	struct pictured *next;
};

/*
 * The scope of a picture: its run, in the first repetition, and its pause. False where the run was
 * not performed, or nothing is known of the pause or of the earlier one.
 */
bool picture_scope(const struct lab_evidence *evidence, const struct picture *picture,
	struct scope *now, struct scope *before);

/*
 * Read what a picture of memory shows, in the order of its lines. NULL where some of it cannot be
 * read, or has an address without a value.
 */
struct pictured *picture_read(
	const struct lab_evidence *evidence, const struct picture *picture);

/* The range of an area; false where it has no value or nothing is in it. */
bool picture_area(const struct scope *scope, const struct picture_line *area, number *start,
	number *end);

/*
 * The address that a link of glibc's lists of small free chunks leads to, with the value `value`
 * at `address`: from 2.32 on it is mixed with where it stands (malloc/malloc.c, PROTECT_PTR).
 */
number picture_link(const struct lab_evidence *evidence, number address, number value);

/* Is a link mixed, in this machine's C library? */
bool picture_links_are_mixed(const struct lab_evidence *evidence);

/* Read what all pictures show, so that the evidence keeps it. */
void pictures_read(const struct lab_evidence *evidence);

#endif
