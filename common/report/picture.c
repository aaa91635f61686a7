/* SPDX-License-Identifier: MIT */
#include "picture.h"

#include "../match/pictures.h"
#include "picture_map.h"
#include "picture_memory.h"
#include "picture_pages.h"

void picture_draw(const struct face *face, const struct lab_evidence *evidence,
	const struct picture *picture, int indent)
{
	struct scope now;
	struct scope before;

	if (!picture_scope(evidence, picture, &now, &before))
		return;
	switch (picture->kind) {
	case PICTURE_MAP: picture_map(face, &now, &before, picture, indent); break;
	case PICTURE_PAGES: picture_pages(face, &now, picture->pages, indent); break;
	case PICTURE_MEMORY: picture_memory(face, &now, picture, indent); break;
	}
}
