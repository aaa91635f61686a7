/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_MATCH_PLACE_H
#define VMLAB_MATCH_PLACE_H

#include "lab_evidence.h"

/*
 * What lies at an address in a run, as a sentence: "0x… is 40 bytes after the start of `data`, in
 * .bss of the program", "… in [heap], 672 bytes after its start". It is told by the last memory
 * map that has something there, else by what the kernel's records and the calls of the trace say
 * was mapped in the end, and by the symbols of the program. NULL where nothing is known of it.
 */
const struct said *place_of(const struct lab_evidence *evidence,
	const struct performed *performed, number address);

/*
 * What kind of place that is, in a few words that are the same wherever the memory lies: "the start of
 * main in .text", "in .got.plt", "in [stack]", "nothing mapped". It has no language.
 */
const char *place_kind(const struct lab_evidence *evidence,
	const struct performed *performed, number address);

#endif
