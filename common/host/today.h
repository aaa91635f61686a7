/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_HOST_TODAY_H
#define VMLAB_HOST_TODAY_H

#include "../base/pool.h"

/* The day here, "2026-11-29", in the pool; "-" where it cannot be said in ten characters. */
const char *today(struct pool *pool);

#endif
