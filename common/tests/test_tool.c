/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../base/file.h"
#include "../evidence/tool_text.h"
#include "../host/collector.h"
#include "../host/command.h"
#include "../host/compile.h"
#include "../host/tool.h"
#include "help.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- one function of a text ----------------------------------------------------------- */

/*
 * data/tool-* are what gcc 12.2, clang 14 and objdump 2.40 made of data/tool.c on x86_64:
 *
 *     gcc -S -O2 -fno-inline -o tool-gcc.s tool.c
 *     clang -S -O1 -fno-inline --target=riscv64-linux-gnu -o tool-clang-riscv64.s tool.c
 *     clang -S -O1 -fno-inline -emit-llvm -o tool-clang.ll tool.c
 *     gcc -c -O2 -fno-inline tool.c && objdump -d tool.o >tool-objdump.txt
 */
static const char *const captured[] = {
	"tool-gcc.s", "tool-clang-riscv64.s", "tool-clang.ll", "tool-objdump.txt"};

static struct bytes read_captured(struct pool *pool, const char *name)
{
	struct bytes bytes;
	struct err err;

	cr_assert_eq(file_read(pool, pool_printf(pool, "common/tests/data/%s", name),
			     &bytes, &err),
		0, "%s", err.message);
	return bytes;
}

static const struct {
	const char *file;
	const char *function;
	int first; /* the numbers of its lines, 0: there is no such function */
	int last;
} functions[] = {
	{"tool-gcc.s", "ff", 6, 12},
	{"tool-gcc.s", "f", 21, 48},
	{"tool-gcc.s", "f.cold", 50, 59},
	{"tool-gcc.s", "of", 67, 78},
	{"tool-gcc.s", "f_", 0, 0},
	{"tool-gcc.s", "fff", 0, 0},
	{"tool-gcc.s", "o", 0, 0},
	{"tool-gcc.s", "give_up", 0, 0},
	{"tool-gcc.s", ".L5", 0, 0},
	{"tool-gcc.s", "", 0, 0},
	{"tool-clang-riscv64.s", "ff", 8, 11},
	{"tool-clang-riscv64.s", "f", 18, 48},
	{"tool-clang-riscv64.s", "of", 55, 63},
	{"tool-clang-riscv64.s", "f_", 0, 0},
	{"tool-clang-riscv64.s", "give_up", 0, 0},
	{"tool-clang.ll", "ff", 9, 12},
	{"tool-clang.ll", "f", 15, 39},
	{"tool-clang.ll", "of", 45, 49},
	{"tool-clang.ll", "f_", 0, 0},
	{"tool-clang.ll", "give_up", 0, 0},
	{"tool-clang.ll", "8", 0, 0},
	{"tool-objdump.txt", "ff", 7, 12},
	{"tool-objdump.txt", "f", 14, 32},
	{"tool-objdump.txt", "of", 34, 39},
	{"tool-objdump.txt", "f.cold", 43, 44},
	{"tool-objdump.txt", "f_", 0, 0},
	{"tool-objdump.txt", "give_up", 0, 0},
};

static void holds_function(size_t i, const char *data, size_t size)
{
	struct pool pool = {0};
	struct lines text = text_lines(&pool, data, size);
	struct lines part;
	bool found = tool_text_function(&text, functions[i].function, &part);

	cr_assert_eq(found, functions[i].first != 0, "case %zu", i);
	cr_assert_eq(part.count > 0, found, "case %zu", i);
	if (found) {
		cr_expect_eq(part.at[0].number, functions[i].first, "case %zu: %d", i,
			part.at[0].number);
		cr_expect_eq(part.at[part.count - 1].number, functions[i].last,
			"case %zu: %d", i, part.at[part.count - 1].number);
	}
	pool_free(&pool);
}

Test(tool_text, of_one_function_keeps_its_line_numbers)
{
	for (size_t i = 0; i < COUNT(functions); i++) {
		struct pool pool = {0};
		struct bytes bytes = read_captured(&pool, functions[i].file);

		holds_function(i, bytes.data, bytes.size);
		pool_free(&pool);
	}
}

static struct bytes with_crlf(struct pool *pool, const struct bytes *bytes)
{
	struct bytes copy = {.data = pool_alloc(pool, 2 * bytes->size + 1)};

