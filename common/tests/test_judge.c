/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"

/* Evidence that is judged again: the same verdicts, and nothing is run for them. */

/* A project of its own: other tests judge labs at the same time. */
static char *make_project(void)
{
	char *folder = temp_make();
	struct ran ran = sh("cp -r labs expected '%s/'", folder);

	cr_assert_eq(ran.status, 0, "%s", ran.err);
	ran_free(&ran);
	return folder;
}

static json_t *load(struct ran *ran)
{
	json_error_t error;
	json_t *root = json_loads(ran->out, 0, &error);

	cr_assert(root, "%s\n%s%s", error.text, ran->out, ran->err);
	ran_free(ran);
	return root;
}

/*
 * Which check differs, so that a failure can be read. The program's source is no part of the evidence,
 * and what of it is told hangs on whether it is at hand.
 */
static void hold_checks(json_t *first, json_t *again, const char *lab)
{
	json_t *one;
	json_t *other;
	size_t i;

	cr_expect_eq(json_array_size(first), json_array_size(again), "lab %s", lab);
	json_array_foreach(first, i, one)
	{
		other = json_array_get(again, i);
		json_object_del(one, "source");
		json_object_del(other, "source");
		if (json_equal(one, other))
			continue;
		cr_expect(false, "lab %s: %.400s\nbut judged again: %.400s", lab,
			json_dumps(one, 0), json_dumps(other, 0));
	}
}

static void hold_same(json_t *first, json_t *again)
{
	json_t *labs = json_object_get(first, "labs");
	json_t *lab;
	size_t i;

	json_array_foreach(labs, i, lab)
	{
		json_t *other = json_array_get(json_object_get(again, "labs"), i);

		hold_checks(json_object_get(lab, "checks"),
			json_object_get(other, "checks"),
			json_string_value(json_object_get(lab, "name")));
		json_object_del(lab, "checks");
		json_object_del(other, "checks");
	}
	cr_expect(json_equal(first, again), "%.900s\nbut judged again: %.900s",
		json_dumps(first, 0), json_dumps(again, 0));
	json_decref(first);
	json_decref(again);
}

/* The folder is moved, and there is no PATH: nothing can be built, traced or asked. */
Test(judge, every_lab_twice_gives_the_same_verdicts)
{
	char *folder = make_project();
	struct ran first = sh("\"$VMLAB\" check --format json --texts --root '%s'", folder);
	struct ran again = sh("mv '%s/build/runs' '%s/' && env -i VMLAB_LANG=zh \"$VMLAB\" "
			      "judge '%s'/runs/[0-9]* --format json --texts --root .",
		folder, folder, folder);

	hold_same(load(&first), load(&again));
	temp_drop(folder);
}

static const char *const programs[] = {
	"int main(void) { return 0; }",
	"#include <stdio.h>\nint main(void) { puts(\"Address of end symbol: 0x1000\"); "
	"return 3; }",
	"int main(void) { for (;;) { } }",
	"int main(void) { does not compile }",
	"int main(void) { *(volatile char *)0 = 1; return 0; }",
};

Test(judge, wrong_programs_fail_alike)
{
	char *folder = make_project();

	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
		struct ran first;
		struct ran again;

		put_file(folder, "mine.c", "%s", programs[i]);
		first = sh("\"$VMLAB\" check 1 --program '%s/mine.c' --format json --texts "
			   "--limit 1 --root '%s'",
			folder, folder);
		again = sh("\"$VMLAB\" judge '%s/build/runs/01' --format json --texts "
			   "--root .",
			folder);
		cr_expect_eq(first.status, 1, "%s", programs[i]);
		cr_expect_eq(again.status, 1, "%s", programs[i]);
		hold_same(load(&first), load(&again));
	}
	temp_drop(folder);
}

