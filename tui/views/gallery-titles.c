/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looked up in the application's list. */
#include "views/gallery-titles.h"

#include <string.h>

static const char *gallery_title(void *ctx, const char *demo)
{
	const struct gallery_shown *list;
	size_t n = app_gallery(ctx, &list);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].name, demo) == 0)
			return list[i].title;
	}
	return demo;
}

struct gallery_titles gallery_titles(struct app *a)
{
	return (struct gallery_titles){ gallery_title, a };
}