	for (size_t i = 0; i < bytes->size; i++) {
		if (bytes->data[i] == '\n')
			copy.data[copy.size++] = '\r';
		copy.data[copy.size++] = bytes->data[i];
	}
	return copy;
}

Test(tool_text, may_have_the_line_ends_of_windows)
{
	for (size_t i = 0; i < COUNT(functions); i++) {
		struct pool pool = {0};
		struct bytes bytes = read_captured(&pool, functions[i].file);

		bytes = with_crlf(&pool, &bytes);
		holds_function(i, bytes.data, bytes.size);
		pool_free(&pool);
	}
}

/* Looks for f in the text without what is behind its first `size` bytes. */
static void look_in_cut(const struct bytes *whole, size_t size, int first)
{
	struct pool pool = {0};
	char *cut = malloc(size ? size : 1);
	struct lines text;
	struct lines part;

	memcpy(cut, whole->data, size);
	text = text_lines(&pool, cut, size);
	if (tool_text_function(&text, "f", &part)) {
		cr_assert_gt(part.count, 0, "%zu bytes", size);
		cr_assert_eq(part.at[0].number, first, "%zu bytes", size);
		cr_assert_leq(first - 1 + part.count, text.count, "%zu bytes", size);
	} else {
		cr_assert_leq(text.count, first, "%zu bytes", size);
	}
	free(cut);
	pool_free(&pool);
}

Test(tool_text, cut_anywhere_has_the_function_as_far_as_it_goes)
{
	for (size_t i = 0; i < COUNT(captured); i++) {
		struct pool pool = {0};
		struct bytes bytes = read_captured(&pool, captured[i]);
		struct lines text = text_lines(&pool, bytes.data, bytes.size);
		struct lines part;

		cr_assert(tool_text_function(&text, "f", &part));
		for (size_t size = 0; size <= bytes.size; size++)
			look_in_cut(&bytes, size, part.at[0].number);
		pool_free(&pool);
	}
}

static const struct {
	const char *text;
	const char *part; /* the lines of f, NULL: there is no f */
} small[] = {
	{"", NULL},
	{"\n", NULL},
	{"f", NULL},
	{"f:", "f:\n"},
	{" f:\n", NULL},
	{"f :\n", NULL},
	{"ff:\n a\nf.cold:\n b\n_f:\n c\nf@plt:\n d\n", NULL},
	{"f: # @f\n a\n.L1:\n b\nLBB0_1:\n c\n$L2:\n d\n1:\n e\ng:\n",
		"f: # @f\n a\n.L1:\n b\n"
		"LBB0_1:\n c\n$L2:\n d\n"
		"1:\n e\n"},
	{"f:\n a\n .size ff, 1\n .size f,1\n b\n", "f:\n a\n .size ff, 1\n"},
	{"f:\n a\n\t.size\tf , .-f\n b\n", "f:\n a\n"},
	{"f:\n a\n$func_end0:\n b\n", "f:\n a\n"},
	{"f:\n a\n\t## -- End function\n b\n", "f:\n a\n"},
	/* a label of inline assembly ends nothing that has a .type */
	{" .type f,%function\nf:\n a\nloop:\n b\n .type g, %function\ng:\n",
		"f:\n a\nloop:\n b\n"},
	{" .type g, @object\nf:\n a\ng:\n", "f:\n a\n"},
	{"f:\n a\n .type g, @object\n b\n", "f:\n a\n .type g, @object\n b\n"},
	{" .type f, @object\nf:\n .zero 4\n", NULL},
	{"f:\n .zero 4\n .type f,%object\n", NULL},
	{" .type f,STT_FUNC\nf:\n .type f,STT_FUNC\n a\n", "f:\n .type f,STT_FUNC\n a\n"},
	{" .type\nf:\n .type \n .type f\n .size\n .size f\n",
		"f:\n .type \n .type f\n .size\n .size f\n"},
	/* what is a block's label in one function is no function */
	{"define void @g() {\nf:\n  ret void\n}\n", NULL},
	{"define void @g(i8 %f) {\n  call void @f()\n}\n", NULL},
	{"define void @ff() {\n}\ndefine void @f() #0 {\n  ret void\n}\n\n}\n",
		"define void @f() #0 {\n  ret void\n}\n"},
	{"define void @f() {\n  ret void\n", "define void @f() {\n  ret void\n"},
	{"define void @f", NULL},
	{"define\ndefine \n", NULL},
	{"declare void @f()\n", NULL},
	/* objdump without addresses, with more than one file, with sources */
	{"<f@plt>:\n a\n\n<f>:\n b\n\n<g>:\n", "<f>:\n b\n"},
	{"0a <f>:\n a\n\n\nx.o:     file format elf64\n", "0a <f>:\n a\n"},
	{"0a <f>:\n a\n\nDisassembly of section .fini:\n", "0a <f>:\n a\n"},
	{"0a <f>:\nint f()\n{\n\n\tg();\n b\n\n0b <g>:\n",
		"0a <f>:\nint f()\n{\n\n\tg();\n b\n"},
	{"0a <f>:\n", "0a <f>:\n"},
	{"0a <f+0x10>:\n a\n", NULL},
	{"0a <f>\n a\n", NULL},
	{" 0a: e8 call <f>:\n", NULL},
	{"<stdin>\nf:\n a\n", "f:\n a\n"},
	/* a source that objdump -S shows may look like anything */
	{"0a <g>:\nf:\ndefine @f(\n", NULL},
};

