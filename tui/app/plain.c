/* SPDX-License-Identifier: GPL-3.0-or-later
 * The screen for those who hear it: no boxes, no columns, a fact a line; the cursor stands on the chosen line, and the
 * last line says what has changed. A line that changes is sent whole, so that it is spoken whole. */
#include "app/plain.h"

#include "app/themes.h"
#include "base/mem.h"
#include "parts/layout.h"
#include "parts/page.h"
#include "parts/plain.h"

#include <stdlib.h>
#include <string.h>

/* What the view says now, or while a place is asked for what it may be. */
static int plain_page(struct app *a, struct view *v, struct page *p)
{
	const struct palette *o = &a->question.offers;

	if (a->question.asking != ASKING_LINE
		|| (a->question.fault[0] == '\0' && (!a->question.places || o->n == 0)))
		return v->ops->plain != NULL ? v->ops->plain(v, p) : -1;
	if (a->question.fault[0] != '\0')
		page_lead(p, INK_LABEL, "Not that", INK_TEXT, a->question.fault);
	for (size_t k = 0; k < o->n && a->question.places; k++) {
		page_lead(p, INK_LABEL, palette_word(o->entries[k].kind), INK_TEXT, o->entries[k].text);
		if (*o->entries[k].title != '\0') {
			(void)page_span(p, -1, INK_TEXT, ", ");
			(void)page_span(p, -1, INK_TEXT, o->entries[k].title);
		}
	}
	return -1;
}

/* The first line that is not what it was; what somebody types is known to them. NULL: nothing has changed. */
static const struct plain_line *plain_news(const struct app_plain *s, const struct plain_line *now, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		if (!now[k].typed && (k >= s->n || strcmp(now[k].text, s->lines[k].text) != 0))
			return &now[k];
	}
	return NULL;
}

/* Take the new lines; the cursor goes to what has changed where the reader leads it, and that is said. */
static void plain_take(struct app *a, struct view *v, struct plain_line *now, size_t n, int chosen)
{
	struct app_plain *s = &a->plain;
	bool other = s->of != v || (v->outer == NULL && s->ops != v->ops);
	const struct plain_line *news = plain_news(s, now, n);
	int at = s->at;

	s->free = chosen < 0;
	if (other)
		at = 0;
	else if (news != NULL && s->free)
		at = (int)(news - now);
	for (size_t k = 0; k < n && chosen >= 0; k++) {
		if (now[k].of == chosen)
			at = (int)k;
		if (now[k].of >= chosen)
			break;
	}
	if (other)
		(void)snprintf(s->said, sizeof s->said, "%s, %zu lines. ? says the keys", v->ops->title, n);
	else if (news != NULL)
		(void)snprintf(s->said, sizeof s->said, "%.480s", news->text);
	else if (s->at != at)
		s->said[0] = '\0';
	s->of = v;
	s->ops = v->ops;
	plain_free(s->lines, s->n);
	s->lines = now;
	s->n = n;
	s->at = at >= (int)n ? (int)n - 1 : at;
	s->at = s->at < 0 ? 0 : s->at;
}

/* A row of the screen; whatever stood there before is spoken no more. */
static void plain_row(struct app *a, const struct draw *d, int y, enum ink ink, const char *text)
{
	char **was = &a->plain.rows[y];

	(void)draw_text(d, y, 0, ink, text);
	if (*was == NULL || strcmp(*was, text) != 0) {
		screen_whole_line(a->screen, y);
		free(*was);
		*was = mem_strdup(text);
	}
}

static void plain_last(struct app *a, const struct draw *d, int y)
{
	const struct app_question *q = &a->question;
	struct draw row = draw_part(d, (struct region){ y, 0, 1, d->at.w });
	int x;

	if (q->asking == ASKING_NOTHING) {
		plain_row(a, d, y, INK_TEXT, a->message[0] != '\0' ? a->message : a->plain.said);
		return;
	}
	plain_row(a, d, y, INK_TEXT, q->label);
	x = draw_width(d, q->label) + 1;
	if (q->asking == ASKING_LINE)
		prompt_draw(&q->prompt, &row, 0, x, row.at.w - x - 1, NULL, true);
	else
		draw_cursor(&row, 0, x < row.at.w ? x : row.at.w - 1);
}

void app_plain_paint(struct app *a, struct view *v, const struct draw *d, const char *heading)
{
	struct app_plain *s = &a->plain;
	int h = d->at.h < APP_PLAIN_ROWS ? d->at.h : APP_PLAIN_ROWS, shown = h - 2, chosen;
	struct plain_line *now;
	struct page p;
	size_t n;

	page_init(&p, d->at.w - 1, draw_ascii(d));
	chosen = plain_page(a, v, &p);
	now = plain_lines(&p, &n);
	page_done(&p);
	plain_take(a, v, now, n, chosen);
	s->shown = shown;
	s->top = layout_scroll(s->top, s->at, (int)s->n, shown);
	plain_row(a, d, 0, INK_TEXT, heading);
	for (int y = 0; y < shown; y++)
		plain_row(a, d, 1 + y, INK_TEXT, s->top + y < (int)s->n ? s->lines[s->top + y].text : "");
	if (s->n > 0) {
		const struct plain_line *l = &s->lines[s->at];
		int x = l->typed ? draw_width(d, l->text) + 1 : 0;

		draw_cursor(d, 1 + s->at - s->top, x < d->at.w ? x : d->at.w - 1);
	}
	plain_last(a, d, h - 1);
}

bool app_plain_moves(struct app *a, enum request r)
{
	struct app_plain *s = &a->plain;
	int page = s->shown > 1 ? s->shown - 1 : 1, to = s->at;

	if (!s->on || !s->free || a->question.asking != ASKING_NOTHING)
		return false;
	switch (r) {
	case REQUEST_UP: to--; break;
	case REQUEST_DOWN: to++; break;
	case REQUEST_PAGE_UP: to -= page; break;
	case REQUEST_PAGE_DOWN: to += page; break;
	case REQUEST_TOP: to = 0; break;
	case REQUEST_BOTTOM: to = (int)s->n; break;
	default: return false;
	}
	to = to >= (int)s->n ? (int)s->n - 1 : to;
	s->at = to < 0 ? 0 : to;
	s->said[0] = '\0';
	return true;
}

static void plain_forget(struct app *a)
{
	struct app_plain *s = &a->plain;

	for (int y = 0; y < APP_PLAIN_ROWS; y++) {
		free(s->rows[y]);
		s->rows[y] = NULL;
	}
	plain_free(s->lines, s->n);
	s->lines = NULL;
	s->n = 0;
	s->of = NULL;
}

void app_set_plain(struct app *a, bool on)
{
	plain_forget(a);
	a->plain.on = on;
	app_remember("plain", on ? "yes" : "no");
	app_say(a, INK_MESSAGE, on ? "Plain: a fact a line, the last line says what changes"
		: "Boxes and columns again");
}

void app_plain_done(struct app *a)
{
	plain_forget(a);
}
