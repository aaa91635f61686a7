/* does: It writes the word and the prompt behind it by two calls. */
/* special: the sentence "It is 0x1 now." and the prompt go out by two calls; getchar() waits; blocks kept in a linked list of static nodes */
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <unistd.h>
struct node { size_t asked; uint64_t *block; struct node *next; };
static void say(const char *f, ...)
{
	char b[200]; va_list a; va_start(a, f);
	int n = vsnprintf(b, sizeof b, f, a); va_end(a);
	if (write(1, b, n) != n) exit(1);
}
static void prompt(const char *what) { say("Press Enter to %s.\n", what); if (getchar() == EOF) exit(1); }
int main(void)
{
	static struct node n[6] = {{0, 0, 0}, {24, 0, 0}, {25, 0, 0}, {32, 0, 0}, {1000, 0, 0}, {1048576, 0, 0}};
	char what[80];
	for (int i = 0; i < 5; i++) n[i].next = &n[i + 1];
	say("bytes asked  address  bytes given  word in front\n");
	for (struct node *p = n; p; p = p->next) {
		p->block = malloc(p->asked);
		say("%zu  %p  %zu  0x%lx\n", p->asked, (void *)p->block, malloc_usable_size(p->block), p->block[-1]);
	}
	snprintf(what, sizeof what, "overwrite the word in front of %p", (void *)n[3].block);
	prompt(what);
	n[3].block[-1] = 1;
	say("It is 0x%lx now. ", n[3].block[-1]);
	prompt("free the block");
	free(n[3].block);
	say("free() has returned.\n");
	return 0;
}