static const char *joined(struct pool *pool, const struct lines *lines)
{
	const char *text = "";

	for (int i = 0; i < lines->count; i++)
		text = pool_printf(pool, "%s%s\n", text, lines->at[i].text);
	return text;
}

Test(tool_text, names_are_whole_and_functions_end_where_the_next_one_begins)
{
	for (size_t i = 0; i < COUNT(small); i++) {
		struct pool pool = {0};
		struct lines text = text_lines(&pool, small[i].text, strlen(small[i].text));
		struct lines part;
		bool found = tool_text_function(&text, "f", &part);

		cr_expect_eq(found, small[i].part != NULL, "%s", small[i].text);
		cr_expect_str_eq(joined(&pool, &part), small[i].part ? small[i].part : "");
		pool_free(&pool);
	}
}

/* --- a command ------------------------------------------------------------------------ */

enum { ENOUGH = 30 }; /* seconds, where the limit is not what is tested */

#define SHELL(line)                                                                        \
	{                                                                                  \
		"sh", "-c", line                                                           \
	}

static const struct {
	char *const argv[5];
	enum command_end end;
	int value;
	const char *out;
	const char *err;
} commands[] = {
	{{"true"}, COMMAND_EXITED, 0, "", ""},
	{{"false"}, COMMAND_EXITED, 1, "", ""},
	{SHELL("exit 127"), COMMAND_EXITED, 127, "", ""},
	{SHELL("kill -SEGV $$"), COMMAND_KILLED, SIGSEGV, "", ""},
	{SHELL("kill -TERM $$"), COMMAND_KILLED, SIGTERM, "", ""},
	{{"vmlab-no-such-program"}, COMMAND_CANNOT_START, ENOENT, "", ""},
	{{"/vmlab/no/such/program"}, COMMAND_CANNOT_START, ENOENT, "", ""},
	{{"/etc/passwd"}, COMMAND_CANNOT_START, EACCES, "", ""},
	{{""}, COMMAND_CANNOT_START, ENOENT, "", ""},
	{{"cat"}, COMMAND_EXITED, 0, "", ""},
	{{"echo", "$HOME", "a  b"}, COMMAND_EXITED, 0, "$HOME a  b\n", ""},
	{SHELL("echo out; echo err >&2; exit 3"), COMMAND_EXITED, 3, "out\n", "err\n"},
	{SHELL("exec >&- 2>&-; sleep 0.2; exit 4"), COMMAND_EXITED, 4, "", ""},
	/* its parent is the keeper, without which it does not live */
	{SHELL("kill -KILL $PPID; sleep 20"), COMMAND_KILLED, SIGKILL, "", ""},
};

Test(tool_command, tells_how_it_ended)
{
	for (size_t i = 0; i < COUNT(commands); i++) {
		const struct command command = {.argv = commands[i].argv, .limit = ENOUGH};
		struct pool pool = {0};
		struct command_result result;

		command_execute(&pool, &command, &result);
		cr_expect_eq(result.end, commands[i].end, "case %zu: %d", i, result.end);
		cr_expect_eq(
			result.value, commands[i].value, "case %zu: %d", i, result.value);
		cr_expect_str_eq(result.out.data, commands[i].out, "case %zu", i);
		cr_expect_str_eq(result.err.data, commands[i].err, "case %zu", i);
		pool_free(&pool);
	}
}

