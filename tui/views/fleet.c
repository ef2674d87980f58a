/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many targets in a table that fills while they are inspected. */
#include "parts/export.h"
#include "parts/fleet-draw.h"
#include "parts/headline.h"
#include "parts/preview.h"
#include "views/fleet-run.h"
#include "parts/layout.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FLEET_TABLE_H = 17,                  /* rows of a body that has some for a rule and a preview */
	FLEET_PREVIEW_W = 70, FLEET_BESIDE_W = 160, FLEET_BOTH_W = 180, FLEET_LOW_H = 32, FLEET_PAGE = 10,
	FLEET_WATCH_DEFAULT_S = 60, FLEET_WATCH_MIN_S = 5, FLEET_WATCH_MAX_S = MOMENT_DAY
};

/* Words of what was typed, each a target. */
static void fleet_take_words(struct view *v, const char *text)
{
	struct fleet_view *s = v->state;
	const char *p = text;

	while (*(p += strspn(p, " ,\t")) != '\0') {
		size_t n = strcspn(p, " ,\t");
		char *word = mem_strndup(p, n);

		if (fleet_take(s, word) < 0)
			app_say(v->app, INK_ERROR, "There is no room for more than %d targets", FLEET_MAX_ROWS);
		free(word);
		p += n;
	}
	fleet_fill_slots(v);
}

static void fleet_added(struct app *a, struct view *v, const char *text)
{
	struct fleet_view *s = v->state;
	struct cc_err e = { 0 };

	if (v->ops != &view_fleet)
		return;
	if (*text != '@') {
		fleet_take_words(v, text);
	} else if (app_list_file(a, text + 1, &e)) {
		s->listed = true;
		(void)fleet_tick(v);
	} else {
		app_say(a, INK_ERROR, "%s", e.msg);
	}
}

static void fleet_ask(struct view *v)
{
	app_ask(v->app, "Targets, or @FILE with one a line:", "", fleet_added);
}

static void fleet_open(struct view *v)
{
	struct fleet_view *s = v->state;

	fleet_init(&s->fleet);
	s->fleet.title = headline_title;
	s->fleet.brief = headline_brief;
	prompt_init(&s->filter, FLEET_FILTER_BYTES - 1);
	s->at = s->marked = -1;
	s->listed = v->text != NULL;
	s->stale = true;
	if (v->shown != NULL) {
		int row = fleet_add(&s->fleet, v->shown->i->target.input);

		fleet_fill(&s->fleet, row, v->shown->i);
		fleet_keep(s, row, v->shown);
	}
	if (s->listed)
		(void)fleet_tick(v);
	else
		fleet_ask(v);
	/* The table is about many: what it was opened with is one of them. */
	shown_unref(v->shown);
	v->shown = NULL;
}

static void fleet_close(struct view *v)
{
	struct fleet_view *s = v->state;

	for (size_t k = 0; k < s->fleet.n; k++) {
		if (s->fleet.rows[k].job != 0)
			app_cancel(v->app, s->fleet.rows[k].job);
	}
	for (size_t k = 0; k < FLEET_MAX_KEPT; k++)
		shown_unref(s->kept[k].shown);
	prompt_done(&s->filter);
	fleet_done(&s->fleet);
}

/* --- painting --- */

