/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_EXAMINE_MANIFEST_H
#define VMLAB_EXAMINE_MANIFEST_H

#include <jansson.h>

#include "../base/said.h"
#include "../base/text.h"
#include "../evidence/record.h"

/*
 * The values of a bundle's manifest.json, for bundle_read.c. What is missing or has another type
 * is a fault, which is told once; what is returned then is nothing, and reading may go on.
 */

/* A bundle is what somebody has sent: nothing in it is trusted to be there or to make sense. */
struct manifest {
	struct pool *pool;
	const char *path;
	struct bytes memory;
	size_t taken; /* of it */
	number page;
	struct err *err;
	bool failed; /* the error is set */
};

/* There is a fault in what is called so. */
void manifest_fail(struct manifest *manifest, const char *what);

/* A text, NULL where it is null; and one that must not be. They are the pool's. */
const char *manifest_text(
	struct manifest *manifest, const json_t *object, const char *name);
const char *manifest_needed_text(
	struct manifest *manifest, const json_t *object, const char *name);

/* An int, a flag, and a number of any size, which is a text in JSON. */
int manifest_whole(struct manifest *manifest, const json_t *object, const char *name);
bool manifest_flag(struct manifest *manifest, const json_t *object, const char *name);
number manifest_wide(struct manifest *manifest, const json_t *object, const char *name);
number manifest_wide_value(
	struct manifest *manifest, const json_t *value, const char *name);

/* Why something could not be recorded. */
struct lack manifest_lack(
	struct manifest *manifest, const json_t *object, const char *name);

/*
 * A file of the bundle. -1 where it cannot be read, and where it is none: no link is followed, as
 * nobody knows where to, and no device or pipe is read.
 */
int manifest_file(struct manifest *manifest, const char *name, struct bytes *bytes);

/* The file of the bundle that had this path where it was written; no other file is read. */
struct bytes manifest_evidence(struct manifest *manifest, const char *path);

/* A record with its pauses, and the texts that belong to it. */
struct record *manifest_record(struct manifest *manifest, const json_t *object);

#endif