Test(tool_command, runs_in_the_folder_and_the_environment_it_is_given)
{
	char *const argv[] = {"sh", "-c", "pwd; env | grep -v '^_=\\|^PWD='", NULL};
	char *const environment[] = {"PATH=/usr/bin:/bin", "ONE=1", NULL};
	struct command command = {.argv = argv,
		.directory = "/usr",
		.environment = environment,
		.limit = ENOUGH};
	struct pool pool = {0};
	struct command_result result;

	command_execute(&pool, &command, &result);
	cr_assert(text_starts(result.out.data, "/usr\n"), "%s", result.out.data);
	cr_assert(has(result.out.data, "\nONE=1\n"), "%s", result.out.data);
	cr_assert_eq(result.out.size, strlen("/usr\nPATH=/usr/bin:/bin\nONE=1\n"));
	command.directory = "/vmlab/no/such/folder";
	command_execute(&pool, &command, &result);
	cr_assert_eq(result.end, COMMAND_CANNOT_START);
	cr_assert_eq(result.value, ENOENT);
	pool_free(&pool);
}

Test(tool_command, joins_its_channels_when_asked)
{
	char *const argv[] = {"sh", "-c", "echo 1; echo 2 >&2; echo 3", NULL};
	const struct command command = {.argv = argv, .limit = ENOUGH, .joined = true};
	struct pool pool = {0};
	struct command_result result;

	command_execute(&pool, &command, &result);
	cr_assert_str_eq(result.out.data, "1\n2\n3\n");
	cr_assert_eq(result.err.size, 0);
	pool_free(&pool);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Commands that do not end by themselves, each with $OWN in its words. */
static const struct {
	const char *line;
	double limit;
	enum command_end end;
	const char *out; /* NULL: a lot */
} endless[] = {
	{"yes vmlab-$OWN", ENOUGH, COMMAND_TOO_LOUD, NULL},
	{"exec yes vmlab-$OWN >&2", ENOUGH, COMMAND_TOO_LOUD, ""},
	{"exec sleep 31.$OWN", 0.3, COMMAND_TOO_SLOW, ""},
	{"trap '' TERM HUP INT; echo on; sleep 32.$OWN", 2, COMMAND_TOO_SLOW, "on\n"},
	{"exec >&- 2>&-; sleep 33.$OWN", 0.3, COMMAND_TOO_SLOW, ""},
	/* a child that keeps the pipes open is not waited for */
	{"sleep 34.$OWN & echo on", ENOUGH, COMMAND_EXITED, "on\n"},
	{"(setsid sleep 35.$OWN &) & echo on", ENOUGH, COMMAND_EXITED, "on\n"},
	{"kill -STOP $PPID; sleep 36.$OWN & echo on", 2, COMMAND_EXITED, "on\n"},
	{"yes vmlab-$OWN & exit 0", ENOUGH, COMMAND_EXITED, NULL},
};

static void is_stopped(size_t i)
{
	struct pool pool = {0};
	const char *own = pool_printf(&pool, "7531%d", getpid());
	char *const argv[] = {"sh", "-c", (char *)endless[i].line, NULL};
	const struct command command = {.argv = argv,
		.limit = endless[i].limit,
		.abridged = endless[i].end == COMMAND_EXITED};
	double started = now();
	struct command_result result;

	setenv("OWN", own, 1);
	command_execute(&pool, &command, &result);
	cr_expect_eq(result.end, endless[i].end, "case %zu: %d", i, result.end);
	cr_expect_lt(now() - started, ENOUGH / 2, "case %zu waits", i);
	cr_expect_eq(processes_with(own), 0, "case %zu lives", i);
	if (endless[i].out)
		cr_expect_str_eq(result.out.data, endless[i].out, "case %zu", i);
	pool_free(&pool);
}

Test(tool_command, is_stopped_with_all_it_started)
{
	for (size_t i = 0; i < COUNT(endless); i++)
		is_stopped(i);
}

Test(tool_command, that_ends_at_once_is_read_to_its_end)
{
	char *const argv[] = {"head", "-c", "65536", "/dev/zero", NULL}; /* a full pipe */
	const struct command command = {.argv = argv, .limit = ENOUGH};

	for (int i = 0; i < 20; i++) {
		struct pool pool = {0};
		struct command_result result;

		command_execute(&pool, &command, &result);
		cr_assert_eq(result.out.size, 65536, "%zu", result.out.size);
		pool_free(&pool);
	}
}

static void print_much(bool abridged, enum command_end end, int value)
{
	char *const argv[] = {
		"sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x; exit 3", NULL};
	const struct command command = {
		.argv = argv, .limit = ENOUGH, .abridged = abridged};
	struct pool pool = {0};
	struct command_result result;

	command_execute(&pool, &command, &result);
	cr_assert_eq(result.end, end, "%d", result.end);
	cr_assert_eq(result.value, value, "%d", result.value);
	cr_assert_geq(result.out.size, MOST_COLLECTED);
	pool_free(&pool);
}

Test(tool_command, that_prints_much_goes_on_only_when_that_is_asked)
{
	print_much(true, COMMAND_EXITED, 3);
	print_much(false, COMMAND_TOO_LOUD, 0);
}

static const struct {
	const char *said;
	const char *error; /* NULL: none */
} errors[] = {
	{"", NULL},
	{"\n\r\n", NULL},
	{"\nfirst\nsecond\n", "first"},
	{"a.c: In function 'f':\na.c:1: error: no\n", "a.c:1: error: no"},
	{"1 error\nx: error: y", "x: error: y"},
	{"error: a\nundefined reference to `g'", "undefined reference to `g'"},
	{"ld: cannot find -lx\ncollect2: error: ld", "ld: cannot find -lx"},
	{"\a\n", "\\a"},
};

Test(tool_command, the_first_error_is_the_line_that_tells_one)
{
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct pool pool = {0};
		struct bytes said = {
			.data = pool_copy(&pool, errors[i].said, strlen(errors[i].said)),
			.size = strlen(errors[i].said)};
		const char *error = command_first_error(&pool, &said);

		cr_assert_eq(error != NULL, errors[i].error != NULL, "case %zu", i);
		if (error)
			cr_assert_str_eq(error, errors[i].error);
		pool_free(&pool);
	}
}

