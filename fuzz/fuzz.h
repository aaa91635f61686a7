/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_FUZZ_H
#define VMLAB_FUZZ_H

#include <stdint.h>
#include <stdlib.h>

/*
 * A driver is a file of this folder. libFuzzer calls its one function with any bytes, of which
 * nothing can be read behind the end; `make fuzz` builds and runs each (scripts/fuzz, which also
 * knows with what it begins).
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must be true whatever the bytes are. */
static inline void hold(int true_of_any_input)
{
	if (!true_of_any_input)
		abort();
}

#endif
