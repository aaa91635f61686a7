/* Puts another file in the place of its own, which is read for its symbols. */
#include "attack.h"

int main(void)
{
	say_ready();
	put("new", "no ELF file", 0755);
	ignore(rename("new", "sample"));
	return 0;
}
