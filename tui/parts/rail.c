/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands in the chain rail. */
#include "parts/rail.h"

#include "base/mem.h"
#include "base/moment.h"
#include "base/text.h"
#include "explain/brief.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RAIL_BAR_W = 8, RAIL_TEXT_X = 5, RAIL_BRIEF_LEAST = 3 /* columns of what is left of a name */ };

static struct rail_entry *rail_add(struct rail *r, enum rail_kind kind, enum glyph sign, enum ink ink, char *label)
{
	MEM_GROW(r->entries, r->n);
	r->entries[r->n] = (struct rail_entry){ .kind = kind, .card = -1, .dead_end = -1, .sign = sign, .ink = ink,
		.gone = -1, .label = label };
	return &r->entries[r->n++];
}

/* What is left of its time, in five columns. */
static void rail_set_time(struct rail_entry *e, const struct card *c, int64_t now)
{
	int64_t from = c->cert->not_before, until = c->cert->not_after;
	char span[MOMENT_SIZE];

	if (!c->cert->parsed || c->cert->request || until <= from)
		return;
	e->gone = now <= from ? 0 : now >= until ? 1000 : (int)((double)(now - from) / (double)(until - from) * 1000);
	e->days = now > until ? mem_strdup("ended") : now < from ? mem_strdup("later")
		: mem_strdup(moment_short(until - now, span));
	e->left = phrase_left_short(c, now);
}

/* The gravest that was found of it, in its short words. */
static char *rail_fault(const struct inspection *i, int card)
{
	int own = card_finding(i, card);

	if (own < 0 || i->findings[own].level == LEVEL_INFO)
		return NULL;
	return brief_of(&i->findings[own], 0);
}

static void rail_add_card(struct rail *r, const struct inspection *i, int card)
{
	static const struct { enum glyph sign; enum ink ink; } signs[] = {
		[LEVEL_TRUSTED] = { GLYPH_PASS, INK_GOOD }, [LEVEL_INFO] = { GLYPH_PASS, INK_GOOD },
		[LEVEL_CAUTION] = { GLYPH_WARN, INK_WARN }, [LEVEL_UNTRUSTED] = { GLYPH_FAIL, INK_BAD },
		[LEVEL_UNREACHABLE] = { GLYPH_DOT, INK_DIM },
	};
	const struct card *c = &i->cards[card];
	enum level worst = card_level(i, card);
	bool well = worst == LEVEL_TRUSTED || worst == LEVEL_INFO;
	struct rail_entry *e = rail_add(r, RAIL_CARD, signs[worst].sign, signs[worst].ink,
		mem_strdup(cert_label(c->cert)));

	if (well && c->in_trust_store) {
		e->sign = GLYPH_STAR;
		e->ink = INK_ANCHOR;
	} else if (well && c->origin == ORIGIN_FETCHED) {
		e->ink = INK_FETCHED;
	}
	if (cert_label_native(c->cert) != NULL)
		e->native = mem_strdup(cert_label_native(c->cert));
	e->card = card;
	e->note = phrase_place(i, card);
	e->fault = rail_fault(i, card);
	rail_set_time(e, c, i->time);
	e->selectable = true;
}

static void rail_add_path(struct rail *r, const struct inspection *i)
{
	for (size_t k = 0; k < i->n_path; k++) {
		if (k > 0)
			(void)rail_add(r, RAIL_LINK, GLYPH_V, INK_DIM, mem_strdup("signed by"));
		rail_add_card(r, i, i->path[k]);
	}
}

/* The path ends at a certificate that somebody else signed, and that somebody is nowhere. */
static void rail_add_missing(struct rail *r, const struct inspection *i)
{
	const struct card *last = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;
	struct rail_entry *e;

	if (last == NULL || !last->cert->parsed || last->cert->request || last->in_trust_store
		|| last->cert->self_issued)
		return;
	(void)rail_add(r, RAIL_LINK, GLYPH_V, INK_DIM, mem_strdup("signed by"));
	e = rail_add(r, RAIL_MISSING, GLYPH_OPEN, INK_MISSING, mem_strdup(cert_issuer_label(last->cert)));
	e->note = "not sent, and not found";
}

/* A CA's name in little room, without the words with which its issuer's begins as well: "..Intermediate". */
static char *rail_brief(const char *name, const char *issuer)
{
	size_t n = 0, words = 0;

	while (name[n] != '\0' && name[n] == issuer[n]) {
		n++;
		words = name[n - 1] == ' ' ? n : words;
	}
	/* the issuer's may end with a word of it */
	if (issuer[n] == '\0' && name[n] == ' ')
		words = n + 1;
	return words > 0 && text_width(name + words) >= RAIL_BRIEF_LEAST ? mem_printf("..%s", name + words) : NULL;
}