/* "87 of 120, 0:04 left" and a bar, or when it goes on. */
static void fleet_paint_progress(const struct fleet_view *s, const struct draw *d)
{
	int64_t now = fleet_ms(), left;
	int bar = d->at.w >= 72 ? 24 : 0, x;
	char text[64], count[TEXT_COUNT], all[TEXT_COUNT];

	if (!fleet_busy(s)) {
		left = (s->watch_ms - now) / 1000 + 1;
		if (s->watch_s > 0 && left >= 0)
			(void)snprintf(text, sizeof text, "looking again in %d:%02d", (int)(left / 60),
				(int)(left % 60));
		else
			(void)snprintf(text, sizeof text, "%s %s", text_count(s->fleet.n, count),
				s->fleet.n == 1 ? "target" : "targets");
		if (s->fleet.n_shown < s->fleet.n)
			(void)snprintf(text, sizeof text, "%s of %s shown", text_count(s->fleet.n_shown, count),
				text_count(s->fleet.n, all));
		(void)draw_text_right(d, 0, d->at.w - 1, INK_DIM, text);
		return;
	}
	left = s->done > 0 ? (now - s->began_ms) / (int64_t)s->done * (int64_t)(s->total - s->done) / 1000 : -1;
	x = snprintf(text, sizeof text, "%s of %s%s", text_count(s->done, count), text_count(s->total, all),
		 s->listed ? " or more" : "");
	if (left >= 0 && x > 0 && x < (int)sizeof text)
		(void)snprintf(text + x, sizeof text - (size_t)x, ", %d:%02d left", (int)(left / 60), (int)(left % 60));
	(void)draw_text_right(d, 0, d->at.w - 1, INK_TEXT, text);
	x = d->at.w - 1 - draw_width(d, text) - 2 - bar;
	if (bar > 0 && x > 0) {
		int full = layout_share((int64_t)s->done, (int64_t)s->total, bar);

		draw_row(d, 0, x, full, INK_BAR_NOW, GLYPH_BAR_GONE);
		draw_row(d, 0, x + full, bar - full, INK_BAR_GONE, GLYPH_BAR_LEFT);
	}
}

static void fleet_paint_filter(const struct fleet_view *s, const struct draw *d)
{
	int x;

	if (!s->typing && s->filter.len == 0)
		return;
	x = 2 + draw_text(d, 0, 1, INK_LABEL, "Filter:");
	prompt_draw(&s->filter, d, 0, x, d->at.w / 2 - x, "words to look for; Esc: all", s->typing);
}

static void fleet_paint_table(struct view *v, const struct draw *d, int y)
{
	struct fleet_view *s = v->state;
	struct draw titles = draw_part(d, (struct region){ 0, 0, 1, d->at.w }),
		rows = draw_part(d, (struct region){ 1, 0, d->at.h - 1, d->at.w });
	int place = fleet_place(&s->fleet, s->at), line = place >= 0 ? fleet_line(&s->fleet, place) : 0,
		n = fleet_lines(&s->fleet);

	s->table_y = y + 1;
	s->table_h = rows.at.h;
	s->top = layout_scroll(s->top, line, n, rows.at.h);
	/* The first group's heading is not to be the one line that nobody can scroll to. */
	if (place == 0)
		s->top = 0;
	fleet_draw_titles(&s->fleet, &titles);
	fleet_draw_rows(&s->fleet, &rows, s->top, s->at, s->marked);
	draw_more(&rows, s->top > 0, s->top + rows.at.h < n);
	if (s->fleet.n == 0)
		(void)draw_text(&rows, 1, 3, INK_DIM,
			s->listed ? "Reading the list of targets" : "No targets yet: + asks for some");
	else if (s->fleet.n_shown == 0)
		(void)draw_text(&rows, 1, 3, INK_DIM, "Nothing fits the filter: Esc takes it away");
}

/* What one would see first of the chosen target, without going in, below its name. */
static void fleet_paint_preview(struct view *v, const struct draw *d)
{
	const struct fleet_view *s = v->state;
	const struct fleet_row *r = s->at >= 0 ? &s->fleet.rows[s->at] : NULL;
	struct draw part = draw_part(d, (struct region){ 1, 0, d->at.h - 1, d->at.w });

	draw_row(d, 0, 0, d->at.w, INK_FRAME, GLYPH_H);
	if (r == NULL)
		return;
	(void)draw_textf(d, 0, 2, INK_STRONG, " %s ", r->target);
	if (r->shown != NULL)
		preview_draw(&part, r->shown->i, app_audience(v->app));
	else
		(void)draw_text_in(&part, 0, 1, d->at.w - 2, INK_DIM, r->state == FLEET_BAD ? r->what
			: r->state == FLEET_DONE ? "No longer kept whole: Enter inspects it again" : "To come");
}

/* The preview stands below the table, in the rows that it does not need and at least in a few; beside it where that is
 * wide enough; nowhere where there is no room. Returns what is left for the table. */