Test(tool_command, a_missing_compiler_is_told_as_the_shell_tells_it)
{
	char *folder = temp_make();
	struct pool pool = {0};
	char *const flags[] = {NULL};
	struct compilation compilation = {
		.source = pool_printf(&pool, "%s/a.c", folder),
		.output = pool_printf(&pool, "%s/a", folder),
		.flags = flags,
	};
	struct compile_result result;
	struct err err;

	put_file(folder, "a.c", "int main(void)\n{\n\treturn 0;\n}\n");
	setenv("CC", "vmlab-no-cc -m64", 1);
	cr_assert_eq(compile(&pool, &compilation, &result, &err), 0);
	cr_assert_eq(result.outcome, COMPILE_REFUSED);
	cr_assert_str_eq(spoken(result.message), "vmlab-no-cc: No such file or directory");
	pool_free(&pool);
	temp_drop(folder);
}

Test(tool_command, a_compiler_speaks_english_and_says_its_first_error)
{
	char *folder = temp_make();
	struct pool pool = {0};
	char *const flags[] = {NULL};
	struct compilation compilation = {
		.source = pool_printf(&pool, "%s/a.c", folder),
		.output = pool_printf(&pool, "%s/a", folder),
		.flags = flags,
	};
	struct compile_result result;
	struct err err;

	put_file(folder, "a.c", "int main(void)\n{\n\treturn nothing;\n}\n");
	put_file(folder, "cc",
		"#!/bin/sh\ncase $* in *attempt*) exit 0 ;; esac\necho \"$LC_ALL\" \"$0 "
		"talks\"\n"
		"echo a.c:3: error: no >&2\necho more\nexit 1\n");
	cr_assert_eq(system(pool_printf(&pool, "chmod +x %s/cc", folder)), 0);
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	setenv("CC", pool_printf(&pool, "%s/cc", folder), 1);
	cr_assert_eq(compile(&pool, &compilation, &result, &err), 0);
	cr_assert_eq(result.outcome, COMPILE_FAILED);
	cr_assert_str_eq(spoken(result.message), "a.c:3: error: no");
	put_file(folder, "cc", "#!/bin/sh\necho \"$LC_ALL\"\nexit 1\n");
	cr_assert_eq(compile(&pool, &compilation, &result, &err), 0);
	cr_assert_eq(result.outcome, COMPILE_REFUSED);
	cr_assert_str_eq(spoken(result.message), "C");
	pool_free(&pool);
	temp_drop(folder);
}

