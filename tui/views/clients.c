/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who takes the chain and who does not: a line for each client, those that differ from the rest first, and of the
 * chosen one why, and by which path. */
#include "views/view.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "parts/layout.h"
#include "parts/page.h"
#include "result/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAKERS_SIGN_X = 1, TAKERS_NAME_X = 3, TAKERS_NAME_W = 23, TAKERS_NARROW_NAME_W = 20, TAKERS_PASS_W = 10,
	TAKERS_WIDE = 64, TAKERS_BELOW_H = 6 };

struct takers_state {
	struct answer_run *runs;         /* in the order shown */
	int n, at, top, shown;
	int name_w;                      /* columns of the longest name, within what there is room for */
	char needle[128];
};

static const struct { enum glyph sign; enum ink ink; const char *word; } takers_signs[] = {
	[ANSWER_NO] = { GLYPH_FAIL, INK_BAD, "refuses it" },
	[ANSWER_YES] = { GLYPH_PASS, INK_GOOD, "takes it" },
	[ANSWER_UNKNOWN] = { GLYPH_OPEN, INK_DIM, "not known" },
};

/* The fewer say it, the further up it stands; what is not known at the end. */
static void takers_order(const struct inspection *i, enum answer order[3])
{
	size_t yes = 0, no = 0;

	for (size_t k = 0; k < i->n_clients; k++) {
		yes += i->clients[k].accepts == ANSWER_YES;
		no += i->clients[k].accepts == ANSWER_NO;
	}
	order[0] = no <= yes ? ANSWER_NO : ANSWER_YES;
	order[1] = no <= yes ? ANSWER_YES : ANSWER_NO;
	order[2] = ANSWER_UNKNOWN;
}

static void takers_open(struct view *v)
{
	struct takers_state *s = v->state;
	const struct inspection *i = v->shown != NULL ? v->shown->i : NULL;
	enum answer order[3];
	struct answer_run r;

	if (i == NULL || i->n_clients == 0)
		return;
	s->runs = mem_alloc(i->n_clients * sizeof *s->runs);
	takers_order(i, order);
	for (size_t o = 0; o < 3; o++)
		for (size_t at = 0; (r = answer_run(i, at)).n > 0; at += r.n)
			if (i->clients[at].accepts == order[o])
				s->runs[s->n++] = r;
}

static void takers_close(struct view *v)
{
	struct takers_state *s = v->state;

	free(s->runs);
}

static int takers_name_w(const struct view *v, const struct draw *d)
{
	const struct takers_state *s = v->state;
	int w = 0, most = d->at.w >= TAKERS_WIDE ? TAKERS_NAME_W : TAKERS_NARROW_NAME_W;

	for (int k = 0; k < s->n; k++) {
		char *label = answer_run_label(v->shown->i, &s->runs[k]);
		int own = draw_width(d, label) + 1;

		w = own > w ? own : w;
		free(label);
	}
	return w < most ? w : most;
}

/* Columns for what a client says, in a row of the list. */
static int takers_room(const struct view *v, const struct client_answer *a, int w)
{
	const struct takers_state *s = v->state;
	bool pass = w >= TAKERS_WIDE && a->bypass == ANSWER_YES;

	return w - (TAKERS_NAME_X + s->name_w + 1) - 1 - (pass ? TAKERS_PASS_W + 1 : 0);
}

static void takers_line(const struct view *v, const struct draw *d, int y, int at)
{
	const struct takers_state *s = v->state;
	const struct client_answer *a = &v->shown->i->clients[s->runs[at].first];
	char *label = answer_run_label(v->shown->i, &s->runs[at]);
	bool chosen = at == s->at, pass = d->at.w >= TAKERS_WIDE && a->bypass == ANSWER_YES;
	int code_x = TAKERS_NAME_X + s->name_w + 1, room = takers_room(v, a, d->at.w);
	enum ink text = chosen ? INK_SELECTED : INK_TEXT;

	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, TAKERS_SIGN_X, chosen ? INK_SELECTED : takers_signs[a->accepts].ink,
		takers_signs[a->accepts].sign);
	(void)draw_text_in(d, y, TAKERS_NAME_X, s->name_w, text, label);
	(void)draw_text_in(d, y, code_x, room, text,
		a->code != NULL ? a->code : takers_signs[a->accepts].word);
	if (pass)
		(void)draw_text_right(d, y, d->at.w - 1, chosen ? INK_SELECTED : INK_DIM, "can go on");
	free(label);
}

