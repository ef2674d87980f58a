/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing the licence: picture, fields, bar of time, names, stamp. */
#include "parts/licence.h"

#include "facts/keyart.h"
#include "base/mem.h"
#include "base/moment.h"
#include "parts/page.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum {
	LICENCE_LABEL_W = 12, LICENCE_SMALL_LABEL_W = 10, LICENCE_PICTURE_W = KEYART_W + 2,
		LICENCE_PICTURE_H = KEYART_H + 2,
	LICENCE_SERIAL = 20, LICENCE_MIN_BAR = 8,
	LICENCE_FIELDS = 12, LICENCE_FIELDS_TIGHT = 7,      /* rows of all but the names */
	LICENCE_NAMES = 6      /* rows that names may ask for */
};

/* Where the next field goes. */
struct licence {
	const struct draw *d;
	const struct inspection *i;
	const struct card *c;
	int card, y, x, indent, w;       /* x: labels; indent: values, from x; w: columns from x on */
};

const char *licence_stamp(const struct inspection *i, int card)
{
	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];

		if (f->card == card && f->stamp != NULL && *f->stamp != '\0' && f->level != LEVEL_INFO)
			return f->stamp;
	}
	return "";
}

int licence_rows(const struct inspection *i, enum layout_size size)
{
	int names = 1;

	for (size_t k = 0; k < i->n_path; k++) {
		int n = (int)i->cards[i->path[k]].cert->n_sans;

		names = n > names ? n : names;
	}
	names = names > LICENCE_NAMES ? LICENCE_NAMES : names;
	return size == LAYOUT_LARGE ? LICENCE_FIELDS + names : LICENCE_FIELDS_TIGHT + names;
}