/* --- a tool --------------------------------------------------------------------------- */

static const struct {
	char *const words[5];
	enum tool_outcome outcome;
	const char *text;   /* of an answer */
	const char *reason; /* NULL: none */
} tools[] = {
	{{"true"}, TOOL_ANSWERED, "", NULL},
	{{"echo", "one"}, TOOL_ANSWERED, "one\n", NULL},
	{SHELL("echo one; echo two >&2"), TOOL_ANSWERED, "one\n", NULL},
	{{"false"}, TOOL_FAILED, NULL, "false ended with exit status 1. It said nothing."},
	{SHELL("echo much; echo 'a: error: b' >&2; exit 2"), TOOL_FAILED, NULL,
		"sh ended with exit status 2. Its message is: a: error: b"},
	{SHELL("echo 'no such thing'; exit 2"), TOOL_FAILED, NULL,
		"sh ended with exit status 2. Its message is: no such thing"},
	{SHELL("kill -SEGV $$"), TOOL_FAILED, NULL,
		"sh was ended by SIGSEGV. It said nothing."},
	{{"yes"}, TOOL_FAILED, NULL,
		"yes wrote more than 1024 KiB and was stopped. "
		"That is too much to be matched, and no part of it was."},
	{{"vmlab-no-tool", "x"}, TOOL_LACKING, NULL,
		"vmlab-no-tool is not installed, or not in PATH."},
	{{"/etc/passwd"}, TOOL_LACKING, NULL,
		"/etc/passwd could not be started: Permission denied"},
	{{"head", "-c", "1048576", "/dev/zero"}, TOOL_ANSWERED, NULL, NULL},
	{{"head", "-c", "1048577", "/dev/zero"}, TOOL_FAILED, NULL,
		"head wrote more than 1024 KiB and was stopped. "
		"That is too much to be matched, and no part of it was."},
};

Test(tool_run, gives_the_whole_answer_or_says_why_there_is_none)
{
	for (size_t i = 0; i < COUNT(tools); i++) {
		const struct tool tool = {.words = tools[i].words, .limit = TOOL_LIMIT};
		struct pool pool = {0};
		struct bytes text;
		struct lack why;
		enum tool_outcome outcome = tool_run(&pool, &tool, &text, &why);

		cr_assert_eq(outcome, tools[i].outcome, "case %zu: %d", i, outcome);
		cr_assert_eq(why.reason != NULL, tools[i].reason != NULL, "case %zu", i);
		if (why.reason) {
			cr_assert_str_eq(spoken(why.reason), tools[i].reason);
			cr_assert_str_eq(why.what, tools[i].words[0]);
			cr_assert_eq(text.size, 0, "case %zu gives a part", i);
		} else if (tools[i].text) {
			cr_assert_str_eq(text.data, tools[i].text);
		} else {
			cr_assert_eq(text.size, MOST_COLLECTED);
		}
		pool_free(&pool);
	}
}

Test(tool_run, that_does_not_end_is_stopped)
{
	char *const words[] = {"sh", "-c", "echo wait >&2; sleep 37", NULL};
	const struct tool tool = {.words = words, .limit = 2};
	struct pool pool = {0};
	struct bytes text;
	struct lack why;

	cr_assert_eq(tool_run(&pool, &tool, &text, &why), TOOL_FAILED);
	cr_assert_str_eq(spoken(why.reason),
		"sh was still running after 2 seconds and was stopped. "
		"Its message is: wait");
	pool_free(&pool);
}

