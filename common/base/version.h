/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_BASE_VERSION_H
#define VMLAB_BASE_VERSION_H

/* The version of the suite. A test holds the newest heading of CHANGELOG.md to it. */
#define VERSION "0.2.0"

#endif
