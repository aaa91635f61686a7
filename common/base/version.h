/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_VERSION_H
#define VMLAB_BASE_VERSION_H

/* The version of the suite. CHANGELOG.md tells what is new in it. */
#define VERSION "0.2.0"

#endif
