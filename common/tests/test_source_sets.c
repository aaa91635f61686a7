/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../evidence/source_sets.h"

/*
 * What sets a number that is printed, found in the text of a source: each of these prints "Value", and
 * the lines are those that are found.
 */

static const struct {
	const char *what;
	const char *source;
	const char *lines; /* "2 4", none: "" */
} programs[] = {
	{"an assignment, and a declaration that has one",
		"int main(void)\n"
		"{\n"
		"\tlong x = 3;\n"
		"\tlong y;\n"
		"\tx += 4;\n"
		"\tx++;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"\tx = 5;\n"
		"}\n",
		"3 5 6"},
	{"the same function comes first, and another one's variable is another",
		"static long x;\n"
		"void f(void)\n{\n\tx = 1;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tx = 2;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n"
		"void g(void)\n{\n\tlong x = 3;\n}\n",
		"8"},
	{"where nothing is in the function, what is in the file",
		"static long x, y;\n"
		"void f(void)\n{\n\tx = 1;\n}\n"
		"void g(void)\n{\n\tlong y, x = 3;\n\tx = 4;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		"4"},
	{"a variable that is only declared is set nowhere else",
		"static long x;\n"
		"void f(void)\n{\n\tx = 1;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tlong x;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		""},
	{"the calls of the function that prints its parameter",
		"void tell(const char *name, long pages)\n"
		"{\n"
		"\tprintf(\"Value of %s: %ld\\n\", name, pages);\n"
		"}\n"
		"int main(void)\n"
		"{\n"
		"\ttell(\"a\", 1);\n"
		"\ttell(\"b\",\n"
		"\t\t2);\n"
		"}\n",
		"7 8"},
	{"what is given its address",
		"int main(void)\n"
		"{\n"
		"\tstruct timespec x;\n"
		"\tif (sscanf(text, \"%ld\", &x.tv_sec) != 1)\n"
		"\t\terrx(1, \"no number\");\n"
		"\tfor (int i = 0; i < 3; i++)\n"
		"\t\tclock_gettime(CLOCK_REALTIME, &x);\n"
		"\tread(0, (char *)&x, sizeof x);\n"
		"\twrite(1, &x, sizeof x);\n"
		"\tf(y & x, a && x, &x + 1);\n"
		"\tsay(\"Value:\", \"%ld\\n\", x.tv_sec);\n"
		"}\n",
		"4 7 8"},
	{"a comparison is no assignment",
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n"
		"\tif (x == 2 || x != 3 || x <= 4 || x >= 5)\n"
		"\t\ty = x;\n"
		"\tx <<= 1;\n"
		"\tprintf(\"Value: %d\\n\", y && x);\n"
		"}\n",
		"3 5 6"},
	{"a member, by whatever points to it",
		"struct one { int f; int g; };\n"
		"void f(struct one *y)\n{\n\ty->f = 1;\n\ty->g = 2;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tstruct one *x = g();\n"
		"\tx->g = 3;\n"
		"\tprintf(\"Value: %d\\n\", x->f);\n"
		"}\n",
		"4 9"},
	{"members and elements",
		"int main(void)\n"
		"{\n"
		"\tstruct one x;\n"
		"\tlong a[2];\n"
		"\tx.f = 1;\n"
		"\tx.g = 2;\n"
		"\ty.x = 3;\n"
		"\ta[1] = 4;\n"
		"\tprintf(\"Value: %ld %ld\\n\", x.f, a[0]);\n"
		"}\n",
		"5 8"},
	{"an element is not set by a pointer that is, nor a pointer by what it points to",
		"int main(void)\n"
		"{\n"
		"\tchar *x = malloc(3);\n"
		"\tx[0] = 1;\n"
		"\t*x = 2;\n"
		"\tmemset(x, 1, 3);\n"
		"\tprintf(\"Value: %p\\n\", (void *)x);\n"
		"}\n",
		"3"},
	{"what a pointer is given to may set what it points to",
		"static int look(const char *x)\n{\n\treturn *x;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tchar *x = malloc(3);\n"
		"\tlook(x);\n"
		"\tfree(x);\n"
		"\tprintf(\"Value: %d\\n\", x[0]);\n"
		"}\n",
		"7 9"},
	{"comments, texts and lines of the preprocessor do not count",
		"int main(void)\n"
		"{\n"
		"\tlong x;\n"
		"  #define SET \\\n\tx = 1;\n"
		"\t/* x = 2; */ // x = 3;\n"
		"\tputs(\"x = 4;\");\n"
		"\tx /* = 5 */ = 6;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		"8"},
	{"a name that begins or ends with it is another one",
		"int main(void)\n"
		"{\n"
		"\tlong first = 1, firsts = 2, x_first = 3;\n"
		"\tfirsts = 4;\n"
		"\tx_first = 5;\n"
		"\ty = 0, first = 6;\n"
		"\tprintf(\"Value: %ld\\n\", first);\n"
		"}\n",
		"3 6"},
	{"the nearest three of many",
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n\tx = 2;\n\tx = 3;\n\tx = 4;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		"4 5 6"},
	{"of several variables the nearest of each",
		"int main(void)\n"
		"{\n"
		"\tlong x, y;\n"
		"\tx = 1;\n\ty = 2;\n\ty = 3;\n\ty = 4;\n"
		"\tprintf(\"Value: %ld %ld\\n\", x, y);\n"
		"}\n",
		"4 6 7"},
	{"what is in a loop with it, and no sooner",
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n"
		"\twhile (x < 3) {\n"
		"\t\tprintf(\"Value: %ld\\n\", x++);\n"
		"\t\tx = next(x);\n"
		"\t}\n"
		"\tx = 4;\n"
		"}\n",
		"3 6"},
	{"the variable of another block is another one",
		"int main(void)\n"
		"{\n"
		"\tfor (int x = 1; x < 3; x++)\n"
		"\t\tf(x);\n"
		"\tfor (int x = 4; x < 6; x++)\n"
		"\t\tprintf(\"Value: %d\\n\", x);\n"
		"}\n",
		"5"},
	{"a function that is called, and its argument",
		"static long get(long of)\n"
		"{\n"
		"\treturn of;\n"
		"}\n"
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n"
		"\tprintf(\"Value: %ld\\n\", get(x));\n"
		"}\n",
		"1 7"},
	{"a function of a library is not shown",
		"int main(void)\n{\n\tprintf(\"Value: %p\\n\", sbrk(0));\n}\n", ""},
	{"of an address and an array, the declaration",
		"char end;\n"
		"static int table[3];\n"
		"int main(void)\n"
		"{\n"
		"\tend = 1;\n"
		"\tprintf(\"Value: %p %p\\n\", (void *)&end, (void *)table);\n"
		"}\n",
		"1 2"},
	{"the conversions of the same line that are numbers",
		"int main(void)\n"
		"{\n"
		"\tlong a = 1;\n"
		"\tlong b = 2;\n"
		"\tlong c = 3;\n"
		"\tchar *d = e;\n"
		"\tprintf(\"A: %ld\\nValue: %-*ld%% %s\\n\"\n"
		"\t\t\"C: %\" PRId64 \"\\n\", a, 4, b, d, c);\n"
		"}\n",
		"4"},
	{"a helper that is given the number in front of the label",
		"static void say(long value, const char *label);\n"
		"int main(void)\n"
		"{\n"
		"\tlong a = 1;\n"
		"\tsay(a, \"Value\");\n"
		"}\n"
		"static void say(long value, const char *label)\n{\n}\n",
		"4"},
	{"a row of a table",
		"static long find(void)\n{\n\treturn 3;\n}\n"
		"int main(void)\n"
		"{\n"
		"\tlong a = 1;\n"
		"\tstruct row rows[] = {{\"Label\", a},\n"
		"\t\t{\"Value\", find()}};\n"
		"\tstruct other others[] = {{a, \"Value\"}};\n"
		"}\n",
		"1 7"},
	{"two statements that print it have all that sets either",
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"\tx = 2;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		"3 5"},
	{"two statements that print it, and too much that sets either",
		"int main(void)\n"
		"{\n"
		"\tlong x = 1;\n"
		"\tx = 2;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"\tx = 3;\n\tx = 4;\n"
		"\tprintf(\"Value: %ld\\n\", x);\n"
		"}\n",
		""},
	{"no call", "const char *text = \"Value: %d\";\nint x = 3;\n", ""},
};

enum { PROGRAMS = sizeof programs / sizeof *programs };

static int find(struct pool *pool, const char *text, size_t size,
	struct source_setting found[MOST_SETTING])
{
	const struct bytes source = {.data = pool_copy(pool, text, size), .size = size};

	return source_sets_find(pool, &source, "Value", found);
}

Test(source_sets, what_sets_a_value_is_found)
{
	for (size_t i = 0; i < PROGRAMS; i++) {
		struct pool pool = {0};
		struct source_setting found[MOST_SETTING];
		const char *source = programs[i].source;
		int count = find(&pool, source, strlen(source), found);
		const char *lines = "";

		for (int k = 0; k < count; k++)
			lines = text_listed(
				&pool, lines, " ", pool_printf(&pool, "%d", found[k].line));
		cr_expect_str_eq(
			lines, programs[i].lines, "%s: \"%s\"", programs[i].what, lines);
		pool_free(&pool);
	}
}

Test(source_sets, a_statement_is_told_in_one_line_and_not_with_what_surrounds_it)
{
	static const char source[] = "int main(void)\n"
				     "{\n"
				     "\tif (a)\n"
				     "\t\tx = f(b, // because\n"
				     "\t\t\t\"a  text;\"); y = 3;\n"
				     "\tif ((x += ';') > 3) {\n"
				     "\t\tprintf(\"Value: %d\\n\", x, y);\n"
				     "\t}\n"
				     "}\n";
	struct pool pool = {0};
	struct source_setting found[MOST_SETTING] = {{0}};

	cr_expect_eq(find(&pool, source, sizeof source - 1, found), 2);
	cr_expect_str_eq(found[0].text, "x = f(b, \"a  text;\");");
	cr_expect_eq(found[0].line, 4);
	cr_expect_str_eq(found[1].text, "if ((x += ';') > 3)");
	cr_expect_eq(found[1].line, 6);
	pool_free(&pool);
}

Test(source_sets, a_long_statement_is_cut)
{
	static const char source[] =
		"int main(void)\n"
		"{\n"
		"\tx = 11111111111111111111 + 11111111111111111111 + 11111111111111111111 "
		"+\n"
		"\t\t11111111111111111111 + 11111111111111111111 + 11111111111111111111;\n"
		"\tprintf(\"Value: %d\\n\", x);\n"
		"}\n";
	struct pool pool = {0};
	struct source_setting found[MOST_SETTING] = {{0}};

	cr_expect_eq(find(&pool, source, sizeof source - 1, found), 1);
	cr_expect_lt(strlen(found[0].text), 110, "%s", found[0].text);
	cr_expect(text_ends(found[0].text, " more bytes)"), "%s", found[0].text);
	pool_free(&pool);
}

/* Of a source that is cut anywhere, or is no C, something or nothing. */
Test(source_sets, a_source_may_end_anywhere)
{
	for (size_t i = 0; i < PROGRAMS; i++)
		for (size_t size = 0; size < strlen(programs[i].source); size++) {
			struct pool pool = {0};
			struct source_setting found[MOST_SETTING];

			cr_expect_leq(
				find(&pool, programs[i].source, size, found), MOST_SETTING);
			cr_expect_leq(find(&pool, programs[i].source + size,
					      strlen(programs[i].source) - size, found),
				MOST_SETTING);
			pool_free(&pool);
		}
}
