/* Replaces another program of the lab, which would be run next and by others. */
#include "attack.h"

int main(void)
{
	say_ready();
	put("new", "#!/bin/sh\necho poisoned\n", 0755);
	ignore(rename("new", "helper"));
	return 0;
}