/* The path of the program is no UTF-8, and the map has it byte for byte. */
Test(judge, evidence_from_a_folder_of_any_name_is_judged_alike)
{
	char *folder = temp_make();
	struct ran first = sh("odd=$(printf '%s/a\\377b') && mkdir \"$odd\" && "
			      "cp -r labs expected \"$odd/\" && "
			      "\"$VMLAB\" check 13 --format json --texts --root \"$odd\"",
		folder);
	struct ran again =
		sh("\"$VMLAB\" judge '%s'/a*b/build/runs/13 --format json --texts "
		   "--root .",
			folder);

	cr_expect_eq(first.status, 0, "%s", first.err);
	cr_expect_eq(again.status, 0, "%s", again.err);
	hold_same(load(&first), load(&again));
	temp_drop(folder);
}

/* What the lab's own program shows on this machine belongs to the evidence. */
Test(judge, what_a_program_hides_is_its_failure_again)
{
	static const char hides[] = "#include <stdio.h>\n#include <sys/prctl.h>\n"
				    "int main(void) { prctl(PR_SET_DUMPABLE, 0); "
				    "puts(\"Press Enter\"); getchar(); return 0; }";
	char *folder = make_project();
	struct ran first;
	struct ran again;

	put_file(folder, "mine.c", "%s", hides);
	first = sh("\"$VMLAB\" check 9 --program '%s/mine.c' --format json --root '%s'",
		folder, folder);
	again = sh("\"$VMLAB\" judge '%s/build/runs/09' --format json --root .", folder);
	cr_expect_eq(first.status, again.status);
	hold_same(load(&first), load(&again));
	temp_drop(folder);
}

/* Damaged in every way that a line, a byte or a file can be missing: a sentence, and no verdict. */
Test(judge, damaged_evidence_is_refused_with_a_sentence)
{
	static const char *const damages[] = {"rm manifest.json", "rm lab.expect",
		"rm *.out", "rm *.log", "rm *.pause1", "rm *.elf", "rm memory",
		"echo >memory", "echo '{}' >manifest.json", "echo '[1]' >manifest.json",
		"sed -i 's/\"bundle\": 1/\"bundle\": 99/' manifest.json",
		"sed -i 's/\"page\": [0-9]*/\"page\": 0/' manifest.json",
		"sed -i 's/\"outcome\": 0/\"outcome\": 77/' manifest.json",
		"sed -i 's/\"size\": [0-9]*/\"size\": -5/' manifest.json",
		"sed -i 's/\"records\"/\"nothing\"/' manifest.json",
		"sed -i 's/\"failing\": \"[^\"]*\"/\"failing\": null/' manifest.json",
		"head -n 3 manifest.json >m; mv m manifest.json",
		"head -n 400 manifest.json >m; mv m manifest.json",
		"sed -i '/\"repetition\": 1/d' manifest.json",
		"for f in *.out; do ln -sf /dev/zero $f; done",
		"ln -sf manifest.json memory", "rm memory && mkfifo memory"};
	char *folder = make_project();
	struct ran ran = sh("\"$VMLAB\" check 9 --root '%s'", folder);

	cr_assert_eq(ran.status, 0, "%s%s", ran.out, ran.err);
	ran_free(&ran);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		ran = sh("rm -rf '%s/09' && cp -r '%s/build/runs/09' '%s/' && (cd '%s/09' "
			 "&& %s) && "
			 "\"$VMLAB\" judge '%s/09' --root .",
			folder, folder, folder, folder, damages[i], folder);
		cr_expect_eq(ran.status, 2, "%s: %d\n%s%s", damages[i], ran.status, ran.out,
			ran.err);
		cr_expect(*ran.err, "%s", damages[i]);
		ran_free(&ran);
	}
	temp_drop(folder);
}

/* The parts of a manifest that have this name, wherever they stand, one after the other. */
static json_t *find_part(
	json_t *root, const char *name, bool (*is_meant)(const json_t *part))
{
	json_t *part = json_is_object(root) ? json_object_get(root, name) : NULL;
	const char *key;
	json_t *value;
	size_t i;

	if (part && is_meant(part))
		return part;
	part = NULL;
	json_object_foreach(root, key, value) if (!part) part =
		find_part(value, name, is_meant);
	json_array_foreach(root, i, value) if (!part) part =
		find_part(value, name, is_meant);
	return part;
}