static void takers_why(const struct view *v, const struct draw *d)
{
	static const char *const pass[] = { [ANSWER_YES] = "Its user can go on all the same.",
		[ANSWER_NO] = "Nobody can go on by a click.", [ANSWER_UNKNOWN] = NULL };
	const struct takers_state *s = v->state;
	const struct inspection *i = v->shown->i;
	const struct client_answer *a = &i->clients[s->runs[s->at].first];
	struct page p;
	char *way, *path;

	page_init(&p, d->at.w - 2 < LAYOUT_PROSE_W ? d->at.w - 2 : LAYOUT_PROSE_W, draw_ascii(d));
	/* whole where its row has cut it */
	if (a->code != NULL && draw_width(d, a->code) > takers_room(v, a, d->at.w))
		page_text(&p, 1, INK_TEXT, a->code);
	page_text(&p, 1, INK_STRONG, a->why);
	if (a->browser && a->accepts == ANSWER_NO && a->bypass == ANSWER_UNKNOWN)
		page_text(&p, 1, INK_TEXT, "Whether its user can go on was not measured.");
	else if (pass[a->bypass] != NULL)
		page_text(&p, 1, INK_TEXT, pass[a->bypass]);
	if (i->n_path > 0 && a->accepts != ANSWER_UNKNOWN) {
		way = answer_way(i, a);
		path = mem_printf("Path: %s.", way);
		page_text(&p, 1, INK_DIM, path);
		free(path);
		free(way);
	}
	page_draw(&p, d, 0, "");
	page_done(&p);
}

static void takers_paint(struct view *v, const struct draw *d)
{
	struct takers_state *s = v->state;
	int below = d->at.h > 3 * TAKERS_BELOW_H / 2 ? TAKERS_BELOW_H : d->at.h / 3;
	struct draw part;

	if (s->n == 0) {
		(void)draw_text_in(d, 0, 1, d->at.w - 2, INK_DIM,
			"There is no certificate here that clients could take, or it is none for servers.");
		return;
	}
	s->shown = s->n < d->at.h - below - 1 ? s->n : d->at.h - below - 1;
	s->top = layout_scroll(s->top, s->at, s->n, s->shown);
	s->name_w = takers_name_w(v, d);
	for (int k = 0; k < s->shown && s->top + k < s->n; k++)
		takers_line(v, d, k, s->top + k);
	part = draw_part(d, (struct region){ 0, 0, s->shown, d->at.w });
	draw_more(&part, s->top > 0, s->top + s->shown < s->n);
	draw_row(d, s->shown, 0, d->at.w, INK_FRAME, GLYPH_H);
	part = draw_part(d, (struct region){ s->shown + 1, 0, d->at.h - s->shown - 1, d->at.w });
	takers_why(v, &part);
}

/* Each client with its reason: nothing moves while one goes through them. */
static int takers_plain(struct view *v, struct page *p)
{
	const struct takers_state *s = v->state;
	int chosen = -1;

	if (s->n == 0)
		page_text(p, 0, INK_DIM,
			"There is no certificate here that clients could take, or it is none for servers.");
	for (int k = 0; k < s->n; k++) {
		const struct client_answer *a = &v->shown->i->clients[s->runs[k].first];
		char *label = answer_run_label(v->shown->i, &s->runs[k]), *text = mem_printf("%s %s%s%s%s%s", label,
			takers_signs[a->accepts].word, a->code != NULL ? ": " : "", a->code != NULL ? a->code : "",
			a->bypass == ANSWER_YES ? ", its user can go on. " : ". ", a->why);

		chosen = k == s->at ? (int)p->n : chosen;
		page_text(p, 0, INK_TEXT, text);
		free(text);
		free(label);
	}
	return chosen;
}

