/* SPDX-License-Identifier: MIT */
#include "stage.h"

#include <string.h>

const struct value *scene_find(const struct scene *scene, const char *name)
{
	for (int i = 0; i < scene->count; i++)
		if (strcmp(scene->bindings[i].name, name) == 0)
			return &scene->bindings[i].value;
	return NULL;
}

void scene_bind(
	struct pool *pool, struct scene *scene, const char *name, const struct value *value)
{
	if (scene->count == scene->room) {
		struct binding *more;

		scene->room = scene->room ? 2 * scene->room : 16;
		more = pool_alloc(pool, (size_t)scene->room * sizeof *more);
		if (scene->count)
			memcpy(more, scene->bindings, (size_t)scene->count * sizeof *more);
		scene->bindings = more;
	}
	scene->bindings[scene->count].name = name;
	scene->bindings[scene->count].value = *value;
	scene->count++;
}

void scene_miss(struct pool *pool, struct scene *scene, const char *name,
	const struct result *section)
{
	struct missing *missing;

	if (scene_find(scene, name) || scene_find_missing(scene, name))
		return;
	missing = pool_alloc(pool, sizeof *missing);
	missing->name = name;
	missing->check = section->check;
	missing->status = section->status;
	missing->lack = section->lack;
	missing->next = scene->missing;
	scene->missing = missing;
}

const struct missing *scene_find_missing(const struct scene *scene, const char *name)
{
	for (const struct missing *at = scene->missing; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}

const struct fact *stage_find_fact(const struct stage *stage, const char *name)
{
	for (int i = 0; i < stage->fact_count; i++)
		if (strcmp(stage->facts[i].name, name) == 0)
			return &stage->facts[i];
	return NULL;
}

const struct build_file *stage_find_file(
	const struct stage *stage, const struct build_spec *build)
{
	for (int i = 0; i < stage->file_count; i++)
		if (stage->files[i].build == build)
			return &stage->files[i];
	return NULL;
}