Test(tool_run, has_path_and_the_plain_locale_for_an_environment)
{
	char *const words[] = {"env", NULL};
	const struct tool tool = {.words = words, .limit = TOOL_LIMIT};
	struct pool pool = {0};
	struct bytes text;
	struct lack why;

	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	setenv("NOISE", "1", 1);
	cr_assert_eq(tool_run(&pool, &tool, &text, &why), TOOL_ANSWERED, "%s", why.reason);
	cr_assert_str_eq(
		text.data, pool_printf(&pool, "PATH=%s\nLC_ALL=C\n", getenv("PATH")));
	pool_free(&pool);
}

static const struct {
	const char *program;
	const char *remedy;
} missing[] = {
	{"objdump", "apt-get install binutils"},
	{"readelf", "apt-get install binutils"},
	{"nm", "apt-get install binutils"},
	{"clang", "apt-get install clang"},
	{"strace", "apt-get install strace"},
	{"perf", "make setup"},
	{"qemu-riscv64", "package manager of this system"},
};

/* Missing as the tool itself, and as what it needs. */
static void lacks(const char *program, const char *needs, const char *what,
	const char *reason, const char *remedy)
{
	char *const words[] = {(char *)program, NULL};
	const struct tool tool = {.words = words, .needs = needs, .limit = TOOL_LIMIT};
	struct pool pool = {0};
	struct bytes text;
	struct lack why;

	cr_assert_eq(tool_run(&pool, &tool, &text, &why), TOOL_LACKING, "%s", program);
	cr_assert_str_eq(why.what, what);
	cr_assert(has(spoken(why.reason), reason), "%s", spoken(why.reason));
	cr_assert(has(spoken(why.remedy), remedy), "%s", spoken(why.remedy));
	pool_free(&pool);
}

Test(tool_run, names_the_package_of_a_missing_program)
{
	char *folder = temp_make();
	struct pool pool = {0};

	/* what cannot be executed, and a folder, are no programs */
	put_file(folder, "clang", "no program\n");
	cr_assert_eq(system(pool_printf(&pool, "mkdir %s/strace", folder)), 0);
	setenv("PATH", pool_printf(&pool, "%s:/vmlab/no/such/folder:", folder), 1);
	for (size_t i = 0; i < COUNT(missing); i++) {
		const char *program = missing[i].program;
		const char *reason =
			pool_printf(&pool, "%s is not installed, or not in PATH.", program);

		lacks(program, NULL, program, reason, missing[i].remedy);
		lacks("/bin/true", program, program, reason, missing[i].remedy);
	}
	lacks("/bin/true", "clang target riscv64-linux-gnu", "clang",
		"clang is not installed", "apt-get install clang");
	setenv("PATH", "/usr/bin:/bin", 1);
	pool_free(&pool);
	temp_drop(folder);
}

/* What `gdb`, a script, comes to, and what is said of it. */
static void dies(const char *script, enum tool_outcome expected, const char *reason)
{
	char *const words[] = {"gdb", "-batch", NULL};
	const struct tool tool = {.words = words, .limit = TOOL_LIMIT};
	char *folder = temp_make();
	struct pool pool = {0};
	struct bytes text;
	struct lack why;

	put_file(folder, "gdb", "#!/bin/sh\n%s\n", script);
	cr_assert_eq(system(pool_printf(&pool, "chmod +x %s/gdb", folder)), 0);
	setenv("PATH", pool_printf(&pool, "%s:/usr/bin:/bin", folder), 1);
	cr_assert_eq(tool_run(&pool, &tool, &text, &why), expected, "%s", script);
	cr_assert(has(spoken(why.reason), reason), "%s", spoken(why.reason));
	pool_free(&pool);
	temp_drop(folder);
}

Test(tool_run, that_dies_whatever_it_is_asked_is_the_machines_fault)
{
	static const char killed[] = "gdb was ended by SIGSEGV. It said nothing.";

	dies("kill -SEGV $$", TOOL_LACKING, killed);
	dies("[ \"$1\" = --version ] || kill -SEGV $$", TOOL_FAILED, killed);
	dies("exit 127", TOOL_LACKING, "gdb ended with exit status 127");
	dies("[ \"$1\" = --version ] || exit 127", TOOL_FAILED, "exit status 127");
	dies("exit 1", TOOL_FAILED, "gdb ended with exit status 1");
}

/* A clang that has one target. */
static const char small_clang[] =
	"#!/bin/sh\n"
	"[ \"$*\" = '--target=riscv64-linux-gnu -x c -S -o /dev/null -' ] && exec cat\n"
	"echo \"error: unknown target triple '$1'\" >&2\n"
	"exit 1\n";