/* The site's own name says whose it is and stays. */
static void rail_add_briefs(struct rail *r)
{
	struct rail_entry *e = NULL;

	for (size_t k = 0; k < r->n; k++) {
		struct rail_entry *next = &r->entries[k];

		if (next->kind != RAIL_CARD && next->kind != RAIL_MISSING)
			continue;
		if (e != NULL && e != r->entries)
			e->brief = rail_brief(e->label, next->label);
		e = next;
	}
}

static bool rail_in_path(const struct inspection *i, int card)
{
	for (size_t k = 0; k < i->n_path; k++) {
		if (i->path[k] == card)
			return true;
	}
	return false;
}

static void rail_heading(struct rail *r, bool *open, const char *text)
{
	if (*open)
		return;
	*open = true;
	(void)rail_add(r, RAIL_BLANK, GLYPH_SPACE, INK_DIM, mem_strdup(""));
	(void)rail_add(r, RAIL_HEADING, GLYPH_SPACE, INK_LABEL, mem_strdup(text));
}

static void rail_add_strangers(struct rail *r, const struct inspection *i)
{
	char count[TEXT_COUNT];
	bool open = false;
	size_t n = 0;

	for (size_t k = 0; k < i->n_cards; k++) {
		struct rail_entry *e;

		if (i->cards[k].origin == ORIGIN_STORE || i->cards[k].origin == ORIGIN_FETCHED
			|| rail_in_path(i, (int)k))
			continue;
		if (n++ >= RAIL_MAX_STRANGERS)
			continue;
		rail_heading(r, &open, phrase_beside_title(i));
		e = rail_add(r, RAIL_STRANGER, GLYPH_STRANGER, INK_STRANGER, mem_strdup(cert_label(i->cards[k].cert)));
		e->card = (int)k;
		e->selectable = true;
	}
	if (n > RAIL_MAX_STRANGERS) {
		r->n_left_out = n - RAIL_MAX_STRANGERS;
		(void)rail_add(r, RAIL_HEADING, GLYPH_SPACE, INK_DIM,
			mem_printf("and %s more", text_count(r->n_left_out, count)));
	}
}

/* A dead end is named after the first certificate in which it leaves the path. */
static int rail_dead_end_card(const struct inspection *i, const struct dead_end *d)
{
	for (size_t k = 0; k < d->n_path; k++) {
		if (!rail_in_path(i, d->path[k]))
			return d->path[k];
	}
	return d->card >= 0 ? d->card : d->n_path > 0 ? d->path[d->n_path - 1] : -1;
}

static void rail_add_dead_ends(struct rail *r, const struct inspection *i)
{
	bool open = false;

	for (size_t k = 0; k < i->n_dead_ends; k++) {
		int card = rail_dead_end_card(i, &i->dead_ends[k]);
		struct rail_entry *e;

		rail_heading(r, &open, "Tried and given up");
		e = rail_add(r, RAIL_DEAD_END, GLYPH_FAIL, INK_DEAD_END,
			mem_printf("via %s", card >= 0 ? cert_label(i->cards[card].cert) : "an unknown issuer"));
		e->dead_end = (int)k;
		e->card = card;
		e->selectable = true;
	}
}

void rail_init(struct rail *r, const struct inspection *i)
{
	*r = (struct rail){ 0 };
	rail_add_path(r, i);
	rail_add_missing(r, i);
	rail_add_briefs(r);
	rail_add_strangers(r, i);
	rail_add_dead_ends(r, i);
}

void rail_done(struct rail *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->entries[i].label);
		free(r->entries[i].native);
		free(r->entries[i].brief);
		free(r->entries[i].fault);
		free(r->entries[i].days);
		free(r->entries[i].left);
	}
	free(r->entries);
	*r = (struct rail){ 0 };
}

int rail_next(const struct rail *r, int at, int direction)
{
	for (int i = at + direction; i >= 0 && i < (int)r->n; i += direction) {
		if (r->entries[i].selectable)
			return i;
	}
	return at;
}

const char *rail_label(const struct rail_entry *e, const struct draw *d)
{
	return e->native != NULL && !draw_ascii(d) ? e->native : e->label;
}

int rail_of_card(const struct rail *r, int card)
{
	for (size_t i = 0; i < r->n; i++) {
		if (r->entries[i].card == card && r->entries[i].selectable)
			return (int)i;
	}
	return -1;
}

static int rail_entry_rows(const struct rail_entry *e)
{
	return e->note != NULL ? 2 : 1;
}

/* That rail_draw_tall() would like, from an entry on. */
static int rail_rows(const struct rail *r, int top)
{
	int rows = 0;

	for (size_t i = (size_t)top; i < r->n; i++)
		rows += rail_entry_rows(&r->entries[i]);
	return rows;
}

