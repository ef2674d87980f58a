/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first view: a prompt, the hosts seen lately, the gallery. Letters go to the prompt while it has the focus. */
#include "parts/layout.h"
#include "base/mem.h"
#include "facts/wrong-file.h"
#include "parts/page.h"
#include "parts/palette-draw.h"
#include "parts/plain.h"
#include "parts/prompt.h"
#include "views/start-gallery.h"
#include "views/start-lists.h"
#include "views/view.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum start_focus { FOCUS_PROMPT, FOCUS_RECENT, FOCUS_GALLERY };
enum { START_PROMPT_BYTES = 4096, START_MAX_RECENT = 200, START_MAX_GALLERY = 128, START_PROMPT_X = 3,
	START_RECENT_ROWS = 8 };

struct start_state {
	struct prompt prompt;
	enum start_focus focus;
	int recent, gallery, top, gallery_top;           /* chosen entries; first rows shown */
	struct gallery_cell cells[START_MAX_GALLERY];
	int n_gallery, n_recent;
	struct palette offers;           /* for what is typed */
	char *asked, *fault;             /* what was last gone to; why it has no certificate, until one types */
	struct region recent_at, gallery_at;
};

static void start_open(struct view *v)
{
	struct start_state *s = v->state;

	prompt_init(&s->prompt, START_PROMPT_BYTES);
	palette_clear(&s->offers);
}

static void start_close(struct view *v)
{
	struct start_state *s = v->state;

	prompt_done(&s->prompt);
	palette_clear(&s->offers);
	free(s->asked);
	free(s->fault);
}

/* A file without certificates comes back to where it was asked for, and can be put right there. */
static bool start_arrived(struct view *v, struct shown *shown, unsigned job, bool last)
{
	struct start_state *s = v->state;
	const char *reason = wrong_file(shown->i, s->asked);

	(void)job;
	(void)last;
	if (reason == NULL)
		return false;
	free(s->fault);
	s->fault = mem_strdup(reason);
	s->focus = FOCUS_PROMPT;
	prompt_set(&s->prompt, s->asked);
	app_palette(v->app, &s->offers, s->prompt.text);
	return true;
}

static void start_forget_fault(struct start_state *s)
{
	free(s->fault);
	s->fault = NULL;
}

/* --- painting --- */

/* Returns the rows that it took. */
static int start_paint_fault(const struct start_state *s, const struct draw *d)
{
	struct page p;
	int rows;

	page_init(&p, d->at.w - 2, draw_ascii(d));
	page_line(&p);
	page_mark(&p, 1, INK_BAD, "✖", INK_BAD, s->fault);
	rows = (int)p.n < d->at.h ? (int)p.n : d->at.h;
	page_draw(&p, d, 0, NULL);
	page_done(&p);
	return rows;
}

static void start_paint_title(const struct start_state *s, const struct draw *d, enum start_focus of, const char *title)
{
	draw_rule(d, 0, s->focus == of ? INK_TITLE : INK_LABEL, title, NULL);
}

/* What lies below the rule. */
static struct draw start_below(const struct draw *d)
{
	return draw_part(d, (struct region){ 1, 0, d->at.h - 1, d->at.w });
}

static void start_paint_prompt(const struct start_state *s, const struct draw *d)
{
	int y = d->at.h - 1;

	if (y > 0)
		start_paint_title(s, d, FOCUS_PROMPT, "Host, URL, file, lesson, error code or command");
	(void)draw_glyph(d, y, 1, s->focus == FOCUS_PROMPT ? INK_KEY : INK_DIM, GLYPH_POINT);
	prompt_draw(&s->prompt, d, y, START_PROMPT_X, d->at.w - START_PROMPT_X - 1, "www.example.com",
		s->focus == FOCUS_PROMPT);
}

