/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/file.h"
#include "../base/folder.h"
#include "help.h"

/* A folder that keeps to its descriptor, whatever a program does to its path and its files. */

static struct pool pool;
static struct err err;

static void opened(const char *base, const char *below, struct folder *folder)
{
	cr_assert_eq(folder_open(&pool, base, below, folder, &err), 0, "%s", err.message);
}

static void written(struct folder *folder, const char *name, const char *text)
{
	cr_assert_eq(folder_write(folder, pool_printf(&pool, "shown/as/%s", name), text,
			     strlen(text), &err),
		0, "%s: %s", err.file, err.message);
}

static void holds(const char *base, const char *path, const char *text)
{
	struct bytes bytes;

	cr_assert_eq(
		file_read(&pool, pool_printf(&pool, "%s/%s", base, path), &bytes, &err), 0,
		"%s", err.message);
	cr_expect_str_eq(bytes.data, text);
}

static mode_t mode_of(const char *base, const char *path)
{
	struct stat status;

	cr_assert_eq(stat(pool_printf(&pool, "%s/%s", base, path), &status), 0);
	return status.st_mode & 07777;
}

Test(folder, is_made_with_the_folders_above_it_for_others_to_enter)
{
	char *base = temp_make();
	struct folder folder;

	umask(077);
	opened(base, "runs/03", &folder);
	written(&folder, "a", "text");
	holds(base, "runs/03/a", "text");
	cr_expect_eq(mode_of(base, "runs"), 0755);
	cr_expect_eq(mode_of(base, "runs/03"), 0755);
	cr_expect_str_eq(folder.path, pool_printf(&pool, "%s/runs/03", base));
	folder_close(&folder);
	temp_drop(base);
}

/* Whatever stands in the place of a folder is no folder; a link is not followed. */
Test(folder, replaces_what_stands_in_its_place)
{
	char *base = temp_make();
	struct folder folder;
	struct ran ran =
		sh("cd '%s' && mkdir target && echo kept >target/file && "
		   "ln -s target runs && mkfifo other && mkdir wide && chmod 777 wide",
			base);

	ran_free(&ran);
	opened(base, "runs/03", &folder);
	folder_close(&folder);
	opened(base, "other/03", &folder);
	folder_close(&folder);
	opened(base, "wide", &folder);
	folder_close(&folder);
	holds(base, "target/file", "kept\n");
	cr_expect_eq(mode_of(base, "wide"), 0755, "nobody else may write there");
	ran = sh("cd '%s' && ls target; test -d runs/03 && test ! -L runs && test -d "
		 "other/03",
		base);
	cr_expect_str_eq(ran.out, "file\n");
	cr_expect_eq(ran.status, 0);
	ran_free(&ran);
	temp_drop(base);
}

/* A file that is written again is the same one; and one that is not is gone. */
Test(folder, clears_without_making_its_files_anew)
{
	char *base = temp_make();
	struct pool scratch = {0};
	struct folder folder;
	struct ran before;
	struct ran after;

	opened(base, "runs", &folder);
	written(&folder, "again", "a long first text");
	written(&folder, "never", "first");
	before = sh("stat -c %%i '%s/runs/again'; mkdir '%s/runs/sub'", base, base);
	folder_clear(&scratch, &folder);
	written(&folder, "again", "second");
	written(&folder, "new", "new");
	cr_expect(!folder.disturbed);
	folder_close(&folder);
	after = sh("stat -c %%i '%s/runs/again'", base);
	cr_expect_str_eq(before.out, after.out);
	holds(base, "runs/again", "second");
	ran_free(&after);
	after = sh("ls '%s/runs'", base);
	cr_expect_str_eq(after.out, "again\nnew\n");
	ran_free(&before);
	ran_free(&after);
	pool_free(&scratch);
	temp_drop(base);
}

