/* SPDX-License-Identifier: GPL-3.0-or-later
 * Painting: the first line, the view, the last line with its hints, messages and questions. */
#include "app/lines.h"

#include "app/password.h"
#include "app/plain.h"
#include "app/stack.h"
#include "facts/fields.h"
#include "parts/layout.h"
#include "parts/page.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void app_ask(struct app *a, const char *label, const char *text,
	void (*answer)(struct app *a, struct view *v, const char *text))
{
	prompt_set(&a->question.prompt, text);
	a->question.asking = ASKING_LINE;
	a->question.places = false;
	a->question.fault[0] = '\0';
	a->question.answer = answer;
	(void)snprintf(a->question.label, sizeof a->question.label, "%s", label);
	a->message[0] = '\0';
	a->dirty = true;
}

bool app_ask_again(struct app *a, const char *label, const char *text, const char *fault,
	void (*answer)(struct app *a, struct view *v, const char *text))
{
	if (a->question.asking != ASKING_NOTHING)
		return false;
	app_ask(a, label, text, answer);
	(void)snprintf(a->question.fault, sizeof a->question.fault, "%s", fault);
	return true;
}

void app_ask_choice(struct app *a, const char *label, const char *brief,
	void (*choose)(struct app *a, struct view *v, int32_t key))
{
	a->question.asking = ASKING_CHOICE;
	a->question.choose = choose;
	a->question.brief = brief;
	(void)snprintf(a->question.label, sizeof a->question.label, "%s", label);
	a->dirty = true;
}

/* Keys that choose among the offers, and Tab and Enter on a folder, which complete. False: a key like others. */
static bool app_offer_key(struct app *a, int32_t key)
{
	struct app_question *q = &a->question;
	const struct palette_entry *e = palette_chosen(&q->offers);
	bool enter = key == KEYCODE_CR || key == '\n' || key == KEYCODE_ENTER;
	char *text;

	if (!q->places)
		return false;
	if (palette_key(&q->offers, key))
		return true;
	if (key != KEYCODE_TAB && !(enter && e != NULL && palette_goes_on(e, q->prompt.text)))
		return false;
	text = palette_complete(&q->offers);
	if (text != NULL)
		prompt_set(&q->prompt, text);
	free(text);
	app_palette(a, &q->offers, q->prompt.text);
	return true;
}

/* A view that was only there to ask goes with its question. */
static void app_give_up(struct app *a)
{
	a->question.asking = ASKING_NOTHING;
	if (app_top(a)->hollow)
		app_close_top(a);
}

static void app_line_key(struct app *a, int32_t key)
{
	struct app_question *q = &a->question;
	enum prompt_result r;

	if (app_offer_key(a, key))
		return;
	r = prompt_key(&q->prompt, key);
	if (r == PROMPT_EDITED) {
		q->fault[0] = '\0';
		if (q->places)
			app_palette(a, &q->offers, q->prompt.text);
	}
	if (r == PROMPT_CANCELLED || (key == KEYCODE_BACKSPACE && q->prompt.len == 0 && r == PROMPT_IGNORED)
		|| (r == PROMPT_DONE && q->prompt.len == 0 && app_top(a)->hollow)) {
		app_give_up(a);
		return;
	}
	if (r == PROMPT_DONE) {
		char *text = mem_strdup(q->prompt.text);

		q->asking = ASKING_NOTHING;
		prompt_remember(&q->prompt, text);
		if (*text != '\0' || (q->places && palette_chosen(&q->offers) != NULL))
			q->answer(a, app_front(a), text);
		free(text);
	}
}

bool app_question_key(struct app *a, int32_t key)
{
	if (a->question.asking == ASKING_NOTHING)
		return false;
	a->dirty = true;
	if (a->question.asking == ASKING_LINE) {
		app_line_key(a, key);
	} else if (a->question.asking == ASKING_SECRET) {
		app_secret_key(a, key);
	} else {
		a->question.asking = ASKING_NOTHING;
		if (key == KEYCODE_ESC || key == 'q')
			app_give_up(a);
		else
			a->question.choose(a, app_top(a), key);
	}
	return true;
}

/* What stands on the right of the first line of a view that shows an inspection. */
static void app_connection_words(const struct inspection *i, const char *between, char *room, size_t size)
{
	const struct connection *c = &i->connection;
	/* what is said of the protocol is seen where it stands, not heard twice */
	bool fault = field_state(i, -1, FIELD_PROTOCOL) != STEP_PASS && strchr(between, ',') == NULL;
	const char *sep = "";
	size_t n = 0;

	room[0] = '\0';
	if (!i->has_connection)
		return;
	const char *const parts[] = { c->protocol, c->group, c->address };
	for (size_t k = 0; k < 3; k++) {
		if (parts[k] == NULL || n >= size)
			continue;
		n += (size_t)snprintf(room + n, size - n, "%s%s%s", sep, k == 0 && fault ? "✖ " : "", parts[k]);
		sep = between;
	}
	if (c->ms.total >= 0 && n < size)
		(void)snprintf(room + n, size - n, "%s%.0f ms", sep, c->ms.total);
}