/* A labelled value of at most `rows` rows, what is more is cut with a mark. Takes the text. */
static void licence_field(struct licence *l, const char *label, enum ink role, char *text, int rows)
{
	struct page p;

	if (l->y >= l->d->at.h) {
		free(text);
		return;
	}
	page_init(&p, l->w - l->indent, draw_ascii(l->d));
	page_text(&p, 0, role, text);
	(void)draw_text(l->d, l->y, l->x, INK_LABEL, label);
	if ((int)p.n <= rows) {
		struct draw value = draw_part(l->d,
			(struct region){ l->y, l->x + l->indent, (int)p.n, l->w - l->indent });

		page_draw(&p, &value, 0, NULL);
		l->y += (int)p.n;
	} else {
		(void)draw_text_in(l->d, l->y, l->x + l->indent, l->w - l->indent, role, text);
		l->y++;
	}
	page_done(&p);
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

/* "22 Sep 2026 ━━━●━━━ 21 Dec 2026", and below it what is left. */
static void licence_dates(struct licence *l)
{
	char from[MOMENT_SIZE], until[MOMENT_SIZE], *left = phrase_left(l->c, l->i->time);
	enum step_result worst = l->i->time > l->c->cert->not_after
	|| l->i->time < l->c->cert->not_before ? STEP_FAIL : STEP_PASS;
	int x = l->x + l->indent, room = l->w - l->indent - 2;

	room -= (int)strlen(moment_day(l->c->cert->not_before, from));
	room -= (int)strlen(moment_day(l->c->cert->not_after, until));
	room = room > 44 ? 44 : room;
	(void)draw_text(l->d, l->y, l->x, INK_LABEL, "VALID");
	x += draw_text(l->d, l->y, x, INK_TEXT, from) + 1;
	if (room >= LICENCE_MIN_BAR) {
		licence_bar_at(l, l->y, x, room);
		x += room + 1;
	} else {
		x += draw_text(l->d, l->y, x, INK_DIM, "to") + 1;
	}
	(void)draw_text(l->d, l->y, x, INK_TEXT, until);
	if (l->y + 1 < l->d->at.h)
		(void)draw_text(l->d, l->y + 1, l->x + l->indent, worst == STEP_FAIL ? INK_BAD : INK_DIM, left);
	l->y += 2;
	free(left);
}

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

/* A cross only where none matches: beside one that does, the others are no fault. */
static int licence_name(const struct licence *l, int y, int x, size_t k, bool any)
{
	bool known = l->c->san_matches != NULL, match = known && l->c->san_matches[k];
	const struct san *s = &l->c->cert->sans[k];
	int w = l->w - (x - l->x);

	if (known && any && !match)
		(void)draw_glyph(l->d, y, x, INK_DIM, GLYPH_DOT);
	else if (known)
		(void)draw_glyph(l->d, y, x, match ? INK_GOOD : INK_BAD, match ? GLYPH_PASS : GLYPH_FAIL);
	return (known ? 2 : 0)
		+ draw_text_in(l->d, y, x + (known ? 2 : 0), w - (known ? 2 : 0), match ? INK_STRONG : INK_TEXT,
		s->value_unicode != NULL && !draw_ascii(l->d) ? s->value_unicode : s->value);
}

/* Names, one a row, in at most `rows` rows; then how many there are, beside the last or in its place. */
static void licence_names(struct licence *l, int rows)
{
	size_t n = l->c->cert->n_sans, shown = n <= (size_t)rows ? n : rows > 1 ? (size_t)rows - 1 : 1;
	bool any = l->c->san_matches != NULL && n > 0 && l->c->san_matches[licence_name_at(l->c, 0)];
	char *sum = phrase_names_sum(l->i, l->c);
	int x = l->x + l->indent, end = x;

	(void)draw_text(l->d, l->y, l->x, INK_LABEL, "GOOD FOR");
	for (size_t k = 0; k < shown; k++)
		end = x + licence_name(l, l->y + (int)k, x, licence_name_at(l->c, k), any);
	l->y += (int)shown;
	if (shown < n && rows > 1)
		(void)draw_textf(l->d, l->y++, x, INK_DIM, "%s: d shows all", sum);
	else if (end + 3 + draw_width(l->d, sum) <= l->x + l->w)
		(void)draw_text(l->d, l->y - 1, end + 3, INK_DIM, sum);
	free(sum);
}

static void licence_good_for(struct licence *l, int rows)
{
	const struct cert *c = l->c->cert;

	if (c->n_sans > 0)
		licence_names(l, rows);
	else if (c->is_ca && !card_is_site(l->i, l->c))
		licence_field(l, "GOOD FOR", c->nc != NULL ? INK_TEXT : INK_DIM,
			c->nc != NULL && c->nc->n_permitted > 0 ? mem_printf("names in %s", c->nc->permitted[0].value)
			: mem_strdup("any name"), 1);
	else
		licence_field(l, "GOOD FOR", INK_BAD, mem_strdup("no name at all: it lists none"), 1);
}

static enum ink licence_stamp_ink(const struct inspection *i, int card)
{
	return card_level(i, card) == LEVEL_UNTRUSTED ? INK_STAMP : INK_STAMP_CAUTION;
}

/* Three rows, across the lower edge of the picture as an office would put it. */
static void licence_stamp_big(const struct draw *d, const struct inspection *i, int card, int y, int x)
{
	const char *text = licence_stamp(i, card);
	enum ink ink = licence_stamp_ink(i, card);
	int w = draw_width(d, text) + (draw_width(d, text) > KEYART_W - 2 ? 4 : 6);
	struct draw at = draw_part(d, (struct region){ y, x + (LICENCE_PICTURE_W - w) / 2, 3, w });

	if (*text == '\0')
		return;
	draw_fill(&at, ink);
	for (int row = 0; row < 3; row += 2) {
		draw_row(&at, row, 1, w - 2, ink, GLYPH_DOUBLE_H);
		(void)draw_glyph(&at, row, 0, ink, row == 0 ? GLYPH_DOUBLE_UL : GLYPH_DOUBLE_LL);
		(void)draw_glyph(&at, row, w - 1, ink, row == 0 ? GLYPH_DOUBLE_UR : GLYPH_DOUBLE_LR);
	}
	(void)draw_glyph(&at, 1, 0, ink, GLYPH_DOUBLE_V);
	(void)draw_glyph(&at, 1, w - 1, ink, GLYPH_DOUBLE_V);
	(void)draw_text(&at, 1, (w - draw_width(d, text)) / 2, ink, text);
}

/* One row, on the right, where there is no room below the picture. */
static void licence_stamp_flat(const struct licence *l, int y)
{
	const char *text = licence_stamp(l->i, l->card);
	enum ink ink = licence_stamp_ink(l->i, l->card);
	int w = draw_width(l->d, text) + 4;
	struct draw at = draw_part(l->d, (struct region){ y, l->x + l->w - w, 1, w });

	if (*text == '\0' || w > l->w / 2)
		return;
	draw_fill(&at, ink);
	(void)draw_glyph(&at, 0, 0, ink, GLYPH_DOUBLE_V);
	(void)draw_glyph(&at, 0, w - 1, ink, GLYPH_DOUBLE_V);
	(void)draw_text(&at, 0, 2, ink, text);
}

static void licence_picture(const struct draw *d, int y, int x, const struct cert *c, bool frame)
{
	struct keyart art = keyart_draw(c->spki_sha256, sizeof c->spki_sha256);
	char *key = phrase_key(&c->key);

	if (frame) {
		struct draw box = draw_part(d, (struct region){ y, x, LICENCE_PICTURE_H, LICENCE_PICTURE_W });
		int at = (LICENCE_PICTURE_W - (int)strlen(key)) / 2;

		(void)draw_frame(&box, INK_FRAME, NULL, NULL);
		(void)draw_glyph(&box, 0, at - 1, INK_FRAME, GLYPH_SPACE);
		(void)draw_text(&box, 0, at, INK_LABEL, key);
		(void)draw_glyph(&box, 0, at + (int)strlen(key), INK_FRAME, GLYPH_SPACE);
		y++;
		x++;
	}
	for (int row = 0; row < KEYART_H; row++)
		(void)draw_text(d, y + row, x, INK_PICTURE, art.rows[row]);
	free(key);
}

/* The organisation below the name, where it says more. */
static void licence_holder(struct licence *l, bool airy)
{
	const struct dn *s = &l->c->cert->subject;
	bool more = s->o != NULL && strcmp(s->o, cert_label(l->c->cert)) != 0;

	if (!airy && more) {
		licence_field(l, "HOLDER", INK_STRONG, mem_printf("%s, %s", cert_label(l->c->cert), s->o), 1);
		return;
	}
	licence_field(l, "HOLDER", INK_STRONG, mem_strdup(cert_label(l->c->cert)), 1);
	if (airy)
		(void)draw_text_in(l->d, l->y, l->x + l->indent, l->w - l->indent, INK_DIM,
			s->o == NULL ? "no organisation named" : more ? s->o : "");
	l->y += airy;
}

/* Every field has its row, whatever it holds: from one card to the next only the values change, and a slow line is
 * thankful. Names get what is left in the middle. */
static void licence_fields(struct licence *l, bool airy)
{
	const struct cert *c = l->c->cert;
	int bottom = l->d->at.h - (airy ? 3 : 2);

	licence_holder(l, airy);
	licence_field(l, "ISSUED BY", INK_TEXT, mem_strdup(c->request ? "nobody yet" :
		c->self_issued ? "itself" : cert_issuer_label(c)), 1);
	if (c->request) {
		licence_field(l, "VALID", INK_DIM, mem_strdup("not before a CA has signed it"), 1);
		l->y += airy ? 3 : 2;     /* where others have their process and their dates */
	} else {
		licence_field(l, "PROCESS", INK_TEXT, phrase_process(l->i, l->c), 1);
		l->y += airy;
		licence_dates(l);
	}
	if (!airy)
		licence_stamp_flat(l, l->y - 1);
	licence_good_for(l, bottom > l->y ? bottom - l->y : 1);
	l->y = bottom > l->y ? bottom : l->y;
	licence_field(l, "MAY", INK_TEXT, phrase_may(c), airy ? 2 : 1);
	l->y = l->d->at.h - 1;
	licence_field(l, "SIGNATURE", INK_TEXT, phrase_signature(l->i, l->card), 1);
}

static void licence_head(const struct draw *d, const struct inspection *i, const struct card *c)
{
	struct draw strip = draw_part(d, (struct region){ 0, 1, 1, d->at.w - 2 });
	char *serial = phrase_hex(c->cert->serial.p, c->cert->serial.n, LICENCE_SERIAL);

	draw_fill(&strip, INK_CARD_HEAD);
	(void)draw_text(&strip, 0, 2, INK_CARD_HEAD, phrase_licence(i, c));
	if (draw_width(d, serial) + 30 < strip.at.w) {
		char *number = mem_printf("No. %s", serial);

		(void)draw_text_right(&strip, 0, strip.at.w - 2, INK_CARD_HEAD, number);
		free(number);
	}
	free(serial);
}

static void licence_unreadable(const struct draw *d, const struct card *c)
{
	struct licence l = { .d = d, .c = c, .x = 2, .indent = LICENCE_LABEL_W, .w = d->at.w - 4, .y = 0 };
	char *sum = phrase_hex(c->cert->sha256, sizeof c->cert->sha256, sizeof c->cert->sha256);

	licence_field(&l, "UNREADABLE", INK_BAD,
		mem_strdup(c->cert->fault != NULL ? c->cert->fault : "this is no certificate"), 3);
	licence_field(&l, "SHA-256", INK_DIM, sum, 2);
}

static void licence_small(struct licence *l)
{
	const struct cert *c = l->c->cert;
	char until[MOMENT_SIZE], span[MOMENT_SIZE], *left = phrase_left(l->c, l->i->time);
	bool outside = l->i->time > c->not_after || l->i->time < c->not_before;

	licence_field(l, "HOLDER", INK_STRONG, mem_strdup(cert_label(c)), 1);
	if (!c->request)
		licence_field(l, "VALID", outside ? INK_BAD : INK_TEXT, outside ? mem_strdup(left) :
		mem_printf("%s, to %s", moment_span(c->not_after - l->i->time, span),
			moment_day(c->not_after, until)), 1);
	if (c->n_sans > 0 && l->d->at.h > 2)
		licence_names(l, 1);
	else if (l->d->at.h > 2)
		licence_field(l, "MAY", INK_TEXT, phrase_may(c), 1);
	if (l->y < l->d->at.h)
		licence_field(l, "ISSUED BY", INK_TEXT, mem_strdup(c->request ? "nobody yet" : cert_issuer_label(c)),
			1);
	free(left);
}

void licence_draw(const struct draw *d, const struct inspection *i, int card, enum layout_size size)
{
	const struct card *c = &i->cards[card];
	struct licence l = { .d = d, .i = i, .c = c, .card = card, .indent = LICENCE_LABEL_W };

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
	if (size == LAYOUT_LARGE) {
		licence_head(d, i, c);
		licence_picture(d, 2, 2, c->cert, true);
		licence_stamp_big(d, i, card, LICENCE_PICTURE_H + 1, 2);
		l.y = 2;
		l.x = LICENCE_PICTURE_W + 5;
	} else {
		licence_picture(d, 0, 1, c->cert, false);
		l.x = KEYART_W + 3;
		l.indent = LICENCE_SMALL_LABEL_W;
	}
	l.w = d->at.w - l.x - 2;
	licence_fields(&l, size == LAYOUT_LARGE);
}
