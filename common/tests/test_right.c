/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "bank.h"

/*
 * A check is of what a program does and not of how. Each folder of this bank has the name of
 * a lab and holds programs that do what the lab asks for in another way than the lab's own;
 * the first comment says what is other. They must pass.
 */

static const char right_bank[] = "common/tests/right";

ParameterizedTestParameters(right, program_passes)
{
	return bank_programs(right_bank, "*");
}

ParameterizedTest(struct banked *program, right, program_passes)
{
	struct ran ran = bank_check(program);

	cr_expect_eq(ran.status, 0, "%s should pass, status %d: %s%s", program->path,
		ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, "\"passed\": 1"), "%s: %s", program->path, ran.out);
	ran_free(&ran);
}

Test(right, folders_are_named_like_labs)
{
	struct ran ran = sh("test -n \"$(ls %s)\" && for folder in $(ls %s); do "
			    "test -f expected/$folder.expect || echo $folder; done",
		right_bank, right_bank);

	cr_expect_eq(ran.status, 0, "%s is empty", right_bank);
	cr_expect_str_empty(ran.out, "not a lab: %s", ran.out);
	ran_free(&ran);
}

Test(right, the_labs_own_programs_pass)
{
	char *root = temp_make();
	struct ran ran = sh("chmod 755 '%s' && cp -r labs expected '%s' && "
			    "\"$VMLAB\" check --root '%s'",
		root, root, root);

	cr_expect_eq(ran.status, 0, "status %d: %s%s", ran.status, ran.out, ran.err);
	cr_expect(has(ran.out, " 0 failed, "), "%s", ran.out);
	ran_free(&ran);
	temp_drop(root);
}
