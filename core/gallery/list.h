/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scenarios of the gallery, as a list. */
#ifndef CC_LIST_H
#define CC_LIST_H

#include "gallery/gallery.h"

struct demo_recipe;
struct wrap;

size_t demo_count(void);
const struct demo_scenario *demo_at(size_t i);
const struct demo_recipe *demo_recipe_at(size_t i);           /* how it is made (recipe.h) */
const struct demo_scenario *demo_find(const char *name);      /* NULL: none of that name */

/* Names and titles by topic, for --list-demos and the README. */
void demo_list(struct wrap *w);

#endif
