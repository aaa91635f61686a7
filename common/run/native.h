/* SPDX-License-Identifier: MIT */
#ifndef VMLAB_RUN_NATIVE_H
#define VMLAB_RUN_NATIVE_H

#include <linux/audit.h>

/* The calls of this machine itself, as a filter of system calls knows them; seccomp(2). */
#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define NATIVE AUDIT_ARCH_RISCV64
#endif

#endif