static void start_paint_recent(struct view *v, const struct draw *d)
{
	struct start_state *s = v->state;
	const struct recent_shown *list;
	size_t n = app_recent(v->app, &list);
	struct draw in = start_below(d);

	start_paint_title(s, d, FOCUS_RECENT, "Recent");
	s->n_recent = n < START_MAX_RECENT ? (int)n : START_MAX_RECENT;
	s->recent_at = in.at;
	if (s->recent >= s->n_recent)
		s->recent = s->n_recent > 0 ? s->n_recent - 1 : 0;
	s->top = layout_scroll(s->top, s->recent, s->n_recent, in.at.h);
	start_draw_recent(&in, list, s->n_recent, s->top, s->focus == FOCUS_RECENT ? s->recent : -1, app_now(v->app));
}

static void start_paint_gallery(struct view *v, const struct draw *d)
{
	struct start_state *s = v->state;
	const struct gallery_shown *list;
	size_t n = app_gallery(v->app, &list);
	struct draw in = start_below(d), names;
	bool caption = in.at.h > 3;
	int rows;

	start_paint_title(s, d, FOCUS_GALLERY, d->at.w < 60 ? "Gallery"
		: "Gallery: faults to look at, without a network");
	s->n_gallery = n < START_MAX_GALLERY ? (int)n : START_MAX_GALLERY;
	names = draw_part(&in, (struct region){ 0, 0, in.at.h - caption, in.at.w });
	rows = gallery_place(s->cells, list, s->n_gallery, names.at.w);
	s->gallery_at = names.at;
	if (s->n_gallery == 0)
		return;
	s->gallery_top = layout_scroll(s->gallery_top, s->cells[s->gallery].y, rows, names.at.h);
	gallery_draw(&names, s->cells, list, s->n_gallery, s->gallery_top,
		s->focus == FOCUS_GALLERY ? s->gallery : -1);
	if (caption && s->focus == FOCUS_GALLERY)
		(void)draw_textf(&in, in.at.h - 1, 1, INK_DIM, "%s: %s", list[s->gallery].name, list[s->gallery].title);
	else if (caption && rows > names.at.h)
		(void)draw_text_right(&in, in.at.h - 1, in.at.w - 1, INK_DIM, "more below");
}

/* As high as its rows need, with the rule, within `most`; a row more says what the chosen one is. */
static int start_gallery_h(struct view *v, int most, int w)
{
	struct start_state *s = v->state;
	const struct gallery_shown *list;
	int n = (int)app_gallery(v->app, &list), rows;

	s->n_gallery = n < START_MAX_GALLERY ? n : START_MAX_GALLERY;
	rows = gallery_place(s->cells, list, s->n_gallery, w) + 2;
	return rows < most ? rows : most;
}

/* Somebody types: the offers take the place of the lists, which are among them. */
static bool start_types(const struct start_state *s)
{
	return s->focus == FOCUS_PROMPT && s->prompt.len > 0;
}

static void start_paint_offers(struct start_state *s, const struct draw *d, bool rule)
{
	struct draw in = rule ? start_below(d) : *d;

	if (rule)
		draw_rule(d, 0, INK_LABEL, "What that may be", NULL);
	palette_draw(&s->offers, &in);
	if (s->offers.n == 0)
		(void)draw_text(&in, 0, 1, INK_DIM, "Nothing that is known here: Enter says why");
}

/* One below the other, with a row between them where there is room for examples as well. */
static void start_paint_lists(struct view *v, const struct draw *d)
{
	const struct recent_shown *list;
	int n = (int)app_recent(v->app, &list), h = (n < 1 ? 1 : n > START_RECENT_ROWS ? START_RECENT_ROWS : n) + 1,
		gallery, gap, y;
	struct draw part;

	if (h > d->at.h / 3 + 1)
		h = d->at.h / 3 + 1 < 2 ? 2 : d->at.h / 3 + 1;
	gallery = start_gallery_h(v, d->at.h - h, d->at.w);
	gap = d->at.h - h - gallery > start_examples_rows() + 1;
	part = draw_part(d, (struct region){ 0, 0, h, d->at.w });
	start_paint_recent(v, &part);
	part = draw_part(d, (struct region){ h + gap, 0, gallery, d->at.w });
	start_paint_gallery(v, &part);
	y = h + gap + gallery;
	part = draw_part(d, (struct region){ y, 0, d->at.h - y, d->at.w });
	if (part.at.h <= start_examples_rows())
		return;
	draw_rule(&part, 0, INK_LABEL, "What can be typed", NULL);
	part = start_below(&part);
	start_draw_examples(&part);
}

