/* SPDX-License-Identifier: GPL-3.0-or-later
 * The theme: the one asked for when the screen opens, and others while it is open. */
#include "app/themes.h"

#include "base/mem.h"
#include "options/settings.h"
#include "terminal/theme-load.h"

#include <stdlib.h>
#include <string.h>

void app_remember(const char *key, const char *value)
{
	struct settings *c = settings_open(NULL, NULL, NULL);

	(void)settings_set(c, key, value, NULL);
	settings_free(c);
}

static void theme_take(struct app *a, const struct theme *t)
{
	(void)snprintf(a->theme, sizeof a->theme, "%s", t->name);
	screen_theme(a->screen, t);
	a->dirty = true;
}

int app_theme(struct app *a, const char *name, struct cc_err *e)
{
	struct theme t;

	if (theme_load(&t, name, e) != 0)
		return -1;
	theme_take(a, &t);
	app_remember("theme", t.name);
	app_say(a, INK_MESSAGE, "Theme: %s (%s)", t.title, t.name);
	return 0;
}

/* Looks for the theme that follows the present one in the order of --list-themes. */
struct theme_next { const char *now; char first[64], next[64]; };

static void theme_next(void *ctx, const struct theme *t, const struct cc_err *e)
{
	struct theme_next *n = ctx;

	if (e != NULL)
		return;
	if (n->first[0] == '\0')
		memcpy(n->first, t->name, sizeof n->first);
	if (n->next[0] == '\0' && strcmp(t->name, n->now) > 0)
		memcpy(n->next, t->name, sizeof n->next);
}

void app_next_theme(struct app *a)
{
	struct theme_next n = { .now = a->theme };
	struct cc_err e = { 0 };

	theme_each(theme_next, &n);
	if (app_theme(a, n.next[0] != '\0' ? n.next : n.first, &e) != 0)
		app_say(a, INK_ERROR, "Theme: %s", e.msg);
}

bool app_projector(const struct app *a)
{
	return a->projector;
}

/* A beam on a wall has no black: a theme with a light ground, and the one before comes back afterwards. */
void app_set_projector(struct app *a, bool on)
{
	static const char light[] = "light";
	struct theme t;
	struct cc_err e = { 0 };

	if (on)
		(void)snprintf(a->theme_before, sizeof a->theme_before, "%s", a->theme);
	/* a theme chosen meanwhile stays */
	if ((on || strcmp(a->theme, light) == 0) && theme_load(&t, on ? light : a->theme_before, &e) == 0)
		theme_take(a, &t);
	a->projector = on;
	app_say(a, INK_MESSAGE, on ? "Enter shows the answer, B ends this" : "As before");
}