static struct draw fleet_split(struct view *v, const struct draw *d)
{
	const struct fleet_view *s = v->state;
	int free_rows = d->at.h - 1 - fleet_lines(&s->fleet), rows = PREVIEW_LEAST_H + 1;
	struct draw part;

	/* a table is not to lose columns because the screen is wider: where there are rows enough they come first */
	if (d->at.w >= FLEET_BOTH_W || (d->at.w >= FLEET_BESIDE_W && d->at.h < FLEET_LOW_H)) {
		part = draw_part(d, (struct region){ 0, d->at.w - FLEET_PREVIEW_W, d->at.h, FLEET_PREVIEW_W });
		fleet_paint_preview(v, &part);
		return draw_part(d, (struct region){ 0, 0, d->at.h, d->at.w - FLEET_PREVIEW_W - 1 });
	}
	if (d->at.h < FLEET_TABLE_H && free_rows < rows)
		return *d;
	rows = free_rows > rows ? free_rows : rows;
	rows = rows < PREVIEW_MOST_H + 1 ? rows : PREVIEW_MOST_H + 1;
	part = draw_part(d, (struct region){ d->at.h - rows, 0, rows, d->at.w });
	fleet_paint_preview(v, &part);
	return draw_part(d, (struct region){ 0, 0, d->at.h - rows, d->at.w });
}

static void fleet_paint(struct view *v, const struct draw *d)
{
	struct fleet_view *s = v->state;
	struct draw part = draw_part(d, (struct region){ 0, 0, 1, d->at.w });
	int top = d->at.h >= FLEET_TABLE_H ? 3 : 2;

	s->fleet.unheaded = d->at.w < FLEET_NARROW;
	fleet_arrange_now(s);
	fleet_draw_counts(&s->fleet, &part);
	part = draw_part(d, (struct region){ 1, 0, 1, d->at.w });
	fleet_paint_filter(s, &part);
	if (!s->typing || d->at.w >= FLEET_FILTER_BYTES / 2)
		fleet_paint_progress(s, &part);
	if (top > 2)
		draw_row(d, 2, 0, d->at.w, INK_FRAME, GLYPH_H);
	part = draw_part(d, (struct region){ top, 0, d->at.h - top, d->at.w });
	part = fleet_split(v, &part);
	fleet_paint_table(v, &part, top);
}

static void fleet_heading(const struct view *v, char *left, char *right, size_t size)
{
	const struct fleet_view *s = v->state;

	(void)snprintf(left, size, "fleet");
	right[0] = '\0';
	if (s->watch_s > 0)
		(void)snprintf(right, size, "watching, every %d s", s->watch_s);
}

/* --- requests --- */

static enum handled fleet_move(struct fleet_view *s, int step)
{
	int place;

	fleet_arrange_now(s);
	place = fleet_place(&s->fleet, s->at) + step;
	if (s->fleet.n_shown == 0)
		return HANDLED;
	place = place < 0 ? 0 : place >= (int)s->fleet.n_shown ? (int)s->fleet.n_shown - 1 : place;
	s->at = (int)s->fleet.shown[place];
	s->chosen = place > 0;
	return HANDLED;
}

static enum handled fleet_sort(struct view *v, int step)
{
	struct fleet_view *s = v->state;

	s->fleet.sort = (enum fleet_column)(((int)s->fleet.sort + step + N_FLEET_COLUMNS) % N_FLEET_COLUMNS);
	s->fleet.reverse = false;
	s->stale = true;
	app_say(v->app, INK_MESSAGE, "Sorted by %s", fleet_title(s->fleet.sort));
	return HANDLED;
}

static enum handled fleet_enter(struct view *v)
{
	struct fleet_view *s = v->state;
	struct fleet_row *r = s->at >= 0 ? &s->fleet.rows[s->at] : NULL;

	if (r == NULL) {
		fleet_ask(v);
	} else if (r->state == FLEET_BAD) {
		app_say(v->app, INK_ERROR, "%s", r->what);
	} else if (r->shown != NULL) {
		app_looked_at(v->app, r->shown);
		app_open(v->app, shown_view(r->shown), &(struct view_arg){ .shown = r->shown, .card = -1 });
	} else {
		(void)app_inspect(v->app, r->target);
	}
	return HANDLED;
}