/* A dot between its parts is for the eye, a comma for the ear. */
static void app_heading(const struct view *v, bool ascii, const char *between, char *left, char *right, size_t size)
{
	left[0] = right[0] = '\0';
	if (v->ops->heading != NULL) {
		v->ops->heading(v, left, right, size);
	} else if (v->shown != NULL) {
		const struct target_facts *t = &v->shown->i->target;

		const char *host = ascii ? t->host : t->host_unicode;

		if (host != NULL && t->port > 0)
			(void)snprintf(left, size, strchr(host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, t->port);
		else
			(void)snprintf(left, size, "%s", t->input);
		app_connection_words(v->shown->i, between, right, size);
	} else {
		(void)snprintf(left, size, "%s", v->ops->title);
	}
}

static void app_paint_header(const struct view *v, const struct draw *d)
{
	char left[512], right[512];
	int x = 1, w = d->at.w, right_w;

	app_heading(v, draw_ascii(d), " · ", left, right, sizeof left);
	draw_band(d, INK_HEADER);
	x += draw_text_in(d, 0, x, w - 2, INK_HEADER, "certcard");
	x += 3;
	right_w = draw_width(d, right);
	if (right_w + 24 > w - x)
		right_w = 0;
	else
		(void)draw_text_right(d, 0, w - 1, INK_HEADER, right);
	(void)draw_name_in(d, 0, x, w - x - right_w - 3, INK_HEADER, left);
}

/* One hint: keys and word. Returns the columns it takes; drawn only if they fit. */
static int app_paint_hint(const struct draw *d, int x, const char *keys, const char *word, int room)
{
	int need = draw_width(d, keys) + 1 + draw_width(d, word);

	if (x + need > room)
		return 0;
	x += draw_text(d, 0, x, INK_KEY, keys);
	(void)draw_text(d, 0, x + 1, INK_STATUS, word);
	return need + 2;
}

static const char *app_hint_word(const struct app *a, enum request r)
{
	const struct view *v = app_top(a);
	const char *word = v != NULL && v->ops->hint != NULL ? v->ops->hint(v, r) : NULL;

	if (word != NULL)
		return word;
	return r == REQUEST_BACK && a->depth == 1 ? "quit" : request_hint(r);
}

/* Hints of one list of requests, neighbours with the same word together, without those of another list (NULL: none).
 * Returns where the next one would stand. */
static int app_paint_hints(const struct app *a, const struct draw *d, int x, int room, const enum request *list,
	const enum request *without)
{
	bool ascii = draw_ascii(d);

	for (; list != NULL && *list != REQUEST_NONE; list++) {
		const char *word = app_hint_word(a, *list);
		char keys[64], more[32];
		int used;

		if (*word == '\0' || request_listed(without, *list))
			continue;
		(void)request_key(*list, ascii, keys, sizeof keys);
		while (list[1] != REQUEST_NONE && strcmp(app_hint_word(a, list[1]), word) == 0) {
			size_t n = strlen(keys);

			(void)snprintf(keys + n, sizeof keys - n, "%s%s", ascii && n > 1 ? "/" : "",
				request_key(list[1], ascii, more, sizeof more));
			list++;
		}
		used = app_paint_hint(d, x, keys, word, room);
		if (used == 0)
			break;
		x += used;
	}
	return x;
}

/* All of what there is to choose: where it does not fit, without the blanks between, and then in fewer words. */
static void app_paint_choice(const struct app_question *q, const struct draw *d)
{
	char close[sizeof q->label];
	size_t n = 0;

	if (draw_width(d, q->label) < d->at.w - 1 || q->brief == NULL) {
		(void)draw_text(d, 0, 1, INK_KEY, q->label);
		return;
	}
	for (const char *s = q->label; *s != '\0'; s++) {
		if (s[0] != ' ' || s[1] != ' ')
			close[n++] = *s;
	}
	close[n] = '\0';
	(void)draw_text(d, 0, 1, INK_KEY, draw_width(d, close) < d->at.w - 1 ? close : q->brief);
}

/* Nothing of what is typed, not even how long it is. */
static void app_paint_secret(const struct draw *d, int x, int w)
{
	static const char words[] = "not shown; Esc gives up";

	if (x + 2 + (int)sizeof words < w)
		(void)draw_text_right(d, 0, w - 1, INK_DIM, words);
	draw_cursor(d, 0, x < w ? x : w - 1);
}

enum { LINES_SCROLL_W = 11 };    /* "↑↓ scroll" and what is between */

/* The hints of a view, and the last ones, which are what a newcomer looks for: their room is kept free. A view in which
 * letters are typed has its own. Whether there is anything to scroll may change with each certificate: where all have
 * room, that stands behind the others, so that these stay where they are and need not be sent again. */
static void app_paint_keys(const struct app *a, struct view *v, const struct draw *d)
{
	static const enum request scroll[] = { REQUEST_UP, REQUEST_DOWN, REQUEST_GO_TO, REQUEST_HELP, REQUEST_BACK,
		REQUEST_NONE }, *const last = scroll + 2;
	static const enum request typing[] = { REQUEST_NONE };
	bool own = v->ops->key != NULL && request_listed(view_known(v), REQUEST_GO_TO);
	bool behind = !own && v->ops == &view_inspection && d->at.w >= LAYOUT_TWO_W
		&& request_listed(view_known(v), REQUEST_UP);
	int w = d->at.w, x, back = draw_width(d, app_hint_word(a, REQUEST_BACK)) - (int)strlen("quit"),
		reserved = own ? 0 : w < 60 ? 14 : 27 + (back > 0 ? back : 0) + (behind ? LINES_SCROLL_W : 0);
	const enum request *end = own ? typing : behind ? scroll : last;

	x = app_paint_hints(a, d, 1, w - reserved, view_known(v), end);
	(void)app_paint_hints(a, d, x, w, w < 60 ? end + (end == last) : end, NULL);
}

static void app_paint_status(struct app *a, struct view *v, const struct draw *d)
{
	int w = d->at.w, x;

	if (a->question.asking == ASKING_CHOICE) {
		app_paint_choice(&a->question, d);
	} else if (a->question.asking != ASKING_NOTHING) {
		x = 2 + draw_text(d, 0, 1, INK_KEY, a->question.label);
		if (a->question.asking == ASKING_LINE)
			prompt_draw(&a->question.prompt, d, 0, x, w - x - 1, NULL, true);
		else if (a->question.asking == ASKING_SECRET)
			app_paint_secret(d, x, w);
	} else if (a->message[0] != '\0') {
		(void)draw_text_in(d, 0, 1, w - 2, a->message_ink, a->message);
	} else {
		app_paint_keys(a, v, d);
	}
}

/* Right above the line that it is about. Returns the rows that it took. */
static int app_paint_fault(const struct app_question *q, const struct draw *body)
{
	struct page p;
	struct draw part;
	int rows;

	if (q->fault[0] == '\0')
		return 0;
	page_init(&p, body->at.w - 2, draw_ascii(body));
	page_line(&p);
	page_mark(&p, 1, INK_BAD, "✖", INK_BAD, q->fault);
	rows = (int)p.n < body->at.h / 2 ? (int)p.n : body->at.h / 2;
	part = draw_part(body, (struct region){ body->at.h - rows, 0, rows, body->at.w });
	draw_fill(&part, INK_TEXT);
	page_draw(&p, &part, 0, NULL);
	page_done(&p);
	return rows;
}

/* The offers for what is typed, above the last line, with what is wrong with it. */
static void app_paint_offers(struct app *a, const struct draw *body)
{
	struct palette *p = &a->question.offers;
	int most = body->at.h / 2 < APP_MAX_OFFERS ? body->at.h / 2 : APP_MAX_OFFERS, fault, rows;
	struct draw part;

	if (a->question.asking != ASKING_LINE)
		return;
	fault = app_paint_fault(&a->question, body);
	if (!a->question.places)
		return;
	most -= fault;
	rows = (int)p->n < most ? (int)p->n : most;
	if (rows <= 0)
		return;
	part = draw_part(body, (struct region){ body->at.h - fault - rows - 1, 0, rows + 1, body->at.w });
	draw_fill(&part, INK_TEXT);
	draw_row(&part, 0, 0, part.at.w, INK_FRAME_FOCUS, GLYPH_H);
	(void)draw_text_right(&part, 0, part.at.w - 1, INK_DIM, " Enter goes, Tab completes, Esc leaves ");
	part = draw_part(&part, (struct region){ 1, 0, rows, part.at.w });
	palette_draw(p, &part);
}

static void app_paint_too_small(const struct draw *d)
{
	(void)draw_text(d, 0, 0, INK_STRONG, "This terminal is too small.");
	(void)draw_textf(d, 1, 0, INK_TEXT, "certcard needs %dx%d,", LAYOUT_MIN_W, LAYOUT_MIN_H);
	(void)draw_textf(d, 2, 0, INK_TEXT, "this is %dx%d.", d->at.w, d->at.h);
}

void app_paint(struct app *a)
{
	struct draw all = screen_begin(a->screen), part;
	struct layout_screen l = layout_screen(all.at.h, all.at.w);
	struct view *v = app_top(a);

	if (v == NULL) {
		;
	} else if (l.too_small) {
		app_paint_too_small(&all);
	} else if (a->plain.on) {
		char left[512], right[512], both[1100];

		app_heading(v, draw_ascii(&all), ", ", left, right, sizeof left);
		(void)snprintf(both, sizeof both, "certcard: %s%s%s", left, right[0] != '\0' ? ", " : "", right);
		app_plain_paint(a, v, &all, both);
	} else {
		part = draw_part(&all, l.header);
		app_paint_header(v, &part);
		part = draw_part(&all, l.body);
		v->ops->paint(v, &part);
		app_paint_offers(a, &part);
		part = draw_part(&all, l.status);
		app_paint_status(a, v, &part);
	}
	screen_end(a->screen);
	a->dirty = false;
}
