/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places to go to: what was visited, and the gallery. */
#include "app/places.h"

#include "base/mem.h"
#include "base/moment.h"
#include "explain/cause.h"
#include "gallery/gallery.h"
#include "gallery/list.h"
#include "visits/visits.h"

#include <stdlib.h>

/* Where many inspections end one after the other, the memory is not written for each. */
enum { PLACES_SAVE_EVERY = 256 };

static void places_forget(struct app_places *s)
{
	for (size_t i = 0; i < s->n_recent; i++)
		free(s->notes[i]);
	free(s->notes);
	free(s->recent);
	s->recent = NULL;
	s->notes = NULL;
	s->n_recent = 0;
}

void places_note(struct app *a, struct inspection *i)
{
	(void)state_note(a->places.visits, i);
}

void places_seen(struct app *a, const struct inspection *i, bool among)
{
	if (among)
		state_remember_among(a->places.visits, i);
	else
		state_remember(a->places.visits, i, false);
	a->places.unsaved++;
	places_forget(&a->places);
}

/* A memory that cannot be written is no reason to stop: what was seen is shown all the same. */
void places_save(struct app *a, bool now)
{
	if (a->places.unsaved == 0 || (!now && a->places.unsaved < PLACES_SAVE_EVERY))
		return;
	(void)state_save(a->places.visits, NULL);
	a->places.unsaved = 0;
}

bool app_accept(struct app *a, const struct inspection *i)
{
	state_remember(a->places.visits, i, true);
	a->places.unsaved++;
	places_save(a, true);
	places_forget(&a->places);
	return state_find(a->places.visits, i) != NULL;
}

/* What a line says of a visit beyond its sign. */
static char *places_visit_words(const struct visit *v, int64_t now)
{
	const char *title = *v->finding != '\0' ? cause_title(v->finding) : NULL;
	char span[MOMENT_SIZE];

	if (title != NULL)
		return mem_strdup(title);
	if (*v->finding != '\0')
		return mem_strdup(v->finding);
	if (!v->has_key)
		return mem_strdup("");
	return mem_printf(v->not_after >= now ? "%s left" : "ended %s ago", moment_span(v->not_after - now, span));
}

size_t app_recent(struct app *a, const struct recent_shown **list)
{
	struct app_places *s = &a->places;
	const struct visit *const *visits;
	size_t n;

	if (s->recent == NULL) {
		n = state_recent(s->visits, &visits);
		s->recent = mem_resize(NULL, n + 1, sizeof *s->recent);
		s->notes = mem_resize(NULL, n + 1, sizeof *s->notes);
		s->n_recent = n;
		for (size_t i = 0; i < n; i++) {
			s->notes[i] = places_visit_words(visits[i], app_now(a));
			s->recent[i] = (struct recent_shown){ .target = visits[i]->target, .level = visits[i]->level,
				.note = s->notes[i], .when = visits[i]->time };
		}
	}
	*list = s->recent;
	return s->n_recent;
}

size_t app_gallery(struct app *a, const struct gallery_shown **list)
{
	struct app_places *s = &a->places;
	size_t n = demo_count();

	if (s->gallery == NULL) {
		s->gallery = mem_resize(NULL, n, sizeof *s->gallery);
		for (size_t i = 0; i < n; i++) {
			const struct demo_scenario *d = demo_at(i);

			s->gallery[i] = (struct gallery_shown){ .topic = d->topic, .name = d->name, .title = d->title };
		}
	}
	*list = s->gallery;
	return n;
}

void places_done(struct app *a)
{
	places_save(a, true);
	places_forget(&a->places);
	free(a->places.gallery);
}