static bool has_something(const json_t *part)
{
	return json_array_size(part) > 0;
}

static bool is_null(const json_t *part)
{
	return json_is_null(part);
}

/* A page so far behind its piece that its place in bytes has no room in 64 bits. */
static void move_page(json_t *root)
{
	json_t *pages = find_part(root, "pages", has_something);

	cr_assert(pages);
	json_array_set_new(json_array_get(pages, 0), 0, json_integer(1LL << 52));
}

/* A lack with so many sentences that they have no room on the stack. */
static void say_much(json_t *root)
{
	json_t *reason = json_array();
	json_t *lack = json_pack("{s:n, s:o, s:[], s:b}", "what", "reason", reason,
		"remedy", "by_program", false);
	json_t *sentence =
		json_pack("{s:s, s:[], s:{}}", "kind", "NONE", "values", "texts");
	json_t *pauses = find_part(root, "pauses", has_something);

	cr_assert(find_part(pauses, "unread", is_null));
	for (int i = 0; i < 300000; i++)
		json_array_append(reason, sentence);
	json_object_set_new(json_array_get(pauses, 0), "unread", lack);
	json_decref(sentence);
}

static struct ran judge_manifest(const char *folder, json_t *root)
{
	char *path;

	cr_assert(asprintf(&path, "%s/build/runs/09/manifest.json", folder) > 0);
	cr_assert_eq(json_dump_file(root, path, JSON_COMPACT), 0);
	free(path);
	return sh("\"$VMLAB\" judge '%s/build/runs/09' --root .", folder);
}

static json_t *read_manifest(const char *folder)
{
	struct ran ran = sh("\"$VMLAB\" check 9 --root '%s' >/dev/null && "
			    "cat '%s/build/runs/09/manifest.json'",
		folder, folder);

	return load(&ran);
}

Test(judge, numbers_of_a_manifest_are_not_believed)
{
	char *folder = make_project();
	json_t *root = read_manifest(folder);
	json_t *copy = json_deep_copy(root);
	struct ran ran;

	move_page(copy);
	ran = judge_manifest(folder, copy);
	cr_expect_eq(ran.status, 2, "%s", ran.err);
	cr_expect(has(ran.err, "makes no sense: pages"), "%s", ran.err);
	ran_free(&ran);
	say_much(root);
	ran = judge_manifest(folder, root);
	cr_expect(ran.status >= 0 && ran.status <= 3, "%d", ran.status);
	ran_free(&ran);
	json_decref(copy);
	json_decref(root);
	temp_drop(folder);
}

/* Of a run or a tool that was recorded: without its record nothing that asks for it may pass. */
Test(judge, evidence_without_a_record_is_refused)
{
	char *folder = make_project();
	json_t *root = read_manifest(folder);
	json_t *records = json_object_get(root, "records");

	cr_expect(json_array_size(records) > 4);
	for (size_t i = 0; i < json_array_size(records); i++) {
		json_t *copy = json_deep_copy(root);
		struct ran ran;

		json_array_remove(json_object_get(copy, "records"), i);
		ran = judge_manifest(folder, copy);
		cr_expect_eq(ran.status, 2, "without record %zu: %s", i, ran.out);
		cr_expect(has(ran.err, "is missing or makes no sense"), "%s", ran.err);
		ran_free(&ran);
		json_decref(copy);
	}
	json_decref(root);
	temp_drop(folder);
}

Test(judge, what_is_no_evidence_is_named)
{
	struct ran ran = sh("\"$VMLAB\" judge labs --root .");

	cr_expect_eq(ran.status, 2);
	cr_expect(has(ran.err, "labs: is no evidence of a lab") &&
			has(ran.err, "build/runs/03"),
		"%s", ran.err);
	ran_free(&ran);
	ran = sh("\"$VMLAB\" judge --root .");
	cr_expect_eq(ran.status, 2);
	cr_expect(has(ran.err, "Say which evidence to judge"), "%s", ran.err);
	ran_free(&ran);
}