static void start_paint(struct view *v, const struct draw *d)
{
	struct start_state *s = v->state;
	bool roomy = d->at.h >= 26 && d->at.w >= 60, rules = d->at.h >= 16;
	int w = d->at.w, y = 0;
	struct draw part;

	if (roomy) {
		(void)draw_text(d, 1, 1, INK_STRONG, "Whose certificate do you want to see?");
		y = 3;
	}
	part = draw_part(d, (struct region){ y, 0, rules ? 2 : 1, w });
	start_paint_prompt(s, &part);
	y += rules ? 2 : 1;
	if (s->fault != NULL) {
		part = draw_part(d, (struct region){ y, 0, d->at.h - y, w });
		y += start_paint_fault(s, &part);
	}
	y += roomy;
	part = draw_part(d, (struct region){ y, 0, d->at.h - y, w });
	s->recent_at.h = s->gallery_at.h = 0;
	if (start_types(s))
		start_paint_offers(s, &part, rules);
	else
		start_paint_lists(v, &part);
}

/* What Enter would do first, then all of them: the order stays while one chooses. */
static void start_plain_offers(const struct start_state *s, struct page *p)
{
	const struct palette_entry *e = palette_chosen(&s->offers);
	char *text = e == NULL ? NULL : mem_printf("%d of %zu, %s %s%s%s", s->offers.at + 1, s->offers.n,
		palette_word(e->kind), e->text, *e->title != '\0' ? ", " : "", e->title);

	page_lead(p, INK_LABEL, "Enter", INK_TEXT, text != NULL ? text : "nothing that is known here");
	free(text);
	for (size_t k = 0; k < s->offers.n; k++)
		page_lead(p, INK_LABEL, palette_word(s->offers.entries[k].kind), INK_TEXT,
			s->offers.entries[k].text);
}

static int start_plain(struct view *v, struct page *p)
{
	struct start_state *s = v->state;
	const struct recent_shown *recent;
	const struct gallery_shown *gallery;
	int n = (int)app_recent(v->app, &recent), first;

	s->n_recent = n < START_MAX_RECENT ? n : START_MAX_RECENT;
	n = (int)app_gallery(v->app, &gallery);
	s->n_gallery = n < START_MAX_GALLERY ? n : START_MAX_GALLERY;
	for (int k = 0; k < s->n_gallery; k++)
		s->cells[k] = (struct gallery_cell){ k, 0, 1 };
	p->tag = s->focus == FOCUS_PROMPT ? PLAIN_TYPED : -1;
	page_lead(p, INK_LABEL, "Host, URL, file, lesson, error code or command", INK_TEXT, s->prompt.text);
	first = (int)p->n;
	p->tag = -1;
	if (s->fault != NULL)
		page_lead(p, INK_LABEL, "Not that", INK_TEXT, s->fault);
	if (start_types(s))
		start_plain_offers(s, p);
	for (int k = 0; k < s->n_recent && !start_types(s); k++)
		page_lead(p, INK_LABEL, recent[k].target, INK_TEXT, recent[k].note);
	for (int k = 0; k < s->n_gallery && !start_types(s); k++)
		page_lead(p, INK_LABEL, gallery[k].name, INK_TEXT, gallery[k].title);
	return s->focus == FOCUS_PROMPT ? first - 1 : s->focus == FOCUS_RECENT ? first + s->recent
		: first + s->n_recent + s->gallery;
}

