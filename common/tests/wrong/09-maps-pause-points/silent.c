/*
 * mistake: It prints nothing.
 * fails: stdout_bare_bare_word_told bare
 */
int main(void)
{
	return 0;
}
