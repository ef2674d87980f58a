/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands in the chain rail. */
#include "parts/rail.h"

#include "base/mem.h"
#include "base/moment.h"
#include "explain/brief.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	RAIL_BAR_W = 8, RAIL_TEXT_X = 5,
	RAIL_FLAT_NAME_MIN = 12,         /* so much of a name stays beside the days of one that is not chosen */
	RAIL_FLAT_LEAST = 12,            /* columns of an entry below which a name is a riddle */
	RAIL_FLAT_SIGN = 3,
	RAIL_FLAT_CHOSEN = 16,           /* columns that the chosen one keeps beside the roles of the others */
	RAIL_FLAT_READABLE = 18          /* columns of an entry in which a name can be read */
};

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
	bool open = false;
	size_t n = 0;

	for (size_t k = 0; k < i->n_cards && n < RAIL_MAX_STRANGERS; k++) {
		struct rail_entry *e;

		if (i->cards[k].origin == ORIGIN_STORE || i->cards[k].origin == ORIGIN_FETCHED
			|| rail_in_path(i, (int)k))
			continue;
		rail_heading(r, &open, "Sent, but not needed");
		e = rail_add(r, RAIL_STRANGER, GLYPH_STRANGER, INK_STRANGER, mem_strdup(cert_label(i->cards[k].cert)));
		e->card = (int)k;
		e->selectable = true;
		n++;
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
	rail_add_strangers(r, i);
	rail_add_dead_ends(r, i);
}

void rail_done(struct rail *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->entries[i].label);
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

/* That rail_draw_tall() would like. */
static int rail_rows(const struct rail *r)
{
	int rows = 0;

	for (size_t i = 0; i < r->n; i++)
		rows += rail_entry_rows(&r->entries[i]);
	return rows;
}

/* The first entry to show so that the chosen one is seen. */
static int rail_top(const struct rail *r, int h, int at)
{
	int rows = 0, top;

	if (rail_rows(r) <= h || at < 0)
		return 0;
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

static enum ink rail_days_ink(const struct rail_entry *e)
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
		e->label);
	if (days)
		(void)draw_text_right(d, y, d->at.w - 1, chosen ? INK_SELECTED : rail_days_ink(e), e->days);
	if (e->note != NULL)
		rail_draw_note(e, d, y + 1);
}