static enum handled fleet_again(struct view *v)
{
	struct fleet_view *s = v->state;

	if (s->at >= 0)
		fleet_want(s, s->at);
	fleet_fill_slots(v);
	return HANDLED;
}

static void fleet_watch_answer(struct app *a, struct view *v, const char *text)
{
	struct fleet_view *s = v->state;
	char *end;
	long n = strtol(text, &end, 10);

	if (v->ops != &view_fleet)
		return;
	if (end == text || *end != '\0' || n < 0 || n > FLEET_WATCH_MAX_S || (n > 0 && n < FLEET_WATCH_MIN_S)) {
		app_say(a, INK_ERROR, "Seconds from %d to %d, or 0", FLEET_WATCH_MIN_S, FLEET_WATCH_MAX_S);
		return;
	}
	s->watch_s = (int)n;
	s->watch_ms = fleet_ms() + (int64_t)n * 1000;
	app_say(a, INK_MESSAGE, n > 0 ? "All are inspected again every %ld seconds" : "No longer watching", n);
}

static enum handled fleet_watch(struct view *v)
{
	const struct fleet_view *s = v->state;
	char seconds[16];

	(void)snprintf(seconds, sizeof seconds, "%d", s->watch_s > 0 ? 0 : FLEET_WATCH_DEFAULT_S);
	app_ask(v->app, "Look again every so many seconds (0: no longer):", seconds, fleet_watch_answer);
	return HANDLED;
}

static void fleet_export_answer(struct app *a, struct view *v, const char *path)
{
	struct fleet_view *s = v->state;
	size_t n = strlen(path);
	struct cc_err e = { 0 };
	char *text;

	if (v->ops != &view_fleet)
		return;
	fleet_arrange_now(s);
	text = n > 4 && strcmp(path + n - 4, ".csv") == 0 ? fleet_csv(&s->fleet) : fleet_text(&s->fleet);
	if (export_write(path, text, strlen(text), &e) != 0)
		app_say(a, INK_ERROR, "%s", e.msg);
	else
		app_say(a, INK_MESSAGE, "Written: %zu targets to %.300s", s->fleet.n_shown, path);
	free(text);
}

static enum handled fleet_mark(struct view *v)
{
	struct fleet_view *s = v->state;

	if (s->at < 0)
		return HANDLED;
	if (s->fleet.rows[s->at].shown == NULL) {
		app_say(v->app, INK_ERROR, "Only the last %d are kept whole: r looks again, then C",
			FLEET_MAX_KEPT);
	} else if (s->marked < 0 || s->marked == s->at || s->fleet.rows[s->marked].shown == NULL) {
		s->marked = s->marked == s->at ? -1 : s->at;
		app_say(v->app, INK_MESSAGE,
			s->marked < 0 ? "No longer marked" : "Marked: C on another line compares the two");
	} else {
		app_open(v->app, view_opened_by(REQUEST_COMPARE), &(struct view_arg){
			.shown = s->fleet.rows[s->at].shown, .other = s->fleet.rows[s->marked].shown,
				.card = -1 });
		s->marked = -1;
	}
	return HANDLED;
}

/* Esc and q take the filter away before they leave. */
static enum handled fleet_back(struct fleet_view *s)
{
	if (s->filter.len == 0 && s->fleet.group < 0)
		return IGNORED;
	prompt_set(&s->filter, "");
	s->fleet.filter[0] = '\0';
	s->fleet.group = -1;
	s->stale = true;
	return HANDLED;
}

static enum handled fleet_group(struct fleet_view *s, int direction)
{
	s->fleet.group = fleet_next_group(&s->fleet, direction);
	s->stale = true;
	return HANDLED;
}

static enum handled fleet_request(struct view *v, enum request r)
{
	struct fleet_view *s = v->state;

