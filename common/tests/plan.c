/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <signal.h>
#include <stdio.h>

#if __has_include(<criterion/internal/ordered-set.h>)
#include <criterion/internal/ordered-set.h>
#else
#include <criterion/ordered-set.h>
#endif

/*
 * What is done before the first test. scripts/progress is told how many tests will be
 * executed; Criterion itself counts a test with parameters as one. And what the tests run
 * has the signals of the keyboard: scripts/test starts them in the background, where a shell
 * lets programs ignore these.
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

	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	FOREACH_SET (struct criterion_suite_set *suite, set->suites)
		FOREACH_SET (struct criterion_test *test, suite->tests)
			count += count_of(test);
	fprintf(stderr, "[====] Tests to execute: %zu\n", count);
}
