/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of the fleet's table are inspected, so many at once, and take what comes back. */
#include "views/fleet-run.h"

#include "base/mem.h"
#include "parts/plain.h"

#include <stdlib.h>
#include <time.h>

enum { FLEET_LISTED_A_TICK = 1000, FLEET_TICK_MS = 100 };

int64_t fleet_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Let a row be inspected as soon as there is room. */
void fleet_want(struct fleet_view *s, int row)
{
	struct fleet_row *r = &s->fleet.rows[row];

	if (r->state == FLEET_WAITING || r->state == FLEET_RUNNING || r->state == FLEET_BAD || r->further)
		return;
	if (s->running == 0 && s->done == s->total) {
		s->began_ms = fleet_ms();
		s->done = s->total = 0;
	}
	s->total++;
	r->state = FLEET_WAITING;
	s->next = row < s->next ? row : s->next;
	s->stale = true;
}

static void fleet_begin(struct view *v, int row)
{
	struct fleet_view *s = v->state;
	struct fleet_row *r = &s->fleet.rows[row];
	struct cc_err e = { 0 };

	r->job = app_start(v->app, r->target, &e);
	if (r->job == 0) {
		fleet_bad(&s->fleet, row, e.msg);
		s->done++;
	} else {
		r->state = FLEET_RUNNING;
		s->running++;
	}
	s->stale = true;
}

void fleet_fill_slots(struct view *v)
{
	struct fleet_view *s = v->state;

	for (; s->next < (int)s->fleet.n && (int)s->running < app_jobs(v->app); s->next++) {
		if (s->fleet.rows[s->next].state == FLEET_WAITING && !s->fleet.rows[s->next].further)
			fleet_begin(v, s->next);
	}
}

int fleet_take(struct fleet_view *s, const char *target)
{
	int row = fleet_add(&s->fleet, target);

	if (row >= 0)
		fleet_want(s, row);
	return row;
}

/* Take what the command line and its list hold, without waiting for the list. */
static void fleet_take_listed(struct view *v)
{
	struct fleet_view *s = v->state;
	char *text = NULL;

	for (int k = 0; s->listed && k < FLEET_LISTED_A_TICK; k++) {
		enum app_listed r = app_listed(v->app, &text);

		if (r == APP_LISTED_LATER)
			return;
		s->listed = r == APP_LISTED;
		if (s->listed && fleet_take(s, text) < 0) {
			app_say(v->app, INK_ERROR, "The list is longer than %d targets: the rest is left out",
				FLEET_MAX_ROWS);
			s->listed = false;
		}
		if (r == APP_LISTED)
			free(text);
	}
}

/* Keep an inspection whole in place of the oldest one. */
void fleet_keep(struct fleet_view *s, int row, struct shown *shown)
{
	struct fleet_kept *k = &s->kept[s->next_kept];

	for (size_t n = 0; n < FLEET_MAX_KEPT; n++) {
		if (s->kept[n].shown != NULL && s->kept[n].row == row)
			k = &s->kept[n];
	}
	if (k == &s->kept[s->next_kept])
		s->next_kept = (s->next_kept + 1) % FLEET_MAX_KEPT;
	if (k->shown != NULL)
		s->fleet.rows[k->row].shown = NULL;
	shown_unref(k->shown);
	*k = (struct fleet_kept){ shown_ref(shown), row };
	s->fleet.rows[row].shown = shown;
}

/* The first inspection of a job fills its row, those of further addresses have rows of their own. */
bool fleet_arrived(struct view *v, struct shown *shown, unsigned job, bool last)
{
	struct fleet_view *s = v->state;
	int row = fleet_of_job(&s->fleet, job), into = row;

	if (row < 0)
		return false;
	if (s->fleet.rows[row].state == FLEET_DONE)
		into = fleet_further(&s->fleet, row, shown->i->has_connection
			&& shown->i->connection.address != NULL ? shown->i->connection.address : "");
	if (into >= 0) {
		fleet_fill(&s->fleet, into, shown->i);
		fleet_keep(s, into, shown);
	}
	s->fleet.rows[row].job = last ? 0 : job;
	if (last) {
		s->running--;
		s->done++;
		if (s->running == 0 && s->done == s->total && s->watch_s > 0)
			s->watch_ms = fleet_ms() + (int64_t)s->watch_s * 1000;
	}
	s->stale = true;
	fleet_fill_slots(v);
	return true;
}

