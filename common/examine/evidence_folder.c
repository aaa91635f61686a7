/* SPDX-License-Identifier: MIT */
#include "evidence_folder.h"

#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

const char *evidence_name(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "runs/%02d", lab->number);
}

const char *evidence_folder(struct context *context, const struct lab *lab)
{
	return pool_printf(context->pool, "%s/%s", context->project.build,
		evidence_name(context, lab));
}

int evidence_open(struct context *context, const char *below, struct err *err)
{
	const char *build = context->project.build;
	struct folder *folder = &context->folder;

	if (project_make_folder(context->pool, build, err) != 0 ||
		folder_open(context->pool, build, below, folder, err) != 0)
		return -1;
	if (flock(folder->fd, LOCK_EX) == 0)
		return 0;
	err_errno(err, "%s", folder->path);
	folder_close(folder);
	return -1;
}

int evidence_reopen(struct context *context, struct err *err)
{
	const char *path = context->folder.path;
	struct stat here;
	struct stat there;

	if (fstat(context->folder.fd, &here) == 0 && lstat(path, &there) == 0 &&
		here.st_dev == there.st_dev && here.st_ino == there.st_ino)
		return 0;
	folder_close(&context->folder);
	return evidence_open(context, path + strlen(context->project.build) + 1, err);
}
