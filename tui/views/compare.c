/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two inspections: what differs between them, one below the other, and on demand all of it side by side. Before and
 * after a renewal, two addresses of a name, two hosts. */
#include "facts/compare.h"
#include "facts/wrong-file.h"
#include "result/keyart.h"
#include "base/mem.h"
#include "views/pager.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMPARE_LABEL_W = 20, COMPARE_SIGN_W = 2, COMPARE_NARROW = 72, COMPARE_GAP = 2 };

struct compare_state {
	struct pager pager;          /* first: this view is a page */
	struct compare c;
	bool made, all;              /* all: what is the same as well */
	unsigned job;                /* the other one, under way; 0: none */
	bool came, asks;             /* one has come; it is the first of two, or a wrong one: another is asked for */
	char *asked, *wrong;         /* words for the last one; why that was a wrong file, until it is said */
};

static const char *compare_sign(const struct page *p)
{
	return p->ascii ? "!" : "≠";
}

/* A column of a row: text cut into pieces of w columns. Returns the piece at *s and moves on; "" when it is used up. */
static char *compare_piece(const char **s, int w)
{
	size_t n = text_prefix(*s, (size_t)w), cut = n;
	char *piece;

	if ((*s)[n] != '\0') {
		while (cut > 0 && (*s)[cut] != ' ')
			cut--;
		for (size_t k = n; cut == 0 && k > n / 2; k--)
			cut = strchr(",:.-", (*s)[k - 1]) != NULL ? k : 0;
		n = cut > 0 ? cut : n > 0 ? n : strlen(*s);
	}
	piece = mem_strndup(*s, n);
	*s += n;
	*s += strspn(*s, " ");
	return piece;
}

static int compare_half(const struct page *p)
{
	return (p->width - COMPARE_SIGN_W - COMPARE_LABEL_W - COMPARE_GAP) / 2;
}

static void compare_wide(struct page *p, const struct compare_row *r)
{
	const char *left = r->left, *right = r->right;
	int half = compare_half(p), x = COMPARE_SIGN_W + COMPARE_LABEL_W;
	enum ink ink = r->same || r->moves ? INK_DIM : INK_TEXT;
	bool first = true;

	while (first || *left != '\0' || *right != '\0') {
		char *a = compare_piece(&left, half), *b = compare_piece(&right, half);

		page_line(p);
		if (first && !r->same && !r->moves)
			(void)page_span(p, 0, INK_WARN, compare_sign(p));
		if (first)
			(void)page_span(p, COMPARE_SIGN_W, INK_LABEL, r->label);
		(void)page_span(p, x, ink, a);
		(void)page_span(p, x + half + COMPARE_GAP, r->same || r->moves ? INK_DIM : INK_STRONG, b);
		free(a);
		free(b);
		first = false;
	}
}

/* The bytes of a value that are not the other's: from *from to *to, whole characters. */
static void compare_part(const char *s, const char *other, size_t *from, size_t *to)
{
	size_t n = strlen(s), m = strlen(other), head = 0, tail = 0;

	while (head < n && head < m && s[head] == other[head])
		head++;
	while (head > 0 && ((unsigned char)s[head] & 0xc0) == 0x80)
		head--;
	while (tail < n - head && tail < m - head && s[n - 1 - tail] == other[m - 1 - tail])
		tail++;
	while (tail > 0 && ((unsigned char)s[n - tail] & 0xc0) == 0x80)
		tail--;
	*from = head;
	*to = n - tail;
}

/* One of the two values behind its sign, wrapped, the part that differs marked. */
static void compare_value(struct page *p, int x, const char *sign, enum ink ink, const char *s, const char *other)
{
	const char *rest = s;
	size_t from, to;

	compare_part(s, other, &from, &to);
	(void)page_span(p, x, ink, sign);
	x += 2;
	if (*s == '\0')
		(void)page_span(p, x, INK_DIM, "nothing");
	while (*rest != '\0') {
		size_t at = (size_t)(rest - s);
		char *piece = compare_piece(&rest, p->width - x > 8 ? p->width - x : 8);
		size_t n = strlen(piece), a = from < at ? 0 : from - at < n ? from - at : n,
			b = to < at ? 0 : to - at < n ? to - at : n;
		char *parts[] = { mem_strndup(piece, a), mem_strndup(piece + a, b > a ? b - a : 0),
			mem_strdup(piece + (b > a ? b : a)) };

		if (at > 0)
			page_line(p);
		for (int k = 0, column = x; k < 3; k++) {
			if (*parts[k] != '\0')
				column = page_span(p, column, k == 1 ? ink : INK_DIM, parts[k]);
			free(parts[k]);
		}
		free(piece);
	}
}

