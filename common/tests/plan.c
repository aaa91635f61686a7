/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <stdio.h>

#if __has_include(<criterion/internal/ordered-set.h>)
#include <criterion/internal/ordered-set.h>
#else
#include <criterion/ordered-set.h>
#endif

/*
 * Says how many tests will be executed before the first one is, so that scripts/progress can
 * tell how many are left. Criterion itself counts a test with parameters as one.
 */

static size_t count_of(const struct criterion_test *test)
{
	struct criterion_test_params params;
	size_t count;

	if (test->data->disabled)
		return 0;
	if (test->data->kind_ != CR_TEST_PARAMETERIZED)
		return 1;
	params = test->data->param_();
	count = params.length;
	if (params.cleanup)
		params.cleanup(&params);
	return count;
}

ReportHook(PRE_ALL)(struct criterion_test_set *set)
{
	size_t count = 0;

	FOREACH_SET (struct criterion_suite_set *suite, set->suites)
		FOREACH_SET (struct criterion_test *test, suite->tests)
			count += count_of(test);
	fprintf(stderr, "[====] Tests to execute: %zu\n", count);
}