/* The first entry to show so that the chosen one is seen, and behind the last one how many have no row. */
static int rail_top(const struct rail *r, int h, int at)
{
	int rows = 0, top;

	if (rail_rows(r, 0) <= h || at < 0)
		return 0;
	if (at + 2 == (int)r->n && !r->entries[at + 1].selectable)
		at++;
	for (top = at; top >= 0; top--) {
		rows += rail_entry_rows(&r->entries[top]);
		if (rows > h)
			return top + 1;
	}
	return 0;
}

static void rail_draw_bar(const struct draw *d, int y, int x, int gone)
{
	int at = gone * (RAIL_BAR_W - 1) / 1000;

	draw_row(d, y, x, at, INK_BAR_GONE, GLYPH_BAR_GONE);
	draw_row(d, y, x + at, RAIL_BAR_W - at, INK_BAR_LEFT, GLYPH_BAR_LEFT);
	(void)draw_glyph(d, y, x + at, gone == 1000 ? INK_BAD : INK_BAR_NOW, gone == 1000 ? GLYPH_FAIL : GLYPH_BAR_NOW);
}

/* Does the note leave room for the days? */
static bool rail_days_below(const struct rail_entry *e, const struct draw *d)
{
	const char *note = e->fault != NULL ? e->fault : e->note;

	return e->days != NULL && note != NULL
		&& RAIL_TEXT_X + draw_width(d, note) + 1 + (int)strlen(e->days) + 1 <= d->at.w;
}

enum ink rail_days_ink(const struct rail_entry *e)
{
	return e->gone == 1000 ? INK_BAD : INK_DIM;
}

/* What it is in the chain, or what is wrong with it; its days, and a bar of its time if there is room. */
static void rail_draw_note(const struct rail_entry *e, const struct draw *d, int y)
{
	const char *note = e->fault != NULL ? e->fault : e->note;
	enum ink ink = e->fault != NULL ? e->ink : e->kind == RAIL_MISSING ? INK_MISSING : INK_DIM;
	bool days = rail_days_below(e, d);
	int end = d->at.w - 1, need = RAIL_TEXT_X + draw_width(d, note) + 1 + (days ? (int)strlen(e->days) + 1 : 0);

	(void)draw_text_in(d, y, RAIL_TEXT_X, d->at.w - RAIL_TEXT_X - 1, ink, note);
	if (e->gone >= 0 && need + RAIL_BAR_W <= end) {
		rail_draw_bar(d, y, end - RAIL_BAR_W, e->gone);
		end -= RAIL_BAR_W + 1;
	}
	if (days)
		(void)draw_text_right(d, y, end, rail_days_ink(e), e->days);
}

static void rail_draw_entry(const struct rail_entry *e, const struct draw *d, int y, bool chosen, bool focus)
{
	enum ink label = chosen ? INK_SELECTED : e->kind == RAIL_CARD ? INK_TEXT : e->ink;
	bool days = e->days != NULL && !rail_days_below(e, d);

	(void)focus;
	if (e->kind == RAIL_BLANK)
		return;
	if (e->kind == RAIL_HEADING) {
		(void)draw_text(d, y, 1, e->ink, e->label);
		return;
	}
	if (e->kind == RAIL_LINK) {
		(void)draw_glyph(d, y, 3, INK_FRAME, GLYPH_V);
		(void)draw_text(d, y, 5, INK_DIM, e->label);
		return;
	}
	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	if (chosen)
		(void)draw_glyph(d, y, 1, INK_SELECTED, GLYPH_POINT);
	(void)draw_glyph(d, y, 3, chosen ? INK_SELECTED : e->ink, e->sign);
	(void)draw_name_in(d, y, RAIL_TEXT_X, d->at.w - RAIL_TEXT_X - 1 - (days ? (int)strlen(e->days) + 1 : 0), label,
		rail_label(e, d));
	if (days)
		(void)draw_text_right(d, y, d->at.w - 1, chosen ? INK_SELECTED : rail_days_ink(e), e->days);
	if (e->note != NULL)
		rail_draw_note(e, d, y + 1);
}

void rail_draw_tall(const struct rail *r, const struct draw *d, int at, bool focus)
{
	int y = 0, top = rail_top(r, d->at.h, at);

	for (int i = top; i < (int)r->n && y < d->at.h; i++) {
		const struct rail_entry *e = &r->entries[i];

		rail_draw_entry(e, d, y, i == at, focus);
		/* A note stands beside the line that leads on. */
		if (e->note != NULL && i + 1 < (int)r->n && r->entries[i + 1].kind == RAIL_LINK)
			(void)draw_glyph(d, y + 1, 3, INK_FRAME, GLYPH_V);
		y += rail_entry_rows(e);
	}
	draw_more(d, top > 0, rail_rows(r, top) > d->at.h);
}

int rail_at(const struct rail *r, int h, int at, int y)
{
	for (int i = rail_top(r, h, at); i < (int)r->n && y >= 0; i++) {
		int rows = rail_entry_rows(&r->entries[i]);

		if (y < rows)
			return r->entries[i].selectable ? i : -1;
		y -= rows;
	}
	return -1;
}
