/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing the licence: picture, fields, bar of time, names, stamp. */
#include "parts/licence.h"

#include "base/mem.h"
#include "base/moment.h"
#include "facts/fields.h"
#include "result/keyart.h"
#include "result/may.h"
#include "result/phrases.h"
#include "parts/page.h"
#include "parts/photo.h"
#include "parts/stamp.h"

#include <stdlib.h>
#include <string.h>

enum {
	LICENCE_LABEL_W = 12, LICENCE_SMALL_LABEL_W = 10,
	LICENCE_TWICE_W = 100, LICENCE_TWICE_H = 2 * KEYART_H + 2,      /* room for a card twice as large */
	LICENCE_SERIAL = 20, LICENCE_SERIAL_ENDS = 6,       /* octets; where there is little room, 3 at each end */
	LICENCE_MIN_BAR = 4, LICENCE_MAX_BAR = 44, LICENCE_YEAR = 366,
	LICENCE_FIELDS = 8, LICENCE_TALL_H = 44,            /* rows of all but the names */
	LICENCE_MIN_NAMES = 3, LICENCE_MAX_NAMES = 6,
	LICENCE_STAMP_H = 3, LICENCE_BIG_STAMP_H = 34       /* screens with so many rows have room for the big stamp */
};

/* Where the next field goes. */
struct licence {
	const struct draw *d;
	const struct inspection *i;
	const struct card *c;
	int card, y, x, indent, w;       /* x: labels; indent: values, from x; w: columns from x on */
	int step;                        /* rows from one field to the next: 2 for a room */
	bool news;                       /* another key than at the last visit, and nobody has looked */
};

/* Rows that the names of the chain's cards may have. */
static int licence_name_rows(const struct inspection *i, int most)
{
	int names = 1;

	for (size_t k = 0; k < i->n_path; k++) {
		int n = (int)i->cards[i->path[k]].cert->n_sans;

		names = n > names ? n : names;
	}
	return names > most ? most : names;
}

int licence_rows(const struct inspection *i, int h, int w)
{
	bool stamp = stamp_any(i);
	int names = licence_name_rows(i, h >= LICENCE_TALL_H ? LICENCE_MAX_NAMES : LICENCE_MIN_NAMES), rows;

	if (h < 28 || w < 100)
		return LICENCE_FIELDS + (h >= LICENCE_TALL_H ? names : 1) + stamp;
	rows = 1 + LICENCE_FIELDS + (names < LICENCE_MIN_NAMES ? LICENCE_MIN_NAMES : names) + 1;
	return rows + (!stamp ? 0 : h >= LICENCE_BIG_STAMP_H ? LICENCE_STAMP_H : 1);
}

/* --- fields --- */

static const struct { const char *label; enum card_field field; } licence_labels[] = {
	[FIELD_HOLDER] = { "HOLDER", FIELD_HOLDER }, [FIELD_ISSUER] = { "ISSUED BY", FIELD_ISSUER },
	[FIELD_NUMBER] = { "NUMBER", FIELD_NUMBER }, [FIELD_PROCESS] = { "PROCESS", FIELD_PROCESS },
	[FIELD_VALID] = { "VALID", FIELD_VALID }, [FIELD_NAMES] = { "GOOD FOR", FIELD_NAMES },
	[FIELD_MAY] = { "MAY", FIELD_MAY }, [FIELD_KEY] = { "KEY", FIELD_KEY },
	[FIELD_SIGNATURE] = { "SIGNATURE", FIELD_SIGNATURE },
};

static const struct { enum glyph sign; enum ink ink; } licence_marks[] = {
	[STEP_PASS] = { GLYPH_PASS, INK_GOOD }, [STEP_FAIL] = { GLYPH_FAIL, INK_BAD },
	[STEP_WARN] = { GLYPH_WARN, INK_WARN }, [STEP_SKIP] = { GLYPH_DOT, INK_DIM },
};

/* The label, and a sign where something is wrong with the field. Returns where the value begins. */
static int licence_label(const struct licence *l, enum card_field field, enum step_result *state)
{
	int x = l->x + l->indent;

	*state = field_state(l->i, l->card, field);
	(void)draw_text(l->d, l->y, l->x, INK_LABEL, licence_labels[field].label);
	if (*state != STEP_PASS)
		x += draw_glyph(l->d, l->y, x, licence_marks[*state].ink, licence_marks[*state].sign) + 1;
	return x;
}

