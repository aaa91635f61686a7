/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "base/file.h"
#include "examine/bundle.h"
#include "match/judge.h"
#include "match/pictures.h"

/*
 * The manifest of a bundle whose other files are as a run has left them, in build/fuzz/bundle.
 * What is read of it is judged, and the pictures' memory is read.
 */
static const char folder[] = "build/fuzz/bundle";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = {0};
	struct examination examination;
	struct machine machine;
	struct versions versions;
	struct err err = {0};

	hold(file_write("build/fuzz/bundle/manifest.json", (const char *)data, size,
		     &err) == 0);
	if (bundle_read(&pool, folder, &examination, &machine, &versions, &err) != 0) {
		hold(*err.message != '\0');
	} else {
		for (const struct result *at = judge(&examination.evidence); at;
			at = at->next)
			hold(at->check && at->status < STATUSES);
		pictures_read(&examination.evidence);
	}
	pool_free(&pool);
	return 0;
}