static void start_go(struct view *v, const struct palette_entry *e, const char *text)
{
	struct start_state *s = v->state;

	if (*text == '\0')
		return;
	start_forget_fault(s);
	free(s->asked);
	s->asked = mem_strdup(text);
	prompt_remember(&s->prompt, text);
	if (app_go(v->app, e, text)) {
		prompt_set(&s->prompt, "");
		palette_clear(&s->offers);
	} else {
		s->fault = app_unsay(v->app);
	}
}

/* The line becomes what is chosen; false: nothing is. */
static bool start_complete(struct view *v)
{
	struct start_state *s = v->state;
	char *text = palette_complete(&s->offers);

	if (text == NULL)
		return false;
	prompt_set(&s->prompt, text);
	free(text);
	app_palette(v->app, &s->offers, s->prompt.text);
	return true;
}

static enum handled start_typed(struct view *v)
{
	struct start_state *s = v->state;
	const struct palette_entry *e = palette_chosen(&s->offers);
	char *text;

	if (e != NULL && palette_goes_on(e, s->prompt.text) && start_complete(v))
		return HANDLED;
	text = mem_strdup(s->prompt.text);
	start_go(v, e, text);
	free(text);
	return HANDLED;
}

static enum handled start_key(struct view *v, int32_t key)
{
	struct start_state *s = v->state;

	if (s->focus != FOCUS_PROMPT || (s->prompt.len == 0 && (key == '?' || key == ':')))
		return IGNORED;
	if (key == ('d' & 0x1f) && s->prompt.len == 0)
		return CLOSE;
	if (s->prompt.len > 0 && (palette_key(&s->offers, key) || (key == KEYCODE_TAB && (start_complete(v), true))))
		return HANDLED;
	switch (prompt_key(&s->prompt, key)) {
	case PROMPT_DONE: return start_typed(v);
	case PROMPT_CANCELLED: prompt_set(&s->prompt, ""); break;
	case PROMPT_EDITED: break;
	case PROMPT_IGNORED: return IGNORED;
	}
	start_forget_fault(s);
	app_palette(v->app, &s->offers, s->prompt.text);
	return HANDLED;
}

static void start_focus(struct start_state *s, int step)
{
	int to = ((int)s->focus + step + 3) % 3;

	if (to == FOCUS_RECENT && s->n_recent == 0)
		to = (to + step + 3) % 3;
	s->focus = (enum start_focus)to;
}

static enum handled start_down(struct start_state *s)
{
	int to = s->focus == FOCUS_GALLERY ? gallery_vertical(s->cells, s->n_gallery, s->gallery, 1) : -1;

	if (s->focus == FOCUS_RECENT && s->recent + 1 < s->n_recent)
		s->recent++;
	else if (s->focus == FOCUS_GALLERY && to >= 0)
		s->gallery = to;
	else if (s->focus != FOCUS_GALLERY)
		start_focus(s, 1);
	return HANDLED;
}

static enum handled start_up(struct start_state *s)
{
	int to = s->focus == FOCUS_GALLERY ? gallery_vertical(s->cells, s->n_gallery, s->gallery, -1) : -1;

	if (s->focus == FOCUS_RECENT && s->recent > 0)
		s->recent--;
	else if (s->focus == FOCUS_GALLERY && to >= 0)
		s->gallery = to;
	else if (s->focus != FOCUS_PROMPT)
		start_focus(s, -1);
	return HANDLED;
}

static enum handled start_sideways(struct start_state *s, int step)
{
	int to = s->gallery + step;

	if (s->focus == FOCUS_GALLERY && to >= 0 && to < s->n_gallery)
		s->gallery = to;
	return HANDLED;
}

static enum handled start_enter(struct view *v)
{
	struct start_state *s = v->state;
	const struct recent_shown *recent;
	const struct gallery_shown *gallery;
	struct palette_entry e = { .kind = PALETTE_RECENT };

	if (s->focus == FOCUS_RECENT && app_recent(v->app, &recent) > (size_t)s->recent)
		e.text = mem_strdup(recent[s->recent].target);
	else if (s->focus == FOCUS_GALLERY && app_gallery(v->app, &gallery) > (size_t)s->gallery)
		e = (struct palette_entry){ .kind = PALETTE_GALLERY, .text = mem_strdup(gallery[s->gallery].name) };
	if (e.text != NULL)
		start_go(v, &e, e.text);
	free(e.text);
	return HANDLED;
}