static enum ink licence_ink(enum step_result state, enum ink usual)
{
	return state == STEP_PASS ? usual : licence_marks[state].ink;
}

/* A labelled value in a row, and what stands at the row's right end (NULL: nothing), if both fit. Takes the text. */
static void licence_row(struct licence *l, enum card_field field, enum ink ink, char *text, const char *right)
{
	enum step_result state;
	int end = l->x + l->w, x, n;

	if (l->y >= l->d->at.h) {
		free(text);
		return;
	}
	x = licence_label(l, field, &state);
	n = draw_width(l->d, text);
	if (right != NULL && x + n + 3 + draw_width(l->d, right) <= end)
		(void)draw_text_right(l->d, l->y, end, INK_DIM, right);
	if (field == FIELD_HOLDER || field == FIELD_ISSUER)
		(void)draw_name_in(l->d, l->y, x, end - x, licence_ink(state, ink), text);
	else
		(void)draw_text_in(l->d, l->y, x, end - x, licence_ink(state, ink), text);
	l->y += l->step;
	free(text);
}

static void licence_bar_at(const struct licence *l, int y, int x, int w)
{
	const struct cert *c = l->c->cert;
	int64_t now = l->i->time;
	bool outside = now < c->not_before || now > c->not_after;
	int at = layout_share(now - c->not_before, c->not_after - c->not_before, w - 1);

	draw_row(l->d, y, x, at, INK_BAR_GONE, GLYPH_BAR_GONE);
	draw_row(l->d, y, x + at, w - at, INK_BAR_LEFT, GLYPH_BAR_LEFT);
	(void)draw_glyph(l->d, y, x + at, outside ? INK_BAD : INK_BAR_NOW, outside ? GLYPH_FAIL : GLYPH_BAR_NOW);
}

/* "22 Sep ━━━●━━━ 21 Dec 2026   61 days left" */
static void licence_dates(struct licence *l)
{
	const struct cert *c = l->c->cert;
	char from[MOMENT_SIZE], until[MOMENT_SIZE], *left = phrase_left_short(l->c, l->i->time);
	int x, room, end = l->x + l->w;
	enum step_result state;
	enum ink ink;

	(void)moment_day(c->not_before, from);
	(void)moment_day(c->not_after, until);
	/* within a year the last date says which */
	if (l->c->lifetime_days < LICENCE_YEAR && strlen(from) > 5)
		from[strlen(from) - 5] = '\0';
	x = licence_label(l, FIELD_VALID, &state);
	ink = licence_ink(state, INK_TEXT);
	room = end - x - (int)strlen(from) - (int)strlen(until) - (int)strlen(left) - 5;
	room = room > LICENCE_MAX_BAR ? LICENCE_MAX_BAR : room;
	if (room >= LICENCE_MIN_BAR) {
		x += draw_text(l->d, l->y, x, INK_TEXT, from) + 1;
		licence_bar_at(l, l->y, x, room);
		x += room + 1;
	}
	if (x + (int)strlen(until) + 3 + (int)strlen(left) <= end)
		x += draw_text(l->d, l->y, x, ink, until) + 3;
	(void)draw_text_in(l->d, l->y, x, end - x, ink, left);
	l->y += l->step;
	free(left);
}

/* --- names --- */

/* The order in which names are shown: those that match first. */
static size_t licence_name_at(const struct card *c, size_t n)
{
	size_t seen = 0;

	for (int match = 1; match >= 0; match--) {
		for (size_t k = 0; k < c->cert->n_sans; k++) {
			if ((c->san_matches != NULL && c->san_matches[k]) == (match != 0) && seen++ == n)
				return k;
		}
	}
	return 0;
}

static const char *licence_name_text(const struct licence *l, size_t k)
{
	const struct san *s = &l->c->cert->sans[k];

	return s->value_unicode != NULL && !draw_ascii(l->d) ? s->value_unicode : s->value;
}

