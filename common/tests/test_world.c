/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"

/* The world a lab's program finds: the same small one for everybody. */

static const char program[] =
	"#define _GNU_SOURCE\n"
	"#include <fcntl.h>\n#include <signal.h>\n#include <stdio.h>\n#include <string.h>\n"
	"#include <sys/prctl.h>\n#include <sys/resource.h>\n#include <unistd.h>\n"
	"int main(int argc, char *argv[], char *envp[])\n{\n"
	"\tstruct rlimit core;\n\tsigset_t blocked;\n\tint names = 0;\n"
	"\twhile (envp[names])\n\t\tnames++;\n"
	"\tgetrlimit(RLIMIT_CORE, &core);\n"
	"\tsigprocmask(SIG_SETMASK, NULL, &blocked);\n"
	"\tprintf(\"%d words, first free descriptor %d\\n\", argc, open(\"/dev/null\", "
	"0));\n"
	"\tprintf(\"%d variables, the second is %s\\n\", names, envp[1]);\n"
	"\tprintf(\"terminal %d %d %d\\n\", isatty(0), isatty(1), isatty(2));\n"
	"\tprintf(\"input ends %d\\n\", getchar() == EOF);\n"
	"\tprintf(\"core limit %d, huge pages off %d\\n\", (int)core.rlim_cur,\n"
	"\t\tprctl(PR_GET_THP_DISABLE, 0, 0, 0, 0));\n"
	"\tprintf(\"SIGCHLD blocked %d, SIGPIPE ignored %d\\n\", sigismember(&blocked, "
	"SIGCHLD),\n"
	"\t\tsignal(SIGPIPE, SIG_DFL) == SIG_IGN);\n"
	"\tprintf(\"called %s\\n\", argv[0]);\n"
	"\treturn 0;\n}\n";

static const char expect[] = "lab World\n"
			     "run sample one\n"
			     "stdout:\n"
			     "  2 words, first free descriptor 3\n"
			     "  2 variables, the second is LC_ALL=C\n"
			     "  terminal 1 1 0\n"
			     "  input ends 1\n"
			     "  core limit 1, huge pages off 1\n"
			     "  SIGCHLD blocked 0, SIGPIPE ignored 0\n"
			     "  called ./sample\n";

Test(world, is_small_and_the_same_whatever_the_caller_has)
{
	char *folder = sample_project(program, expect);
	struct ran ran =
		sh("export NOISE=1 CFLAGS=-Wrong LC_ALL=zh_CN.UTF-8; trap '' PIPE; "
		   "exec 7</dev/null 9>/dev/null; $VMLAB check --root '%s'",
			folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

Test(world, is_the_same_where_nothing_can_be_traced_or_counted)
{
	char *folder = sample_project(program, expect);
	char *refuse = refuse_make();
	struct ran ran = sh(REFUSE "ptrace=EPERM perf_event_open=EPERM -- "
				   "$VMLAB check --root '%s'",
		refuse, folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(refuse);
	temp_drop(folder);
}

/* Neither strace nor the shim may obey what is meant for the lab's loader. */
Test(world, has_variables_that_are_the_labs_alone)
{
	char *folder = sample_project(program,
		"lab World\nrun sample\n  env: LD_TRACE_LOADED_OBJECTS=1\n"
		"stdout:\n  ...\n  libc.so... => ...\n  ...\n"
		"syscalls:\n  execve(\"./sample\", ...) = 0\n");
	struct ran ran = sh("$VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* A caller whose shell was started by setarch -L -Z sees the same as everybody. */
Test(world, has_the_layout_that_the_lab_asks_for)
{
	static const char waits[] =
		"#include <stdio.h>\nint main(void)\n{\n\tgetchar();\n\treturn 0;\n}\n";
	char *folder = sample_project(waits,
		"lab World\nrun sample\npause here:\n  0..1 is unmapped\n"
		"  auxv(AT_BASE) > $base\n");
	struct ran ran = sh("setarch -L -Z $VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	temp_drop(folder);
}

/* linux32 has the kernel name another machine, on which nothing is built differently. */
Test(world, is_the_machine_that_programs_are_built_for)
{
	char *folder = sample_project(program,
		"lab World\nrun sample\nwhen x86_64 + arm64 + riscv64 == 1:\n"
		"  exit sample: 0\nelse:\n  exit sample: 1\nend\n");
	struct ran plain = sh("$VMLAB check --root '%s'", folder);
	struct ran ran = sh("setarch linux32 $VMLAB check --root '%s'", folder);

	cr_assert_eq(ran.status, plain.status, "%s%s", ran.out, ran.err);
	cr_assert_str_eq(ran.out, plain.out);
	ran_free(&plain);
	ran_free(&ran);
	temp_drop(folder);
}