static enum handled start_request(struct view *v, enum request r)
{
	struct start_state *s = v->state;

	switch (r) {
	case REQUEST_DOWN: return start_down(s);
	case REQUEST_UP: return start_up(s);
	case REQUEST_LEFT: return start_sideways(s, -1);
	case REQUEST_RIGHT: return start_sideways(s, 1);
	case REQUEST_TAB: start_focus(s, 1); return HANDLED;
	case REQUEST_TAB_BACK: start_focus(s, -1); return HANDLED;
	case REQUEST_ENTER: return start_enter(v);
	default: return IGNORED;
	}
}

/* Regions are the screen's, of which the view is one row less. */
static enum handled start_click(struct view *v, int y, int x)
{
	struct start_state *s = v->state;
	const struct region *recent = &s->recent_at, *gallery = &s->gallery_at;
	int row = y + 1 - recent->y, name = y + 1 - gallery->y;

	if (row >= 0 && row < recent->h && s->top + row < s->n_recent) {
		s->focus = FOCUS_RECENT;
		s->recent = s->top + row;
		return start_enter(v);
	}
	for (int k = 0; k < s->n_gallery && name >= 0 && name < gallery->h; k++) {
		const struct gallery_cell *c = &s->cells[k];

		if (c->y - s->gallery_top == name && x >= c->x && x < c->x + c->w) {
			s->focus = FOCUS_GALLERY;
			s->gallery = k;
			return start_enter(v);
		}
	}
	return HANDLED;
}

static const char *start_prompt_hint(const struct start_state *s, enum request r)
{
	const struct palette_entry *e = palette_chosen(&s->offers);

	if (!start_types(s)) {
		switch (r) {
		case REQUEST_DOWN: return s->n_recent > 0 ? "recent and gallery" : "gallery";
		case REQUEST_HELP: return "help";
		case REQUEST_GO_TO: return "commands";
		case REQUEST_QUIT: return "quit";
		default: return "";
		}
	}
	switch (r) {
	case REQUEST_ENTER: return e != NULL ? palette_does(e->kind) : "say why not";
	case REQUEST_UP: case REQUEST_DOWN: return s->offers.n > 1 ? "choose" : "";
	case REQUEST_TAB: return e != NULL ? "complete" : "";
	default: return "";
	}
}

static const char *start_hint(const struct view *v, enum request r)
{
	const struct start_state *s = v->state;

	if (s->focus == FOCUS_PROMPT)
		return start_prompt_hint(s, r);
	switch (r) {
	case REQUEST_ENTER: return s->focus == FOCUS_RECENT ? "inspect" : "open";
	case REQUEST_DOWN: case REQUEST_UP: return "choose";
	case REQUEST_LEFT: case REQUEST_RIGHT: return s->focus == FOCUS_GALLERY ? "choose" : "";
	case REQUEST_TAB: return "pane";
	case REQUEST_BACK: return "quit";
	case REQUEST_QUIT: return "";
	default: return NULL;
	}
}

static const enum request start_requests[] = {
	REQUEST_ENTER, REQUEST_UP, REQUEST_DOWN, REQUEST_LEFT, REQUEST_RIGHT, REQUEST_TAB, REQUEST_FLEET, REQUEST_STORE,
		REQUEST_TAB_BACK,
	REQUEST_GO_TO, REQUEST_HELP, REQUEST_BACK, REQUEST_QUIT, REQUEST_NONE,
};

const struct view_ops view_start = {
	.name = "start", .title = "Start", .state_size = sizeof(struct start_state), .requests = start_requests,
	.words = start_words,
	.open = start_open, .close = start_close, .paint = start_paint,
	.plain = start_plain, .key = start_key, .request = start_request,
	.click = start_click, .hint = start_hint, .arrived = start_arrived,
};
