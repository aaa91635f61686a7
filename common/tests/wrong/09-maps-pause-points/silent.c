/*
 * mistake: It prints nothing.
 * fails: stdout bare
 */
int main(void)
{
	return 0;
}
