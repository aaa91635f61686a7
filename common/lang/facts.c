/* SPDX-License-Identifier: MIT */
#include "facts.h"

#include <string.h>

#include "../base/text.h"
#include "messages.h"

struct described {
	const char *name;
	const char *meaning;
};

static struct described describe(enum machine_fact fact)
{
	const struct described facts[FACTS] = {
		[FACT_PAGE] = {"page", M_FACT_PAGE},
		[FACT_GLIBC] = {"glibc", M_FACT_GLIBC},
		[FACT_KERNEL] = {"kernel", M_FACT_KERNEL},
		[FACT_UID] = {"uid", M_FACT_UID},
		[FACT_ASLR] = {"aslr", M_FACT_ASLR},
		[FACT_THP] = {"thp", M_FACT_THP},
		[FACT_LAYOUT] = {"layout", M_FACT_LAYOUT},
		[FACT_MIN_ADDR] = {"min_addr", M_FACT_MIN_ADDR},
		[FACT_VSYSCALL] = {"vsyscall", M_FACT_VSYSCALL},
		[FACT_FRAMES] = {"frames", M_FACT_FRAMES},
		[FACT_SHARED_ZEROS] = {"shared_zeros", M_FACT_SHARED_ZEROS},
		[FACT_TOLD_FAULTS] = {"told_faults", M_FACT_TOLD_FAULTS},
		[FACT_X86_64] = {"x86_64", M_FACT_X86_64},
		[FACT_ARM64] = {"arm64", M_FACT_ARM64},
		[FACT_RISCV64] = {"riscv64", M_FACT_RISCV64},
	};

	return facts[fact];
}

const char *fact_name(enum machine_fact fact)
{
	return describe(fact).name;
}

const char *fact_meaning(enum machine_fact fact)
{
	return describe(fact).meaning;
}

bool fact_is_name(const char *name)
{
	for (int i = 0; i < FACTS; i++)
		if (strcmp(fact_name((enum machine_fact)i), name) == 0)
			return true;
	return false;
}

const char *fact_names(struct pool *pool)
{
	const char *names = "";

	for (int i = 0; i < FACTS; i++)
		names = text_listed(
			pool, names, M_LIST_COMMA, fact_name((enum machine_fact)i));
	return names;
}