	switch (r) {
	case REQUEST_UP: return fleet_move(s, -1);
	case REQUEST_DOWN: return fleet_move(s, 1);
	case REQUEST_PAGE_UP: return fleet_move(s, -(s->table_h > 2 ? s->table_h - 1 : FLEET_PAGE));
	case REQUEST_PAGE_DOWN: return fleet_move(s, s->table_h > 2 ? s->table_h - 1 : FLEET_PAGE);
	case REQUEST_TOP: return fleet_move(s, -FLEET_MAX_ROWS);
	case REQUEST_BOTTOM: return fleet_move(s, FLEET_MAX_ROWS);
	case REQUEST_SORT_BACK: return fleet_sort(v, -1);
	case REQUEST_SORT: return fleet_sort(v, 1);
	case REQUEST_REVERSE: s->fleet.reverse = !s->fleet.reverse; s->stale = true; return HANDLED;
	case REQUEST_GROUP: return fleet_group(s, 1);
	case REQUEST_GROUP_BACK: return fleet_group(s, -1);
	case REQUEST_FILTER: s->typing = true; return HANDLED;
	case REQUEST_ENTER: return fleet_enter(v);
	case REQUEST_AGAIN: return fleet_again(v);
	case REQUEST_AGAIN_ALL: fleet_again_all(v); return HANDLED;
	case REQUEST_WATCH: return fleet_watch(v);
	case REQUEST_WRITE: app_ask(v->app, "What is shown, to (.csv, else text):", "fleet.csv", fleet_export_answer);
		return HANDLED;
	case REQUEST_ADD: fleet_ask(v); return HANDLED;
	case REQUEST_COMPARE: return fleet_mark(v);
	case REQUEST_BACK: return fleet_back(s);
	default: return IGNORED;
	}
}

/* While the filter is typed the table follows. */
static enum handled fleet_key(struct view *v, int32_t key)
{
	struct fleet_view *s = v->state;

	if (!prompt_filter_key(&s->filter, &s->typing, key))
		return IGNORED;
	(void)snprintf(s->fleet.filter, sizeof s->fleet.filter, "%s", s->filter.text);
	s->stale = true;
	return HANDLED;
}

static enum handled fleet_click(struct view *v, int y, int x)
{
	struct fleet_view *s = v->state;
	int row = y >= s->table_y && y < s->table_y + s->table_h ? fleet_row_at(&s->fleet, s->top, y - s->table_y) : -1;

	(void)x;
	if (row >= 0 && row == s->at)
		return fleet_enter(v);
	if (row >= 0)
		s->at = row;
	s->chosen = row >= 0 || s->chosen;
	return HANDLED;
}

static char *fleet_copy(struct view *v)
{
	struct fleet_view *s = v->state;

	fleet_arrange_now(s);
	return fleet_text(&s->fleet);
}

static const char *fleet_hint(const struct view *v, enum request r)
{
	const struct fleet_view *s = v->state;

	if (s->typing)
		return r == REQUEST_ENTER ? "keep" : "";
	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN: return "choose";
	case REQUEST_BACK: return s->filter.len > 0 || s->fleet.group >= 0 ? "show all" : NULL;
	default: return NULL;
	}
}

static const enum request fleet_requests[] = {
	REQUEST_ENTER, REQUEST_UP, REQUEST_DOWN, REQUEST_FILTER, REQUEST_SORT_BACK, REQUEST_SORT, REQUEST_GROUP,
		REQUEST_AGAIN, REQUEST_WRITE, REQUEST_ADD, REQUEST_COMPARE, REQUEST_AGAIN_ALL, REQUEST_WATCH,
	REQUEST_REVERSE, REQUEST_BACK,
	REQUEST_PAGE_UP, REQUEST_PAGE_DOWN, REQUEST_TOP,
	REQUEST_BOTTOM, REQUEST_GROUP_BACK, REQUEST_NONE,
};

const struct view_ops view_fleet = {
	.name = "fleet", .title = "Fleet", .state_size = sizeof(struct fleet_view), .opened_by = REQUEST_FLEET,
		.requests = fleet_requests,
	.open = fleet_open, .close = fleet_close, .paint = fleet_paint,
	.plain = fleet_plain, .request = fleet_request, .key = fleet_key,
	.click = fleet_click,
	.tick = fleet_tick, .hint = fleet_hint, .copy = fleet_copy, .heading = fleet_heading, .arrived = fleet_arrived,
};