static enum handled takers_choose(struct view *v, int at)
{
	struct takers_state *s = v->state;

	s->at = at < 0 ? 0 : at >= s->n ? s->n - 1 : at;
	s->at = s->at < 0 ? 0 : s->at;
	return HANDLED;
}

/* What is looked for stands in the name, the words or the reason. */
static bool takers_holds(const struct view *v, int at)
{
	const struct takers_state *s = v->state;
	const struct client_answer *a = &v->shown->i->clients[s->runs[at].first];

	return strcasestr(a->client, s->needle) != NULL || strcasestr(a->why, s->needle) != NULL
		|| (a->code != NULL && strcasestr(a->code, s->needle) != NULL);
}

static enum handled takers_seek(struct view *v, int step)
{
	struct takers_state *s = v->state;

	for (int k = 1; k <= s->n && s->needle[0] != '\0'; k++) {
		int at = ((s->at + k * step) % s->n + s->n) % s->n;

		if (takers_holds(v, at))
			return takers_choose(v, at);
	}
	if (s->needle[0] == '\0')
		app_say(v->app, INK_MESSAGE, "Nothing to look for yet: / asks");
	else
		app_say(v->app, INK_ERROR, "'%s' is not here", s->needle);
	return HANDLED;
}

static void takers_search_answer(struct app *a, struct view *v, const char *text)
{
	struct takers_state *s = v->state;

	(void)a;
	(void)snprintf(s->needle, sizeof s->needle, "%s", text);
	(void)takers_seek(v, 1);
}

static enum handled takers_request(struct view *v, enum request r)
{
	struct takers_state *s = v->state;

	switch (r) {
	case REQUEST_UP: return takers_choose(v, s->at - 1);
	case REQUEST_DOWN: return takers_choose(v, s->at + 1);
	case REQUEST_PAGE_UP: return takers_choose(v, s->at - s->shown);
	case REQUEST_PAGE_DOWN: return takers_choose(v, s->at + s->shown);
	case REQUEST_TOP: return takers_choose(v, 0);
	case REQUEST_BOTTOM: return takers_choose(v, s->n - 1);
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", takers_search_answer); return HANDLED;
	case REQUEST_SEARCH_NEXT: return takers_seek(v, 1);
	case REQUEST_SEARCH_PREVIOUS: return takers_seek(v, -1);
	case REQUEST_BACK: return view_end_search(s->needle);
	default: return IGNORED;
	}
}

static enum handled takers_click(struct view *v, int y, int x)
{
	struct takers_state *s = v->state;

	(void)x;
	return y >= 0 && y < s->shown ? takers_choose(v, s->top + y) : IGNORED;
}

static const char *takers_hint(const struct view *v, enum request r)
{
	const struct takers_state *s = v->state;

	if (r == REQUEST_UP || r == REQUEST_DOWN)
		return s->n > 1 ? "client" : "";
	if (r == REQUEST_SEARCH_NEXT || r == REQUEST_SEARCH_PREVIOUS)
		return s->needle[0] != '\0' ? NULL : "";
	return NULL;
}

static const enum request takers_requests[] = {
	REQUEST_UP, REQUEST_DOWN, REQUEST_SEARCH, REQUEST_SEARCH_NEXT, REQUEST_SEARCH_PREVIOUS, REQUEST_PAGE_UP,
	REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_AGAIN, REQUEST_BACK, REQUEST_NONE,
};

const struct view_ops view_clients = {
	.name = "clients", .title = "Clients", .state_size = sizeof(struct takers_state), .opened_by = REQUEST_CLIENTS,
	.requests = takers_requests, .tab = true, .open = takers_open, .close = takers_close, .paint = takers_paint,
	.plain = takers_plain,
	.request = takers_request, .click = takers_click, .hint = takers_hint,
};
