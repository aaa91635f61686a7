/* SPDX-License-Identifier: MIT */
/* What the captured texts of tools, tool-*, were made of. */
int f_;

__attribute__((cold, noreturn)) void give_up(int at);

int ff(int a)
{
	return a + 1;
}

int f(int a)
{
	while (a > 100)
		a = ff(a) / 2;
	if (a < 0)
		give_up(a);
	return a * f_;
}

int of(int a)
{
	return f(a) - 1;
}
