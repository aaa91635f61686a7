/* SPDX-License-Identifier: MIT */
#if __has_include(<jansson.h>)

#include "manifest.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/file.h"
#include "messages.h"

void manifest_fail(struct manifest *manifest, const char *what)
{
	if (!manifest->failed)
		err_at(manifest->err, manifest->path, 0, M_BUNDLE_WRONG, what);
	manifest->failed = true;
}

/* --- the values of a manifest --------------------------------------------------------- */

/* A text that is no UTF-8 is an array of its bytes. */
static const char *text_of_bytes(struct manifest *manifest, const json_t *array)
{
	char *text = pool_alloc(manifest->pool, json_array_size(array) + 1);
	const json_t *byte;
	size_t i;

	json_array_foreach(array, i, byte) text[i] = (char)json_integer_value(byte);
	return text;
}

/* NULL where the value is no text. */
static const char *text_of(struct manifest *manifest, const json_t *value)
{
	if (json_is_array(value))
		return text_of_bytes(manifest, value);
	return json_is_string(value) ? pool_copy(manifest->pool, json_string_value(value),
					       json_string_length(value))
				     : NULL;
}

/* NULL of null; what has another type is a fault. */
const char *manifest_text(struct manifest *manifest, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	const char *text = text_of(manifest, value);

	if (!text && !json_is_null(value))
		manifest_fail(manifest, name);
	return text;
}

const char *manifest_needed_text(
	struct manifest *manifest, const json_t *object, const char *name)
{
	const char *value = manifest_text(manifest, object, name);

	if (!value)
		manifest_fail(manifest, name);
	return value ? value : "";
}

int manifest_whole(struct manifest *manifest, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	json_int_t read = json_integer_value(value);

	if (json_is_integer(value) && read >= INT_MIN && read <= INT_MAX)
		return (int)read;
	manifest_fail(manifest, name);
	return 0;
}

bool manifest_flag(struct manifest *manifest, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_boolean(value))
		manifest_fail(manifest, name);
	return json_is_true(value);
}

number manifest_wide_value(struct manifest *manifest, const json_t *value, const char *name)
{
	const char *digits = json_string_value(value);
	number result = 0;
	bool hex;

	if (!digits || number_read(digits, strlen(digits), &result, &hex) != strlen(digits))
		manifest_fail(manifest, name);
	return result;
}

number manifest_wide(struct manifest *manifest, const json_t *object, const char *name)
{
	return manifest_wide_value(manifest, json_object_get(object, name), name);
}

static void read_values(struct manifest *manifest, const json_t *values, struct said *said)
{
	const json_t *value;
	size_t i;

	json_array_foreach(values, i, value)
	{
		struct said_value *at = &said->values[said->count];

		if (said->count == MOST_SAID_VALUES) {
			manifest_fail(manifest, "values");
			return;
		}
		at->number = json_integer_value(value);
		at->text = text_of(manifest, value);
		said->count++;
	}
}

static void read_texts(struct manifest *manifest, const json_t *texts, struct said *said)
{
	for (int i = 0; i < LANGUAGES; i++) {
		const char *english = said->text[ENGLISH];
		const json_t *value =
			json_object_get(texts, language_code((enum language)i));

		said->text[i] = text_of(manifest, value);
		if (said->text[i] && english && strcmp(said->text[i], english) == 0)
			said->text[i] = english;
	}
}

static struct said *read_sentence(struct manifest *manifest, const json_t *object)
{
	struct said *said = pool_alloc(manifest->pool, sizeof *said);

	said->message = said_find(manifest_needed_text(manifest, object, "kind"));
	read_values(manifest, json_object_get(object, "values"), said);
	read_texts(manifest, json_object_get(object, "texts"), said);
	return said;
}

static const struct said *read_said(struct manifest *manifest, const json_t *array)
{
	const struct said *first = NULL;
	const struct said **last = &first;
	const json_t *object;
	size_t i;

	json_array_foreach(array, i, object)
	{
		struct said *said = read_sentence(manifest, object);

		*last = said;
		last = &said->next;
	}
	return first;
}

struct lack manifest_lack(struct manifest *manifest, const json_t *object, const char *name)
{
	const json_t *lack = json_object_get(object, name);

	if (json_is_null(lack))
		return (struct lack){0};
	if (!json_is_object(lack))
		manifest_fail(manifest, name);
	return (struct lack){
		.what = manifest_text(manifest, lack, "what"),
		.reason = read_said(manifest, json_object_get(lack, "reason")),
		.remedy = read_said(manifest, json_object_get(lack, "remedy")),
		.by_program = manifest_flag(manifest, lack, "by_program"),
	};
}

/* --- the files of a bundle ------------------------------------------------------------ */

int manifest_file(struct manifest *manifest, const char *name, struct bytes *bytes)
{
	const char *path = pool_printf(manifest->pool, "%s/%s", manifest->path, name);
	struct stat status;

	if (lstat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return err_at(manifest->err, path, 0, M_BUNDLE_NO_FILE);
	return file_read(manifest->pool, path, bytes, manifest->err);
}

struct bytes manifest_evidence(struct manifest *manifest, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	struct bytes bytes = {"", 0};

	if (path && !manifest->failed &&
		manifest_file(manifest, slash ? slash + 1 : path, &bytes) != 0)
		manifest->failed = true;
	return bytes;
}

#endif