/* What differs: the one value, and the other below it. */
static void compare_change(struct page *p, const struct compare_row *r)
{
	bool narrow = p->width < COMPARE_NARROW;
	int x = narrow ? COMPARE_SIGN_W + 2 : COMPARE_SIGN_W + COMPARE_LABEL_W;

	page_line(p);
	(void)page_span(p, COMPARE_SIGN_W, INK_LABEL, r->label);
	if (narrow)
		page_line(p);
	compare_value(p, x, p->ascii ? "-" : "−", INK_WARN, r->left, r->right);
	page_line(p);
	compare_value(p, x, "+", INK_STRONG, r->right, r->left);
}

/* Without room for two columns a row that is the same stands there once. */
static void compare_narrow(struct page *p, const struct compare_row *r)
{
	if (r->same || r->moves)
		page_field(p, COMPARE_SIGN_W, COMPARE_SIGN_W + 2, INK_LABEL, r->label, INK_DIM, r->left);
	else
		compare_change(p, r);
}

static const struct cert *compare_leaf(const struct shown *s)
{
	return s->i->n_path > 0 && s->i->cards[s->i->path[0]].cert->parsed ? s->i->cards[s->i->path[0]].cert : NULL;
}

/* The pictures of both keys: another key is seen before anything is read. */
static void compare_pictures(struct page *p, const struct view *v)
{
	const struct cert *a = compare_leaf(v->other), *b = compare_leaf(v->shown);
	int x = COMPARE_SIGN_W + COMPARE_LABEL_W, half = compare_half(p);
	struct keyart left, right;
	bool same;

	if (a == NULL || b == NULL || half < KEYART_W)
		return;
	left = keyart_draw(a->spki_sha256, sizeof a->spki_sha256);
	right = keyart_draw(b->spki_sha256, sizeof b->spki_sha256);
	same = memcmp(a->spki_sha256, b->spki_sha256, sizeof a->spki_sha256) == 0;
	page_blank(p);
	for (int y = 0; y < KEYART_H; y++) {
		page_line(p);
		if (y == 0 && !same)
			(void)page_span(p, 0, INK_WARN, compare_sign(p));
		if (y == 0)
			(void)page_span(p, COMPARE_SIGN_W, INK_LABEL, same ? "the same key" : "another key");
		(void)page_span(p, x, INK_PICTURE, left.rows[y]);
		(void)page_span(p, x + half + COMPARE_GAP, INK_PICTURE, right.rows[y]);
	}
}

/* A heading is written when the first row below it is. */
static void compare_rows(struct page *p, const struct compare *c, bool all)
{
	const char *heading = NULL;

	for (size_t k = 0; k < c->n; k++) {
		const struct compare_row *r = &c->rows[k];

		if (r->heading)
			heading = r->label;
		if (r->heading || (!all && (r->same || r->moves)))
			continue;
		if (heading != NULL)
			page_heading(p, heading);
		heading = NULL;
		if (!all)
			compare_change(p, r);
		else if (p->width >= COMPARE_NARROW)
			compare_wide(p, r);
		else
			compare_narrow(p, r);
	}
}

/* What the two are called. */
static void compare_head(struct page *p, const struct compare *c, bool all)
{
	struct compare_row head = { .label = "", .left = c->left, .right = c->right, .same = true };

	if (c->n_different == 0 && !all)
		return;
	page_blank(p);
	if (all && p->width >= COMPARE_NARROW) {
		compare_wide(p, &head);
		return;
	}
	page_field(p, 0, COMPARE_SIGN_W, INK_WARN, p->ascii ? "-" : "−", INK_TEXT, c->left);
	page_field(p, 0, COMPARE_SIGN_W, INK_STRONG, "+", INK_TEXT, c->right);
}

static void compare_fill(struct view *v, struct page *p)
{
	struct compare_state *s = v->state;
	char *count;

	if (v->shown == NULL || v->other == NULL) {
		page_text(p, 0, INK_DIM,
			s->job != 0 && v->shown == NULL ? "It is being inspected."
			: s->job != 0 ? "The other one is being inspected."
			: v->shown != NULL
			? "There is nothing to compare with yet: C asks for another host, URL or file."
			: "There is nothing to compare yet: C asks for a host, URL or file, and then for another.");
		return;
	}
	count = mem_printf(s->c.n_different == 1 ? "%zu difference" : "%zu differences", s->c.n_different);
	page_text(p, 0, s->c.n_different > 0 ? INK_STRONG : INK_GOOD, s->c.n_different > 0 ? count : "No difference.");
	free(count);
	compare_head(p, &s->c, s->all);
	compare_rows(p, &s->c, s->all);
	if (s->all)
		compare_pictures(p, v);
}

