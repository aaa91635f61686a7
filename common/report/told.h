/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_REPORT_TOLD_H
#define VMLAB_REPORT_TOLD_H

#include "../base/text_builder.h"
#include "report.h"

/*
 * What a face prints, as a text: told_begin() gives the face of `told` a stream into memory in
 * place of that of `like`, and no colour; told_end() gives what was printed, owned by the pool.
 */
struct told {
	struct face face;
	struct text_builder text;
};

void told_begin(struct told *told, const struct face *like);
const char *told_end(struct told *told);

#endif