void rail_draw_tall(const struct rail *r, const struct draw *d, int at, bool focus)
{
	int y = 0;

	for (int i = rail_top(r, d->at.h, at); i < (int)r->n && y < d->at.h; i++) {
		const struct rail_entry *e = &r->entries[i];

		rail_draw_entry(e, d, y, i == at, focus);
		/* A note stands beside the line that leads on. */
		if (e->note != NULL && i + 1 < (int)r->n && r->entries[i + 1].kind == RAIL_LINK)
			(void)draw_glyph(d, y + 1, 3, INK_FRAME, GLYPH_V);
		y += rail_entry_rows(e);
	}
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

/* Beside the path: sent and not needed, or tried and given up. */
static bool rail_aside(const struct rail_entry *e)
{
	return e->kind == RAIL_STRANGER || e->kind == RAIL_DEAD_END;
}

/* What of the rail stands in a row: what lies beside the path has a row of its own where both have no room. */
enum rail_part { RAIL_PART_ALL, RAIL_PART_PATH, RAIL_PART_ASIDE };

static bool rail_flat_shown(const struct rail_entry *e, enum rail_part part)
{
	return (part != RAIL_PART_ASIDE && (e->kind == RAIL_CARD || e->kind == RAIL_MISSING))
		|| (part != RAIL_PART_PATH && rail_aside(e));
}

/* Columns of an entry in the flat rail, without the line that leads on. */
static int rail_flat_width(const struct draw *d, const struct rail_entry *e)
{
	return 4 + draw_width(d, e->label) + (e->days != NULL ? (int)strlen(e->days) + 1 : 0);
}

/* Long names share what room there is: no entry may take more than its part, of which the chosen one's is larger. */
struct rail_share { int chosen, other; enum rail_part part; bool roles; };

/* What an entry of the path is, where its name has no room. */
static const char *rail_role(const struct rail *r, const struct rail_entry *e)
{
	const struct rail_entry *first = r->entries, *last = NULL;

	for (size_t k = 0; k < r->n; k++)
		last = r->entries[k].kind == RAIL_CARD ? &r->entries[k] : last;
	return e->kind == RAIL_MISSING ? "missing" : e == first ? "site" : e == last && e->sign == GLYPH_STAR ? "root"
		: "CA";
}

/* Columns that an entry gets. */
static int rail_flat_gets(const struct rail *r, const struct draw *d, const struct rail_entry *e, bool chosen,
	struct rail_share s)
{
	int w = rail_flat_width(d, e), most = chosen ? s.chosen : s.other;

	if (s.roles && !chosen)
		return 4 + (int)strlen(rail_role(r, e));
	return w < most ? w : most;
}

/* Signs and roles alone, and what is left for the chosen one's name; where that is too little, signs. */
static void rail_share_roles(struct rail_share *s, const struct rail *r, const struct draw *d, int at, int n)
{
	int left = d->at.w;

	s->roles = true;
	for (int i = 0; i < (int)r->n; i++) {
		if (i != at && rail_flat_shown(&r->entries[i], s->part))
			left -= rail_flat_gets(r, d, &r->entries[i], false, *s) + 1;
	}
	s->roles = left >= RAIL_FLAT_CHOSEN;
	s->other = RAIL_FLAT_SIGN;
	s->chosen = s->roles ? left : d->at.w - n * (RAIL_FLAT_SIGN + 1);
}

static struct rail_share rail_flat_share(const struct rail *r, const struct draw *d, int at,
	enum rail_part part)
{
	struct rail_share s = { d->at.w, d->at.w, part, false };
	int n = 0, total = 0, left;

	for (int i = 0; i < (int)r->n; i++) {
		if (!rail_flat_shown(&r->entries[i], part))
			continue;
		n++;
		total += rail_flat_width(d, &r->entries[i]) + 1;
	}
	if (total <= d->at.w || n < 2)
		return s;
	left = d->at.w - n;
	if (at >= 0 && rail_flat_shown(&r->entries[at], part)) {
		int w = rail_flat_width(d, &r->entries[at]);

		s.chosen = n > 2 ? d->at.w * 2 / 5 : d->at.w / 2;
		left -= w < s.chosen ? w : s.chosen;
		n--;
	}
	s.other = left / n;
	if (part == RAIL_PART_ASIDE && s.other < RAIL_FLAT_READABLE)
		s.other = RAIL_FLAT_READABLE;
	if (s.other < RAIL_FLAT_LEAST)
		rail_share_roles(&s, r, d, at, n);
	if (s.chosen < s.other)
		s.chosen = s.other;
	return s;
}

/* The entry from which on to draw so that the chosen one is in the line. */
static int rail_flat_first(const struct rail *r, const struct draw *d, int at, struct rail_share s)
{
	int used = 0, first;

	for (first = at; first > 0; first--) {
		int w = rail_flat_shown(&r->entries[first], s.part)
			? rail_flat_gets(r, d, &r->entries[first], first == at, s) : 0;

		used += w + (w > 0);
		if (used > d->at.w)
			return first + 1 > at ? at : first + 1;
	}
	return first < 0 ? 0 : first;
}

/* In w columns: sign, name, and its days, which give way where hardly anything would be left of the name. */
static void rail_draw_link(const struct rail_entry *e, const struct draw *d, int x, int w, bool chosen,
	const char *role)
{
	enum ink ink = chosen ? INK_SELECTED : INK_TEXT;
	int days = e->days != NULL && role == NULL ? (int)strlen(e->days) + 1 : 0, room = w - 4 - days, used = 0;

	if (!chosen && room < draw_width(d, e->label) && room < RAIL_FLAT_NAME_MIN)
		days = 0;
	draw_row(d, 0, x, w, ink, GLYPH_SPACE);
	(void)draw_glyph(d, 0, x + 1, chosen ? INK_SELECTED : e->ink, e->sign);
	if (w - 4 - days > 0)
		used = draw_name_in(d, 0, x + 3, w - 4 - days, ink, role != NULL ? role : e->label);
	if (days > 0)
		(void)draw_text(d, 0, x + 3 + used + 1, chosen ? INK_SELECTED : rail_days_ink(e), e->days);
}

static void rail_draw_shared(const struct rail *r, const struct draw *d, int at, struct rail_share s)
{
	int x = 0;

	for (int i = rail_flat_first(r, d, at, s); i < (int)r->n && x < d->at.w; i++) {
		const struct rail_entry *e = &r->entries[i];
		int w = rail_flat_gets(r, d, e, i == at, s);

		if (!rail_flat_shown(e, s.part))
			continue;
		w = w < d->at.w - x ? w : d->at.w - x;
		if (x > 0)
			(void)draw_glyph(d, 0, x - 1, INK_FRAME, rail_aside(e) ? GLYPH_SPACE : GLYPH_H);
		rail_draw_link(e, d, x, w, i == at, s.roles && i != at ? rail_role(r, e) : NULL);
		x += w + 1;
	}
}

/* Where names would be left without a word, what lies beside the path is only counted, until one goes there. */
void rail_draw_flat(const struct rail *r, const struct draw *d, int at)
{
	struct rail_share s = rail_flat_share(r, d, at, RAIL_PART_ALL);
	struct draw path;
	char more[24];
	int n = 0, end = d->at.w - 1;

	for (size_t i = 0; i < r->n; i++)
		n += rail_aside(&r->entries[i]);
	if (n == 0 || s.other >= RAIL_FLAT_READABLE) {
		rail_draw_shared(r, d, at, s);
		return;
	}
	if (at >= 0 && rail_aside(&r->entries[at])) {
		rail_draw_shared(r, d, at, rail_flat_share(r, d, at, RAIL_PART_ASIDE));
		return;
	}
	(void)snprintf(more, sizeof more, "+%d", n);
	path = draw_part(d, (struct region){ 0, 0, 1, end - (int)strlen(more) - 1 });
	rail_draw_shared(r, &path, at, rail_flat_share(r, &path, at, RAIL_PART_PATH));
	(void)draw_text_right(d, 0, end, INK_STRANGER, more);
}
