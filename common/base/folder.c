/* SPDX-License-Identifier: MIT */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "messages.h"

enum {
	OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
	FOLDER_MODE = 0755, /* others may enter: a program may run as another user */
	FILE_MODE = 0644,
};

/* --- removing ------------------------------------------------------------------------- */

/* What stays in a folder, or NULL: nothing does. */
struct staying {
	folder_staying *stays;
	const void *context;
};

static bool is_removed(const char *name, const struct staying *staying)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	return !staying || !staying->stays(staying->context, name);
}

/* Removes the entries of an open folder, which is closed. */
static void remove_entries(int fd, const struct staying *staying)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		close(fd);
		return;
	}
	while ((entry = readdir(dir)))
		if (is_removed(entry->d_name, staying))
			folder_remove(dirfd(dir), entry->d_name);
	closedir(dir);
}

/* A folder without rights for its owner can be opened once it has them again. */
static int open_to_remove(int parent, const char *name)
{
	int fd = openat(parent, name, OPEN_FOLDER);

	if (fd < 0 && errno == EACCES && fchmodat(parent, name, 0700, 0) == 0)
		fd = openat(parent, name, OPEN_FOLDER);
	if (fd >= 0)
		fchmod(fd, 0700);
	return fd;
}

void folder_remove(int parent, const char *name)
{
	struct stat status;
	int fd;

	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (!S_ISDIR(status.st_mode)) {
		unlinkat(parent, name, 0);
		return;
	}
	fd = open_to_remove(parent, name);
	if (fd >= 0)
		remove_entries(fd, NULL);
	unlinkat(parent, name, AT_REMOVEDIR);
}

void folder_empty(const struct folder *folder, folder_staying *stays, const void *context)
{
	const struct staying staying = {stays, context};
	int copy = openat(folder->fd, ".", OPEN_FOLDER);

	if (copy >= 0)
		remove_entries(copy, stays ? &staying : NULL);
}

/* --- opening -------------------------------------------------------------------------- */

/* Opens the folder of that name in `parent`, made if need be; -1 with errno set. */
static int enter(int parent, const char *name)
{
	struct stat status;
	int fd;

	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
		!S_ISDIR(status.st_mode))
		folder_remove(parent, name);
	if (mkdirat(parent, name, FOLDER_MODE) != 0 && errno != EEXIST)
		return -1;
	fd = openat(parent, name, OPEN_FOLDER);
	if (fd < 0 && errno == EACCES && fchmodat(parent, name, FOLDER_MODE, 0) == 0)
		fd = openat(parent, name, OPEN_FOLDER);
	if (fd >= 0 && fstat(fd, &status) == 0 && (status.st_mode & 07777) != FOLDER_MODE)
		fchmod(fd, FOLDER_MODE); /* whatever the umask is; of another's, as it is */
	return fd;
}

int folder_unwritable(const char *path, const char *folder, struct err *err)
{
	struct stat status;

	if (errno == EROFS)
		return err_set(err, M_READ_ONLY, path);
	if (stat(path, &status) != 0 && stat(folder, &status) != 0)
		return err_errno(err, "%s", folder);
	if (status.st_uid == geteuid())
		return err_set(err, M_UNWRITABLE_BY_MODE, path, folder);
	return err_set(err, M_UNWRITABLE, path, folder);
}

static int explain(struct err *err, const char *base, const char *path)
{
	if (errno == EACCES || errno == EROFS || errno == EPERM)
		return folder_unwritable(path, base, err);
	return err_errno(err, M_CANNOT_MAKE, path);
}

int folder_lock(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "%s", path);
	flock(fd, LOCK_EX);
	return fd;
}

int folder_open(struct pool *pool, const char *base, const char *below,
	struct folder *folder, struct err *err)
{
	char *names = pool_printf(pool, "%s", below);
	char *rest;
	int fd = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*folder = (struct folder){.path = pool_printf(pool, "%s/%s", base, below)};
	for (char *name = strtok_r(names, "/", &rest); name && fd >= 0;
		name = strtok_r(NULL, "/", &rest)) {
		int next = enter(fd, name);
		int error = errno;

		close(fd);
		errno = error;
		fd = next;
	}
	folder->fd = fd;
	if (fd >= 0 && faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) == 0)
		return 0;
	explain(err, base, folder->path);
	folder_close(folder);
	return -1;
}

