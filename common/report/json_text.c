/* SPDX-License-Identifier: MIT */
#include "json_text.h"

#if __has_include(<jansson.h>)
#include <string.h>

#include "../base/text.h"

/* json_string() refuses what is not UTF-8, so that is escaped first. */
json_t *json_visible(const struct face *face, const char *text)
{
	json_t *value = text ? json_string(text) : json_null();

	return value ? value : json_string(text_visible(face->pool, text, strlen(text), 0));
}

static json_t *texts_object(const struct face *face, const struct said *said)
{
	json_t *texts = json_object();

	for (int i = 0; i < LANGUAGES; i++)
		json_object_set_new(texts, language_code((enum language)i),
			json_visible(face, said_in(face->pool, said, (enum language)i)));
	return texts;
}

static json_t *values_array(const struct face *face, const struct said *said)
{
	json_t *array = json_array();

	if (said_is_plain(said))
		json_array_append_new(array, json_visible(face, said->text[ENGLISH]));
	for (int i = 0; i < said->count; i++)
		json_array_append_new(array,
			said->values[i].text
				? json_visible(face, said->values[i].text)
				: json_integer((json_int_t)said->values[i].number));
	return array;
}

static json_t *one_sentence(const struct face *face, const struct said *said)
{
	struct said alone = *said;
	json_t *object = json_pack(
		"{s:s, s:o}", "kind", said_kind(said), "values", values_array(face, said));

	alone.next = NULL;
	if (face->texts)
		json_object_set_new(object, "texts", texts_object(face, &alone));
	return object;
}

json_t *json_said(const struct face *face, const struct said *said)
{
	json_t *array;

	if (!said->next)
		return one_sentence(face, said);
	array = json_array();
	for (; said; said = said->next)
		json_array_append_new(array, one_sentence(face, said));
	return array;
}

#endif
