/* SPDX-License-Identifier: GPL-3.0-or-later
 * The chain rail in one line. */
#include "parts/rail-flat.h"

#include <stdio.h>
#include <string.h>

enum {
	RAIL_FLAT_NAME_MIN = 12,         /* so much of a name stays beside the days of one that is not chosen */
	RAIL_FLAT_LEAST = 12,            /* columns of an entry below which a name is a riddle */
	RAIL_BRIEF_DOTS = 2,
	RAIL_FLAT_SIGN = 3,
	RAIL_FLAT_CHOSEN = 16,           /* columns that the chosen one keeps beside the roles of the others */
	RAIL_FLAT_READABLE = 18          /* columns of an entry in which a name can be read */
};

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
static int rail_flat_width(const struct draw *d, const struct rail_entry *e, const char *label)
{
	return 4 + draw_width(d, label) + (e->days != NULL ? (int)strlen(e->days) + 1 : 0);
}

/* Long names share what room there is: no entry may take more than its part, of which the chosen one's is larger. */
struct rail_share {
	int chosen, other;
	enum rail_part part;
	bool brief;              /* those that are not chosen, without what their issuer's name says as well */
	bool roles;              /* or what they are, in the place of a name */
};

static const char *rail_flat_label(const struct draw *d, const struct rail_entry *e, bool chosen, struct rail_share s)
{
	return s.brief && !chosen && e->brief != NULL ? e->brief : rail_label(e, d);
}

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
	int w = rail_flat_width(d, e, rail_flat_label(d, e, chosen, s)), most = chosen ? s.chosen : s.other;

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

/* Columns that all of them want; *n: how many they are. */
static int rail_flat_total(const struct rail *r, const struct draw *d, int at, struct rail_share s, int *n)
{
	int total = 0;

	*n = 0;
	for (int i = 0; i < (int)r->n; i++) {
		const struct rail_entry *e = &r->entries[i];

		if (!rail_flat_shown(e, s.part))
			continue;
		total += rail_flat_width(d, e, rail_flat_label(d, e, i == at, s)) + 1;
		++*n;
	}
	return total;
}

/* What those that are not chosen get each of `left`: what a short one leaves is the longer ones'. */
static int rail_flat_other(const struct rail *r, const struct draw *d, int at, struct rail_share s, int left, int n)
{
	for (s.other = left / n; s.other < left; s.other++) {
		struct rail_share more = s;
		int used = 0;

		more.other++;
		for (int i = 0; i < (int)r->n; i++) {
			if (i != at && rail_flat_shown(&r->entries[i], s.part))
				used += rail_flat_gets(r, d, &r->entries[i], false, more);
		}
		if (used > left)
			break;
	}
	return s.other;
}

static struct rail_share rail_flat_share(const struct rail *r, const struct draw *d, int at,
	enum rail_part part)
{
	struct rail_share s = { d->at.w, d->at.w, part, false, false };
	int n = 0, left;

	if (rail_flat_total(r, d, at, s, &n) <= d->at.w || n < 2)
		return s;
	s.brief = true;
	if (rail_flat_total(r, d, at, s, &n) <= d->at.w)
		return s;
	left = d->at.w - (n - 1);
	if (at >= 0 && rail_flat_shown(&r->entries[at], part)) {
		int w = rail_flat_width(d, &r->entries[at], rail_label(&r->entries[at], d));

		s.chosen = n > 2 ? d->at.w * 2 / 5 : d->at.w / 2;
		left -= w < s.chosen ? w : s.chosen;
		n--;
	}
	s.other = rail_flat_other(r, d, at, s, left, n);
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

/* In w columns: sign, name, and its days, which give way where hardly anything would be left of the name, or where
 * what is left of a CA's fits without them. Returns the columns that it took. */
static int rail_draw_link(const struct rail_entry *e, const struct draw *d, int x, int w, bool chosen,
	const char *name, bool role)
{
	enum ink ink = chosen ? INK_SELECTED : INK_TEXT;
	int days = e->days != NULL && !role ? (int)strlen(e->days) + 1 : 0, room = w - 4 - days, used = 0;
	bool brief = e->brief != NULL && name == e->brief;

	if (!chosen && room < draw_width(d, name)
		&& (room < RAIL_FLAT_NAME_MIN || (brief && w - 4 >= draw_width(d, name))))
		days = 0;
	/* one that is cut on both sides is none */
	if (brief && w - 4 - days < draw_width(d, name))
		name += RAIL_BRIEF_DOTS;
	draw_row(d, 0, x, 3 < w ? 3 : w, ink, GLYPH_SPACE);
	(void)draw_glyph(d, 0, x + 1, chosen ? INK_SELECTED : e->ink, e->sign);
	if (w - 4 - days > 0)
		used = draw_name_in(d, 0, x + 3, w - 4 - days, ink, name);
	w = 3 + used + days + 1 < w ? 3 + used + days + 1 : w;
	if (w > 3 + used)
		draw_row(d, 0, x + 3 + used, w - 3 - used, ink, GLYPH_SPACE);
	if (days > 0)
		(void)draw_text(d, 0, x + 3 + used + 1, chosen ? INK_SELECTED : rail_days_ink(e), e->days);
	return w;
}

static void rail_draw_shared(const struct rail *r, const struct draw *d, int at, struct rail_share s)
{
	int x = 0;

	for (int i = rail_flat_first(r, d, at, s); i < (int)r->n && x < d->at.w; i++) {
		const struct rail_entry *e = &r->entries[i];
		int w = rail_flat_gets(r, d, e, i == at, s);
		bool role = s.roles && i != at;

		if (!rail_flat_shown(e, s.part))
			continue;
		w = w < d->at.w - x ? w : d->at.w - x;
		if (x > 0)
			(void)draw_glyph(d, 0, x - 1, INK_FRAME, rail_aside(e) ? GLYPH_SPACE : GLYPH_H);
		w = rail_draw_link(e, d, x, w, i == at,
			role ? rail_role(r, e) : rail_flat_label(d, e, i == at, s), role);
		x += w + 1;
	}
}

/* Where names would be left without a word, what lies beside the path is only counted, until one goes there. */
void rail_draw_flat(const struct rail *r, const struct draw *d, int at)
{
	struct rail_share s = rail_flat_share(r, d, at, RAIL_PART_ALL);
	struct draw path;
	char more[24];
	int n = (int)r->n_left_out, end = d->at.w - 1;

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