Test(tool_run, a_target_is_tried_and_not_believed)
{
	char *folder = temp_make();
	struct pool pool = {0};
	char *const words[] = {"/bin/echo", "made", NULL};
	const struct tool tool = {.words = words,
		.needs = "clang target riscv64-linux-gnu",
		.limit = TOOL_LIMIT};
	struct bytes text;
	struct lack why;

	put_file(folder, "clang", "%s", small_clang);
	cr_assert_eq(system(pool_printf(&pool, "chmod +x %s/clang", folder)), 0);
	setenv("PATH", pool_printf(&pool, "%s:/usr/bin:/bin", folder), 1);
	cr_assert_eq(tool_run(&pool, &tool, &text, &why), TOOL_ANSWERED, "%s", why.reason);
	cr_assert_str_eq(text.data, "made\n");
	lacks("/bin/echo", "clang target nowhere-none-none", "clang",
		"This clang cannot make code for nowhere-none-none. clang ended with exit "
		"status 1. Its message is: error: unknown target triple",
		"clang --print-targets");
	pool_free(&pool);
	temp_drop(folder);
}

Test(tool_run, the_real_clang_has_its_own_target_and_no_impossible_one)
{
	char *const words[] = {"true", NULL};
	struct tool tool = {
		.words = words, .needs = "clang target x86_64-linux-gnu", .limit = 20};
	struct pool pool = {0};
	struct bytes text;
	struct lack why;

	if (tool_run(&pool, &tool, &text, &why) == TOOL_LACKING)
		cr_skip_test("%s", why.reason);
	lacks("true", "clang target nowhere-none-none", "clang",
		"This clang cannot make code for nowhere-none-none", "clang");
	lacks("true", "clang target ", "clang", "This clang cannot", "clang");
	cr_assert_eq(system("test -c /dev/null"), 0, "the sample has harmed /dev/null");
	pool_free(&pool);
}

static const struct {
	const char *line;
	const char *output;
	const char *text;   /* NULL: none */
	const char *reason; /* NULL: none */
} files[] = {
	{"echo printed; echo made >made", "made", "made\n", NULL},
	{"echo printed", NULL, "printed\n", NULL},
	{"echo printed", "old", NULL, "did not make the file old"},
	{"mkdir folder", "folder", NULL, "did not make the file folder"},
	{": >empty", "empty", "", NULL},
	{"head -c 1048577 /dev/zero >large", "large", NULL,
		"made the file large larger than 1024 KiB"},
	{"echo made >made; exit 1", "made", NULL, "ended with exit status 1"},
	{"true", "../kept", NULL, "called ../kept in the expected file"},
	{"true", "/kept", NULL, "called /kept in the expected file"},
};

static void makes_file(const char *folder, size_t i)
{
	char *const words[] = {"sh", "-c", (char *)files[i].line, NULL};
	struct tool tool = {.words = words,
		.directory = folder,
		.output = files[i].output,
		.limit = TOOL_LIMIT};
	struct pool pool = {0};
	struct bytes text;
	struct lack why;
	enum tool_outcome outcome = tool_run(&pool, &tool, &text, &why);

	cr_assert_eq(outcome, files[i].text ? TOOL_ANSWERED : TOOL_FAILED, "case %zu", i);
	if (files[i].text)
		cr_assert_str_eq(text.data, files[i].text);
	else
		cr_assert(
			has(spoken(why.reason), files[i].reason), "%s", spoken(why.reason));
	pool_free(&pool);
}

Test(tool_run, reads_the_file_that_it_made_and_no_older_one)
{
	char *folder = temp_make();
	struct ran ran =
		sh("cd '%s' && mkdir in && echo kept >kept && echo old >in/old", folder);
	char *inner = NULL;

	ran_free(&ran);
	cr_assert(asprintf(&inner, "%s/in", folder) > 0);
	for (size_t i = 0; i < COUNT(files); i++)
		makes_file(inner, i);
	ran = sh("cat '%s/kept'", folder);
	cr_assert_str_eq(ran.out, "kept\n");
	ran_free(&ran);
	free(inner);
	temp_drop(folder);
}