static void remove_spares(struct folder *folder);

void folder_close(struct folder *folder)
{
	if (folder->fd >= 0) {
		remove_spares(folder);
		close(folder->fd);
	}
	folder->fd = -1;
}

/* --- emptying ------------------------------------------------------------------------- */

/* A file that was emptied, as it was then. */
struct spare {
	const char *name;
	struct stat status;
	struct spare *next;
};

/* The kernel sets ctime at each change of a file, and nobody else sets that. */
static bool is_untouched(const struct spare *spare, const struct stat *now)
{
	const struct stat *then = &spare->status;

	return S_ISREG(now->st_mode) && now->st_dev == then->st_dev &&
		now->st_ino == then->st_ino && now->st_nlink == 1 && now->st_size == 0 &&
		now->st_ctim.tv_sec == then->st_ctim.tv_sec &&
		now->st_ctim.tv_nsec == then->st_ctim.tv_nsec;
}

/* Opens a file to write it, whatever is called so. */
static int open_file(int folder, const char *name, struct stat *status)
{
	int fd = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd >= 0 && fstat(fd, status) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Makes a file a spare one. False when it cannot be one: it is no file, or another's. */
static bool spare(struct pool *pool, struct folder *folder, const char *name)
{
	struct spare *spare;
	struct stat status;
	int fd = open_file(folder->fd, name, &status);
	bool can_be = fd >= 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
		status.st_uid == geteuid() && (status.st_mode & 07777) == FILE_MODE &&
		ftruncate(fd, 0) == 0 && fstat(fd, &status) == 0;

	if (can_be) {
		spare = pool_alloc(pool, sizeof *spare);
		spare->name = pool_copy(pool, name, strlen(name));
		spare->status = status;
		spare->next = folder->spares;
		folder->spares = spare;
	}
	if (fd >= 0)
		close(fd);
	return can_be;
}

void folder_clear(struct pool *pool, struct folder *folder)
{
	int copy = openat(folder->fd, ".", OPEN_FOLDER);
	DIR *dir = copy >= 0 ? fdopendir(copy) : NULL;
	struct dirent *entry;

	folder->spares = NULL;
	while (dir && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			!spare(pool, folder, entry->d_name))
			folder_remove(folder->fd, entry->d_name);
	if (dir)
		closedir(dir);
	else if (copy >= 0)
		close(copy);
}

static void remove_spares(struct folder *folder)
{
	struct stat now;

	for (const struct spare *at = folder->spares; at; at = at->next)
		if (fstatat(folder->fd, at->name, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
			is_untouched(at, &now))
			unlinkat(folder->fd, at->name, 0);
	folder->spares = NULL;
}

/* Opens the spare file of that name; -1 when there is none, or not as it was. */
static int take_spare(struct folder *folder, const char *name)
{
	struct spare **at = &folder->spares;
	struct spare *found;
	struct stat now;
	int fd;

	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	found = *at;
	fd = found ? open_file(folder->fd, name, &now) : -1;
	if (found)
		*at = found->next;
	if (fd < 0 || is_untouched(found, &now))
		return fd;
	close(fd);
	return -1;
}

/* --- writing -------------------------------------------------------------------------- */

static int make_file(struct folder *folder, const char *name)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd = take_spare(folder, name);

	if (fd >= 0)
		return fd;
	fd = openat(folder->fd, name, flags, FILE_MODE);
	if (fd >= 0 || errno != EEXIST)
		return fd;
	folder->disturbed = true;
	folder_remove(folder->fd, name);
	return openat(folder->fd, name, flags, FILE_MODE);
}

int folder_write(struct folder *folder, const char *path, const char *data, size_t size,
	struct err *err)
{
	const char *slash = strrchr(path, '/');
	int fd = make_file(folder, slash ? slash + 1 : path);
	int error = fd < 0 ? errno : file_write_to(fd, data, size);

	if (fd >= 0 && close(fd) != 0 && error == 0)
		error = errno;
	return error == 0 ? 0 : file_cannot_write(err, path, error);
}