void fleet_again_all(struct view *v)
{
	struct fleet_view *s = v->state;

	for (int k = 0; k < (int)s->fleet.n; k++)
		fleet_want(s, k);
	fleet_fill_slots(v);
}

bool fleet_busy(const struct fleet_view *s)
{
	return s->running > 0 || s->done < s->total || s->listed;
}

void fleet_arrange_now(struct fleet_view *s)
{
	if (!s->stale)
		return;
	fleet_arrange(&s->fleet);
	s->stale = false;
	if (s->fleet.n_shown == 0)
		s->at = -1;
	else if (!s->chosen || fleet_place(&s->fleet, s->at) < 0)
		s->at = (int)s->fleet.shown[0];
}

bool fleet_tick(struct view *v)
{
	struct fleet_view *s = v->state;
	bool moved = s->moving;
	int64_t left;

	fleet_take_listed(v);
	fleet_fill_slots(v);
	left = s->watch_ms - fleet_ms();
	if (s->watch_s > 0 && !fleet_busy(s) && left <= 0)
		fleet_again_all(v);
	s->moving = fleet_busy(s);
	v->rest_ms = s->moving ? FLEET_TICK_MS : s->watch_s > 0 ? (int)left : -1;
	/* where the movement ends, its end is shown */
	return moved || s->moving;
}

static void fleet_plain_row(struct page *p, const struct fleet_row *r)
{
	char *what = fleet_cell(r, FLEET_WHAT), *issuer = fleet_cell(r, FLEET_ISSUER), *text;

	text = mem_printf(r->has_days ? "%s%s%s, days: %lld" : "%s%s%s", what,
		*issuer != '\0' ? ", issued by " : "", issuer, (long long)r->days);
	page_lead(p, INK_LABEL, r->target, INK_TEXT, text);
	free(text);
	free(issuer);
	free(what);
}

/* A line for each target that is shown; the counts first. */
int fleet_plain(struct view *v, struct page *p)
{
	static const struct { enum level level; const char *word; } words[] = {
		{ LEVEL_UNTRUSTED, "do not trust" }, { LEVEL_UNREACHABLE, "no answer" }, { LEVEL_CAUTION, "caution" },
		{ LEVEL_TRUSTED, "trusted" },
	};
	struct fleet_view *s = v->state;
	struct fleet_count c = fleet_count(&s->fleet);
	int chosen = -1;

	fleet_arrange_now(s);
	page_line(p);
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		char *text = mem_printf("%s%zu %s", k > 0 ? ", " : "", c.by_level[words[k].level], words[k].word);

		(void)page_span(p, -1, INK_TEXT, text);
		free(text);
	}
	if (c.papers > 0) {
		char *text = mem_printf(", %zu %s", c.papers, c.papers == 1 ? "key or request" : "keys and requests");

		(void)page_span(p, -1, INK_TEXT, text);
		free(text);
	}
	p->tag = s->typing ? PLAIN_TYPED : -1;
	if (s->typing || s->filter.len > 0)
		page_lead(p, INK_LABEL, "Filter", INK_TEXT, s->filter.text);
	p->tag = -1;
	if (s->typing)
		chosen = (int)p->n - 1;
	for (size_t k = 0; k < s->fleet.n_shown; k++) {
		chosen = chosen < 0 && (int)s->fleet.shown[k] == s->at ? (int)p->n : chosen;
		fleet_plain_row(p, &s->fleet.rows[s->fleet.shown[k]]);
	}
	return chosen;
}