/* Put the two beside each other, if both are there. */
static void compare_make(struct view *v)
{
	struct compare_state *s = v->state;

	if (s->made)
		compare_done(&s->c);
	s->made = v->shown != NULL && v->other != NULL;
	if (s->made)
		compare_init(&s->c, v->other->i, v->shown->i);
	pager_stale(v);
}

static const char *compare_label(const struct view *v)
{
	return v->shown != NULL ? "Compare with:" : "Compare:";
}

static void compare_answer(struct app *a, struct view *v, const char *text)
{
	struct compare_state *s = v->state;
	struct cc_err e = { 0 };

	if (v->ops != &view_compare)
		return;
	if (s->job != 0)
		app_cancel(a, s->job);
	free(s->asked);
	s->asked = mem_strdup(text);
	s->job = app_start(a, text, &e);
	v->hollow = v->hollow && s->job == 0;
	if (s->job == 0)
		(void)app_ask_again(a, compare_label(v), text, e.msg, compare_answer);
	pager_stale(v);
}

static bool compare_arrived(struct view *v, struct shown *shown, unsigned job, bool last)
{
	struct compare_state *s = v->state;
	const char *fault = wrong_file(shown->i, s->asked);

	(void)last;
	if (job == 0 || job != s->job)
		return false;
	s->job = 0;
	s->came = true;
	if (fault != NULL) {
		free(s->wrong);
		s->wrong = mem_strdup(fault);
		s->asks = true;
		return true;
	}
	if (v->shown == NULL) {
		v->shown = shown_ref(shown);
		s->asks = true;
		pager_stale(v);
		return true;
	}
	shown_unref(v->other);
	v->other = shown_ref(shown);
	compare_make(v);
	return true;
}

static void compare_ask(struct view *v)
{
	app_ask(v->app, compare_label(v), "", compare_answer);
}

/* Where nothing was looked at before, two are asked for, one after the other, and a wrong file is asked for again; not
 * over another view. */
static bool compare_tick(struct view *v)
{
	struct compare_state *s = v->state;
	bool came = s->came;

	s->came = false;
	if (s->asks) {
		s->asks = false;
		v->hollow = v->shown == NULL || v->other == NULL;
		if (s->wrong == NULL)
			compare_ask(v);
		else
			(void)app_ask_again(v->app, compare_label(v), s->asked, s->wrong, compare_answer);
		free(s->wrong);
		s->wrong = NULL;
	}
	return came;
}

static void compare_open(struct view *v)
{
	pager_open(v, compare_fill);
	if (v->other == NULL && v->shown != NULL)
		v->other = shown_ref(v->shown->before);
	compare_make(v);
	v->hollow = v->other == NULL;
	if (v->hollow)
		compare_ask(v);
}

static void compare_close(struct view *v)
{
	struct compare_state *s = v->state;

	if (s->job != 0)
		app_cancel(v->app, s->job);
	if (s->made)
		compare_done(&s->c);
	free(s->asked);
	free(s->wrong);
	pager_close(v);
}

static enum handled compare_request(struct view *v, enum request r)
{
	struct compare_state *s = v->state;

	switch (r) {
	case REQUEST_DIFFERENCES:
		s->all = !s->all;
		s->pager.top = 0;
		pager_stale(v);
		return HANDLED;
	case REQUEST_COMPARE: compare_ask(v); return HANDLED;
	default: return pager_request(v, r);
	}
}

static const char *compare_hint(const struct view *v, enum request r)
{
	const struct compare_state *s = v->state;

	switch (r) {
	case REQUEST_DIFFERENCES: return s->all ? NULL : "show all";
	case REQUEST_COMPARE: return "with another";
	default: return NULL;
	}
}

static void compare_heading(const struct view *v, char *left, char *right, size_t size)
{
	const struct compare_state *s = v->state;

	(void)snprintf(left, size, "compare");
	right[0] = '\0';
	if (s->made)
		(void)snprintf(left, size, "compare: %s, %s", s->c.left, s->c.right);
}

static const enum request compare_requests[] = { PAGER_REQUESTS, REQUEST_DIFFERENCES, REQUEST_COMPARE, REQUEST_NONE };

const struct view_ops view_compare = {
	.name = "compare", .title = "Compared", .state_size = sizeof(struct compare_state),
		.opened_by = REQUEST_COMPARE,
	.requests = compare_requests, .open = compare_open, .close = compare_close, .paint = pager_paint,
	.plain = pager_plain,
	.request = compare_request,
	.hint = compare_hint, .heading = compare_heading, .arrived = compare_arrived, .tick = compare_tick,
};
