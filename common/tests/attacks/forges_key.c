/* Replaces another program of the lab, and what is kept beside it to know it again. */
#include "attack.h"

/* The last line of the key says which file was built: here it says it of ours. */
int main(void)
{
	char key[8192] = "";
	struct stat status;
	int fd = open("helper.key", O_RDONLY);
	ssize_t size = read(fd, key, sizeof key - 1);
	char *last;

	say_ready();
	if (size <= 1)
		return 0;
	put("new", "#!/bin/sh\necho poisoned\n", 0755);
	ignore(rename("new", "helper"));
	ignore(stat("helper", &status));
	key[size - 1] = '\0';
	last = strrchr(key, '\n') + 1;
	snprintf(last, (size_t)(key + sizeof key - last),
		"%llu %lld %lld.%09ld %lld.%09ld\n", (unsigned long long)status.st_ino,
		(long long)status.st_size, (long long)status.st_mtim.tv_sec,
		status.st_mtim.tv_nsec, (long long)status.st_ctim.tv_sec,
		status.st_ctim.tv_nsec);
	put("helper.key", key, 0644);
	return 0;
}
