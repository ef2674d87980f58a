/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's table: scenarios.def as scenarios and as recipes. */

#include "gallery/list.h"
#include "gallery/recipe.h"
#include "base/wrap.h"

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

void demo_list(struct wrap *w)
{
	const char *topic = "";

	for (size_t i = 0; i < demo_count(); i++) {
		const struct demo_scenario *s = &demo_scenarios[i];

		if (strcmp(topic, s->topic) != 0) {
			if (i > 0)
				wrap_blank(w);
			wrap_text(w, 0, WRAP_BOLD, s->topic);
		}
		topic = s->topic;
		wrap_field(w, 2, WRAP_PLAIN, s->name, 28, WRAP_PLAIN, s->title);
	}
}