/* A cross only where none matches: beside one that does, the others are no fault. Returns the columns used. */
static int licence_name(const struct licence *l, int y, int x, size_t k, bool any)
{
	bool known = l->c->san_matches != NULL, match = known && l->c->san_matches[k];
	int w = l->x + l->w - x, sign = known ? 2 : 0;

	if (known && any && !match)
		(void)draw_glyph(l->d, y, x, INK_DIM, GLYPH_DOT);
	else if (known)
		(void)draw_glyph(l->d, y, x, match ? INK_GOOD : INK_BAD, match ? GLYPH_PASS : GLYPH_FAIL);
	return sign + draw_name_in(l->d, y, x + sign, w - sign, match ? INK_STRONG : INK_TEXT, licence_name_text(l, k));
}

/* "and 3 more", or where it is asked for alone, how many match. */
static char *licence_more(const struct licence *l, size_t shown)
{
	size_t n = l->c->cert->sans_total;

	return n > shown ? mem_printf("and %zu more", n - shown) : NULL;
}

/* As many as fit, one beside the other, in one row. */
static void licence_names_flow(struct licence *l, bool any)
{
	size_t n = l->c->cert->n_sans, shown = 0;
	int x = l->x + l->indent, end = l->x + l->w;
	char *more;

	for (; shown < n; shown++) {
		size_t k = licence_name_at(l->c, shown);
		int need = draw_width(l->d, licence_name_text(l, k)) + 2, room = end - x - (shown + 1 < n ? 14 : 0);

		if (shown > 0 && need > room)
			break;
		x += licence_name(l, l->y, x, k, any) + 2;
	}
	more = licence_more(l, shown);
	if (more != NULL && x + draw_width(l->d, more) <= end)
		(void)draw_text(l->d, l->y, x, INK_DIM, more);
	l->y++;
	free(more);
}

/* One a row, in at most `rows` rows; beside them, where none matches, what was asked for. */
static void licence_names(struct licence *l, int rows)
{
	size_t n = l->c->cert->n_sans, shown = n <= (size_t)rows ? n : rows > 1 ? (size_t)rows - 1 : 1;
	bool any = l->c->san_matches != NULL && n > 0 && l->c->san_matches[licence_name_at(l->c, 0)];
	int x = l->x + l->indent, used = 0, end = l->x + l->w;
	const char *host = l->i->target.host_unicode;
	char *more;

	(void)draw_text(l->d, l->y, l->x, INK_LABEL, "GOOD FOR");
	if (rows == 1) {
		licence_names_flow(l, any);
		return;
	}
	for (size_t k = 0; k < shown; k++) {
		int w = licence_name(l, l->y + (int)k, x, licence_name_at(l->c, k), any);

		used = w > used ? w : used;
	}
	more = licence_more(l, shown);
	if (more != NULL)
		(void)draw_textf(l->d, l->y + (int)shown, x, INK_DIM, "%s: d shows all", more);
	if (l->c->san_matches != NULL && !any && host != NULL && x + used + 3 + draw_width(l->d, host) <= end) {
		(void)draw_text_right(l->d, l->y, end, INK_DIM, "asked for");
		(void)draw_text_right(l->d, l->y + 1, end, INK_STRONG, host);
	}
	free(more);
	l->y += rows;
}

static void licence_good_for(struct licence *l, int rows)
{
	const struct cert *c = l->c->cert;
	int y = l->y;

	if (c->n_sans > 0)
		licence_names(l, rows);
	else if (c->is_ca && !card_is_site(l->i, l->c))
		licence_row(l, FIELD_NAMES, c->nc != NULL ? INK_TEXT : INK_DIM,
			c->nc != NULL && c->nc->n_permitted > 0 ? mem_printf("names in %s", c->nc->permitted[0].value)
			: mem_strdup("any name"), NULL);
	else
		licence_row(l, FIELD_NAMES, INK_BAD, mem_strdup("no name at all: it lists none"), NULL);
	l->y = y + rows + l->step - 1;
}

static bool licence_other_key(const struct inspection *i, int card)
{
	const struct finding *f = inspection_finding(i, FINDING_CHANGED_SINCE_LAST_VISIT);

	return f != NULL && f->card == card;
}

