/* SPDX-License-Identifier: MIT */
#include "second_user.h"

#include <ctype.h>
#include <dirent.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attempt.h"

/* Numbers that are set aside for users who exist for a while; systemd.exec(5), DynamicUser=. */
enum { FIRST = 61184, LAST = 65519 };

/*
 * Root of a container may lack some of this: to become the user, to give it the terminal,
 * to look at its processes, and to end them.
 */
static bool has_capabilities(void)
{
	static const int needed[] = {
		CAP_SETUID, CAP_SETGID, CAP_CHOWN, CAP_SYS_PTRACE, CAP_KILL};
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	if (syscall(SYS_capget, &header, data) != 0)
		return false;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!(data[CAP_TO_INDEX(needed[i])].effective & CAP_TO_MASK(needed[i])))
			return false;
	return true;
}

static bool has_processes(uid_t user)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	struct stat status;
	bool found = false;

	while (proc && !found && (entry = readdir(proc)))
		found = isdigit((unsigned char)entry->d_name[0]) &&
			fstatat(dirfd(proc), entry->d_name, &status, 0) == 0 &&
			status.st_uid == user;
	if (proc)
		closedir(proc);
	return found;
}

static int become(const void *context)
{
	uid_t user = *(const uid_t *)context;

	return setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0 ||
		setresuid(user, user, user) != 0;
}

/* In a user namespace the number may stand for nobody. */
static bool can_become(uid_t user)
{
	return attempt_in_child(become, &user) == 0;
}

/* Two harnesses at once begin at different numbers, and so take different users. */
bool second_user_find(uid_t *user)
{
	enum { COUNT = LAST - FIRST + 1, MOST_TRIALS = 64 };

	if (geteuid() != 0 || !has_capabilities())
		return false;
	for (int i = 0; i < MOST_TRIALS; i++) {
		*user = FIRST + (uid_t)((getpid() + i) % COUNT);
		if (!getpwuid(*user) && !getgrgid(*user) && !has_processes(*user))
			return can_become(*user);
	}
	return false;
}
