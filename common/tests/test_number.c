/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "../base/number.h"

static const struct {
	const char *text;
	size_t used;
	long long value;
	bool hex;
} cases[] = {
	{"0x1f", 4, 31, true},
	{"0X1F)", 4, 31, true},
	{"42 pages", 2, 42, false},
	{"-1", 2, -1, false},
	{"NULL", 4, 0, true},
	{"0x", 1, 0, false},
	{"0xg", 1, 0, false},
	{"", 0, 0, false},
	{"-", 0, 0, false},
	{"x1", 0, 0, false},
	{"99999999999999999999999", 0, 0, false},
};

Test(number, reads_what_programs_and_strace_print)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		number value;
		bool hex;
		size_t used =
			number_read(cases[i].text, strlen(cases[i].text), &value, &hex);

		cr_assert_eq(used, cases[i].used, "%s takes %zu", cases[i].text, used);
		if (used)
			cr_assert(value == cases[i].value && hex == cases[i].hex, "%s",
				cases[i].text);
	}
}

Test(number, keeps_all_64_bits_of_an_address)
{
	struct pool pool = {0};
	number value;
	bool hex;

	cr_assert_eq(number_read("0xffffffffff600000", 18, &value, &hex), 18);
	cr_assert_str_eq(number_text(&pool, value, true), "0xffffffffff600000");
	cr_assert_str_eq(number_text(&pool, -value, false), "-18446744073699065856");
	pool_free(&pool);
}

Test(number, reads_hexadecimal_digits_without_0x)
{
	number value;

	cr_assert_eq(number_read_hex("7fe3a7ea3000-7f", 15, &value), 12);
	cr_assert(value == 0x7fe3a7ea3000);
	cr_assert_eq(number_read_hex("FE:00", 5, &value), 2);
	cr_assert(value == 0xfe);
	cr_assert_eq(number_read_hex("-1", 2, &value), 0);
	cr_assert_eq(
		number_read_hex("12345678901234567", 17, &value), 0, "more than 64 bits");
}

Test(number, reads_quantities_with_a_unit)
{
	number value;
	bool hex;

	cr_assert_eq(number_read_quantity("8M", 2, &value, &hex), 2);
	cr_assert(value == 8 << 20);
	cr_assert_eq(number_read_quantity("2Mb", 3, &value, &hex), 1, "Mb is no unit");
	cr_assert(value == 2);
}