/* --- the whole --- */

/* The serial number; where there is little room, both of its ends. */
static char *licence_number(const struct licence *l, bool ends)
{
	const struct bytes *s = &l->c->cert->serial;
	bool wide = (int)s->n * 3 - 1 > l->w - l->indent;

	if ((ends || wide) && s->n > LICENCE_SERIAL_ENDS) {
		const size_t n = LICENCE_SERIAL_ENDS / 2;
		char *head = phrase_hex(s->p, n, n), *tail = phrase_hex(s->p + s->n - n, n, n),
			*both = mem_printf("%s%s%s", head, draw_ascii(l->d) ? ".." : "…", tail);

		free(head);
		free(tail);
		return both;
	}
	return phrase_hex(s->p, s->n, LICENCE_SERIAL);
}

static const char *licence_issuer(const struct cert *c)
{
	return c->request ? "nobody yet" : c->self_issued ? "itself" : cert_issuer_label(c);
}

/* Of a request: the rows in which a certificate has what its issuer gives it. */
static void licence_applied(struct licence *l)
{
	licence_row(l, FIELD_ISSUER, INK_TEXT, mem_strdup(licence_issuer(l->c->cert)), NULL);
	licence_row(l, FIELD_NUMBER, INK_DIM, mem_strdup("none yet: the CA gives it one"), NULL);
	licence_row(l, FIELD_PROCESS, INK_DIM, mem_strdup("an application: nobody has checked it yet"), NULL);
	licence_row(l, FIELD_VALID, INK_DIM, mem_strdup("not before a CA has signed it"), NULL);
}

/* Where fields stand two rows apart the number is beside the issuer. */
static void licence_identity(struct licence *l)
{
	const struct cert *c = l->c->cert;
	const struct dn *s = &c->subject;
	bool more = s->o != NULL && strcmp(s->o, cert_label(c)) != 0,
		number_alone = l->step == 1 || field_state(l->i, l->card, FIELD_NUMBER) != STEP_PASS;
	char *number = licence_number(l, !number_alone), *no = mem_printf("No. %s", number);

	licence_row(l, FIELD_HOLDER, INK_STRONG, mem_strdup(cert_label(c)), more ? s->o : s->o == NULL
		? "no organisation" : NULL);
	if (c->request) {
		licence_applied(l);
	} else {
		licence_row(l, FIELD_ISSUER, INK_TEXT, mem_strdup(licence_issuer(c)), number_alone ? NULL : no);
		if (number_alone)
			licence_row(l, FIELD_NUMBER, INK_TEXT, mem_strdup(number), NULL);
		licence_row(l, FIELD_PROCESS, INK_TEXT, phrase_process(l->i, l->c), NULL);
		licence_dates(l);
	}
	free(number);
	free(no);
}

/* The kind of key, and where no frame says so that it is another than last time. */
static void licence_key(struct licence *l, bool say_news)
{
	char *key = phrase_key(&l->c->cert->key);
	int y = l->y, x = l->x + l->indent + draw_width(l->d, key) + 3;

	licence_row(l, FIELD_KEY, INK_TEXT, key, NULL);
	if (say_news && l->news && y < l->d->at.h)
		(void)draw_text_in(l->d, y, x, l->x + l->w - x, INK_WARN, "new since the last visit: v shows both");
}

/* What it may be used for: in as many rows as that takes, if so many above its own are free. */
static void licence_may(struct licence *l, int spare)
{
	char *text = phrase_may(l->c->cert);
	struct page p;

	page_init(&p, l->w - l->indent, draw_ascii(l->d));
	page_text(&p, 0, INK_TEXT, text);
	if (p.n > 1 && (int)p.n - 1 <= spare && field_state(l->i, l->card, FIELD_MAY) == STEP_PASS) {
		int y = l->y - ((int)p.n - 1);
		struct draw part = draw_part(l->d, (struct region){ y, l->x + l->indent, (int)p.n, l->w - l->indent });

		(void)draw_text(l->d, y, l->x, INK_LABEL, licence_labels[FIELD_MAY].label);
		page_draw(&p, &part, 0, NULL);
		l->y += l->step;
		free(text);
	} else {
		int sign = field_state(l->i, l->card, FIELD_MAY) == STEP_PASS ? 0 : 2;

		free(text);
		licence_row(l, FIELD_MAY, INK_TEXT, phrase_may_in(l->c->cert, (size_t)(l->w - l->indent - sign)), NULL);
	}
	page_done(&p);
}