/* Whatever is done to an emptied file is something that stands in the way. */
Test(folder, notices_who_touches_what_it_has_cleared)
{
	static const char *const touches[] = {"echo more >>name", "chmod 600 name",
		"ln name other", "rm name; : >name", "rm name; mkfifo name",
		"rm name; ln -s ../precious name", "rm name; mkdir name",
		"echo more >name; : >name", "touch -d 2001-01-01 name"};
	char *base = temp_make();
	struct pool scratch = {0};

	put_file(base, "precious", "precious");
	for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
		struct folder folder;
		struct ran ran;

		opened(base, "runs", &folder);
		written(&folder, "name", "first");
		folder_clear(&scratch, &folder);
		ran = sh("cd '%s/runs' && %s", base, touches[i]);
		cr_assert_eq(ran.status, 0, "%s", ran.err);
		ran_free(&ran);
		written(&folder, "name", "second");
		cr_expect(folder.disturbed, "%s", touches[i]);
		holds(base, "runs/name", "second");
		holds(base, "precious", "precious");
		folder_empty(&folder, NULL, NULL);
		folder_close(&folder);
	}
	pool_free(&scratch);
	temp_drop(base);
}

/* Neither a FIFO nor a link nor a folder without rights is in the way, or is opened. */
Test(folder, writes_new_files_and_says_where_something_stood)
{
	static const char *const obstacles[] = {"echo old >name", "ln -s ../precious name",
		"mkfifo name", "mkdir -p name/deep/er && chmod 0 name/deep name",
		"ln -s name name", "cp -p ../precious name && chmod 0 name"};
	char *base = temp_make();

	put_file(base, "precious", "precious");
	for (size_t i = 0; i < sizeof obstacles / sizeof *obstacles; i++) {
		struct folder folder;
		struct ran ran;

		opened(base, "runs", &folder);
		written(&folder, "name", "first");
		cr_expect(!folder.disturbed);
		folder_remove(folder.fd, "name");
		ran = sh("cd '%s/runs' && %s", base, obstacles[i]);
		cr_assert_eq(ran.status, 0, "%s", ran.err);
		ran_free(&ran);
		written(&folder, "name", "second");
		cr_expect(folder.disturbed, "%s", obstacles[i]);
		holds(base, "runs/name", "second");
		holds(base, "precious", "precious");
		folder_empty(&folder, NULL, NULL);
		folder_close(&folder);
	}
	temp_drop(base);
}

Test(folder, is_emptied_with_all_that_is_in_it_and_follows_no_link)
{
	char *base = temp_make();
	struct folder folder;
	struct ran ran;

	opened(base, "runs", &folder);
	ran = sh("cd '%s' && mkdir kept && echo x >kept/x && cd runs && "
		 "mkdir -p a/b/c .hidden && echo x >a/b/x && ln -s ../kept link && mkfifo "
		 "fifo && "
		 "chmod 0 a/b",
		base);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	folder_empty(&folder, NULL, NULL);
	folder_empty(&folder, NULL, NULL);
	ran = sh("cd '%s' && ls -A runs && echo kept: && ls -A kept", base);
	cr_expect_str_eq(ran.out, "kept:\nx\n");
	ran_free(&ran);
	folder_close(&folder);
	temp_drop(base);
}

/* "stay" and what begins with it. */
static bool begins_as(const void *beginning, const char *name)
{
	return text_starts(name, beginning);
}

Test(folder, is_emptied_but_for_what_stays)
{
	char *base = temp_make();
	struct folder folder;
	struct ran ran;

	opened(base, "runs", &folder);
	ran = sh("cd '%s/runs' && mkdir stay_too gone && touch stay gone/stay other "
		 "stay_too/any",
		base);
	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	folder_empty(&folder, begins_as, "stay");
	ran = sh("cd '%s/runs' && ls -A . stay_too", base);
	cr_expect_str_eq(ran.out, ".:\nstay\nstay_too\n\nstay_too:\nany\n");
	ran_free(&ran);
	folder_close(&folder);
	temp_drop(base);
}

Test(folder, that_is_gone_cannot_be_written)
{
	char *base = temp_make();
	struct folder folder;
	struct ran ran;

	opened(base, "runs", &folder);
	ran = sh("rm -r '%s/runs'", base);
	ran_free(&ran);
	cr_expect_eq(folder_write(&folder, "runs/name", "x", 1, &err), -1);
	cr_expect_str_eq(err.file, "runs/name");
	folder_close(&folder);
	cr_expect_eq(folder.fd, -1);
	temp_drop(base);
}
