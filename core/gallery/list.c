/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's table: scenarios.def as scenarios and as recipes. */

#include "gallery/list.h"
#include "gallery/recipe.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct demo_scenario demo_scenarios[] = {
#define DEMO(name_, topic_, host_, title_, look_, question_, answer_, ...) \
	{ .name = name_, .topic = topic_, .title = title_, .host = host_, .lesson = { look_, question_, answer_ } },
#include "gallery/scenarios.def"
#undef DEMO
};

static const struct demo_recipe demo_recipes[] = {
#define DEMO(name_, topic_, host_, title_, look_, question_, answer_, ...) { __VA_ARGS__ },
#include "gallery/scenarios.def"
#undef DEMO
};

size_t demo_count(void)
{
	return sizeof demo_scenarios / sizeof demo_scenarios[0];
}

const struct demo_scenario *demo_at(size_t i)
{
	return i < demo_count() ? &demo_scenarios[i] : NULL;
}

const struct demo_recipe *demo_recipe_at(size_t i)
{
	return i < demo_count() ? &demo_recipes[i] : NULL;
}

const struct demo_scenario *demo_find(const char *name)
{
	for (size_t i = 0; i < demo_count(); i++)
		if (strcmp(demo_scenarios[i].name, name) == 0)
			return &demo_scenarios[i];
	return NULL;
}

int demo_list(FILE *f, bool ascii, int width)
{
	const int indent = 30;
	const char *topic = "";

	for (size_t i = 0; i < demo_count(); i++) {
		const struct demo_scenario *s = &demo_scenarios[i];
		char *title = text_fit(s->title, width > indent + 10 ? (size_t)(width - indent) : 10, ascii);
		int r;

		if (strcmp(topic, s->topic) != 0)
			(void)fprintf(f, "%s%s\n", i > 0 ? "\n" : "", s->topic);
		topic = s->topic;
		r = fprintf(f, "  %-*s%s\n", indent - 2, s->name, title);
		free(title);
		if (r < 0)
			return -1;
	}
	return fflush(f) == 0 && !ferror(f) ? 0 : -1;
}