/* Every field has its row, whatever it holds: from one card to the next only the values change, and a slow line is
 * thankful. Names get what is left in the middle. */
static void licence_fields(struct licence *l, int rows, bool large)
{
	const struct cert *c = l->c->cert;
	int names, needed = c->n_sans > 0 ? (int)c->n_sans : 1;

	rows += l->y;
	licence_identity(l);
	names = rows - l->y - 4 * l->step + 1;
	licence_good_for(l, names > 0 ? names : 1);
	licence_may(l, names - needed);
	licence_key(l, !large);
	licence_row(l, FIELD_SIGNATURE, INK_TEXT, phrase_signature(l->i, l->card), NULL);
}

static void licence_unreadable(const struct draw *d, const struct card *c)
{
	struct draw in = draw_part(d, (struct region){ 0, 2, d->at.h, d->at.w - 4 });
	char *sum = phrase_hex(c->cert->sha256, sizeof c->cert->sha256, sizeof c->cert->sha256);
	struct page p;

	page_init(&p, in.at.w, draw_ascii(d));
	page_field(&p, 0, LICENCE_LABEL_W, INK_BAD, "UNREADABLE", INK_BAD,
		c->cert->fault != NULL ? c->cert->fault : "this is no certificate");
	page_field(&p, 0, LICENCE_LABEL_W, INK_LABEL, "SHA-256", INK_DIM, sum);
	page_draw(&p, &in, 0, NULL);
	page_done(&p);
	free(sum);
}

static void licence_small(struct licence *l)
{
	const struct cert *c = l->c->cert;

	licence_row(l, FIELD_HOLDER, INK_STRONG, mem_strdup(cert_label(c)), NULL);
	if (!c->request)
		licence_dates(l);
	if (l->d->at.h > 2)
		licence_good_for(l, 1);
	licence_row(l, FIELD_ISSUER, INK_TEXT, mem_strdup(licence_issuer(c)), NULL);
	licence_row(l, FIELD_SIGNATURE, INK_TEXT, phrase_signature(l->i, l->card), NULL);
	licence_key(l, true);
}

void licence_draw(const struct draw *d, const struct inspection *i, int card, enum layout_size size, bool looked)
{
	const struct card *c = &i->cards[card];
	struct licence l = { .d = d, .i = i, .c = c, .card = card, .indent = LICENCE_LABEL_W, .step = 1,
		.news = !looked && licence_other_key(i, card) };
	bool large = size == LAYOUT_LARGE, stamp = stamp_any(i);
	int top = large, rows = d->at.h - top - large, stamp_h;
	struct draw part;

	if (!c->cert->parsed) {
		licence_unreadable(d, c);
		return;
	}
	if (size == LAYOUT_SMALL) {
		l.x = 1;
		l.indent = LICENCE_SMALL_LABEL_W;
		l.w = d->at.w - 2;
		licence_small(&l);
		return;
	}
	stamp_h = !stamp ? 0 : large && rows - LICENCE_STAMP_H >= photo_h(1) ? LICENCE_STAMP_H : 1;
	rows -= stamp_h;
	if (large && d->at.w >= LICENCE_TWICE_W && d->at.h - top - stamp_h >= LICENCE_TWICE_H)
		l.step = 2;
	photo_draw(d, top, large ? 2 : 1, c->cert, l.news, large, l.step);
	l.x = large ? photo_w(l.step) + 4 : KEYART_W + 3;
	l.indent = large ? LICENCE_LABEL_W : LICENCE_SMALL_LABEL_W;
	l.y = top + l.step - 1;
	l.w = d->at.w - l.x - (large ? 2 : 1);
	licence_fields(&l, rows - l.step + 1, large);
	part = draw_part(d, (struct region){ d->at.h - stamp_h, 2, stamp_h, d->at.w - 4 });
	stamp_draw(&part, i, card);
}
