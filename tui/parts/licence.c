/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing the licence: picture, fields, bar of time, names, stamp. */
#include "parts/licence.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "facts/fields.h"
#include "parts/headline.h"
#include "result/bare.h"
#include "result/keyart.h"
#include "result/may.h"
#include "result/phrases.h"
#include "result/veil.h"
#include "parts/bar.h"
#include "parts/licence-rows.h"
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
	LICENCE_VEIL_W = 12
};

/* Where the next field goes. */
struct licence {
	const struct draw *d;
	const struct inspection *i;
	const struct card *c;
	int card, y, x, indent, w;       /* x: labels; indent: values, from x; w: columns from x on */
	int step;                        /* rows from one field to the next: 2 for a room */
	bool news;                       /* another key than at the last visit, and nobody has looked */
	bool veiled;                     /* what is made of it is not shown */
};

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

static enum step_result licence_state(const struct licence *l, enum card_field field)
{
	return l->veiled ? STEP_PASS : field_state(l->i, l->card, field);
}

/* Does each of its names match? NULL: nobody was asked, or nobody is to know. */
static const bool *licence_matches(const struct licence *l)
{
	return l->veiled ? NULL : l->c->san_matches;
}

/* The label, and a sign where something is wrong with the field. Returns where the value begins. */
static int licence_label(const struct licence *l, enum card_field field, enum step_result *state)
{
	int x = l->x + l->indent;

	*state = licence_state(l, field);
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

/* Where something is that is not to be seen. */
static void licence_veil(const struct licence *l, int y, int x, int end)
{
	draw_row(l->d, y, x, end - x < LICENCE_VEIL_W ? end - x : LICENCE_VEIL_W, INK_DIM, GLYPH_VEIL);
}

/* "22 Sep ━━━●━━━ 21 Dec 2026   61 days left" */
static void licence_dates(struct licence *l)
{
	const struct cert *c = l->c->cert;
	char from[MOMENT_SIZE], until[MOMENT_SIZE],
		*left = l->veiled ? mem_strdup("") : phrase_left_short(l->c, l->i->time);
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
	room = end - x - (int)strlen(from) - (int)strlen(until) - (l->veiled ? LICENCE_VEIL_W : (int)strlen(left)) - 5;
	room = room > LICENCE_MAX_BAR ? LICENCE_MAX_BAR : room;
	if (room >= LICENCE_MIN_BAR) {
		x += draw_text(l->d, l->y, x, INK_TEXT, from) + 1;
		bar_of_time(l->d, (struct region){ l->y, x, 1, room }, c, l->veiled ? NULL : &l->i->time);
		x += room + 1;
	}
	if (x + (int)strlen(until) + 3 + (int)strlen(left) <= end)
		x += draw_text(l->d, l->y, x, ink, until) + 3;
	if (l->veiled)
		licence_veil(l, l->y, x, end);
	else
		(void)draw_text_in(l->d, l->y, x, end - x, ink, left);
	l->y += l->step;
	free(left);
}

/* --- names --- */

/* The order in which names are shown: those that match first. */
static size_t licence_name_at(const struct licence *l, size_t n)
{
	const bool *matches = licence_matches(l);
	size_t seen = 0;

	for (int match = 1; match >= 0; match--) {
		for (size_t k = 0; k < l->c->cert->n_sans; k++) {
			if ((matches != NULL && matches[k]) == (match != 0) && seen++ == n)
				return k;
		}
	}
	return 0;
}

/* A name as it may be seen. */
static char *licence_shown(const struct licence *l, const char *name)
{
	return l->veiled ? veil_text(l->i, name) : mem_strdup(name);
}

static char *licence_name_text(const struct licence *l, size_t k)
{
	const struct san *s = &l->c->cert->sans[k];

	return licence_shown(l, s->value_unicode != NULL && !draw_ascii(l->d) ? s->value_unicode : s->value);
}

/* A cross where none matches, or where the one that does is none that its CA may write: beside one that does, the
 * others are no fault. Returns the columns used. */
static int licence_name(const struct licence *l, int y, int x, size_t k, bool any)
{
	const bool *matches = licence_matches(l);
	bool known = matches != NULL, match = known && matches[k];
	bool good = match && licence_state(l, FIELD_NAMES) != STEP_FAIL;
	int w = l->x + l->w - x, sign = known || l->veiled ? 2 : 0;

	if (l->veiled)
		(void)draw_glyph(l->d, y, x, INK_DIM, GLYPH_VEIL);
	else if (known && any && !match)
		(void)draw_glyph(l->d, y, x, INK_DIM, GLYPH_DOT);
	else if (known)
		(void)draw_glyph(l->d, y, x, good ? INK_GOOD : INK_BAD, good ? GLYPH_PASS : GLYPH_FAIL);
	char *text = licence_name_text(l, k);
	int used = draw_name_in(l->d, y, x + sign, w - sign, match ? INK_STRONG : INK_TEXT, text);

	free(text);
	return sign + used;
}

/* "and 3 more", or where it is asked for alone, how many match. */
static char *licence_more(const struct licence *l, size_t shown)
{
	size_t n = l->c->cert->sans_total;
	char more[TEXT_COUNT];

	return n > shown ? mem_printf("and %s more", text_count(n - shown, more)) : NULL;
}

/* As many as fit, one beside the other, in one row. */
static void licence_names_flow(struct licence *l, bool any)
{
	size_t n = l->c->cert->n_sans, shown = 0;
	int x = l->x + l->indent, end = l->x + l->w;
	char *more;

	for (; shown < n; shown++) {
		size_t k = licence_name_at(l, shown);
		char *text = licence_name_text(l, k);
		int need = draw_width(l->d, text) + 2, room = end - x - (shown + 1 < n ? 14 : 0);

		free(text);
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
	const bool *matches = licence_matches(l);
	bool any = matches != NULL && n > 0 && matches[licence_name_at(l, 0)];
	int x = l->x + l->indent, used = 0, end = l->x + l->w;
	const char *host = l->i->target.host_unicode;
	char *more;

	(void)draw_text(l->d, l->y, l->x, INK_LABEL, "GOOD FOR");
	if (rows == 1) {
		licence_names_flow(l, any);
		return;
	}
	for (size_t k = 0; k < shown; k++) {
		int w = licence_name(l, l->y + (int)k, x, licence_name_at(l, k), any);

		used = w > used ? w : used;
	}
	more = licence_more(l, shown);
	if (more != NULL)
		(void)draw_textf(l->d, l->y + (int)shown, x, INK_DIM, "%s: d shows all", more);
	if (matches != NULL && !any && host != NULL && x + used + 3 + draw_width(l->d, host) <= end) {
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
		licence_row(l, FIELD_NAMES, l->veiled ? INK_TEXT : INK_BAD, mem_strdup("no name at all: it lists none"),
			NULL);
	l->y = y + rows + l->step - 1;
}

/* --- the whole --- */

static bool licence_other_key(const struct inspection *i, int card)
{
	const struct finding *f = inspection_finding(i, FINDING_CHANGED_SINCE_LAST_VISIT);

	return f != NULL && f->card == card;
}

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

static char *licence_issuer(const struct licence *l)
{
	const struct cert *c = l->c->cert;

	return c->request ? mem_strdup("nobody yet") : c->self_issued && !l->veiled ? mem_strdup("itself")
		: licence_shown(l, cert_issuer_label(c));
}

static void licence_process(struct licence *l)
{
	licence_row(l, FIELD_PROCESS, INK_TEXT,
		l->veiled ? bare_text(BARE_PROCESS, l->c, 1) : headline_process(l->i, l->card), NULL);
}

static void licence_signature(struct licence *l)
{
	char *text = l->veiled ? phrase_method(l->c->cert) : phrase_signature(l->i, l->card);
	int x = l->x + l->indent + draw_width(l->d, text) + 2, y = l->y;

	licence_row(l, FIELD_SIGNATURE, INK_TEXT, text, NULL);
	if (l->veiled && y < l->d->at.h)
		licence_veil(l, y, x, l->x + l->w);
}

/* Of a request: the rows in which a certificate has what its issuer gives it. */
static void licence_applied(struct licence *l)
{
	licence_row(l, FIELD_ISSUER, INK_TEXT, licence_issuer(l), NULL);
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
		number_alone = l->step == 1 || licence_state(l, FIELD_NUMBER) != STEP_PASS;
	char *number = licence_number(l, !number_alone), *no = mem_printf("No. %s", number);

	licence_row(l, FIELD_HOLDER, INK_STRONG, licence_shown(l, field_holder(c, draw_ascii(l->d))),
		more ? s->o : s->o == NULL ? "no organisation" : NULL);
	if (c->request) {
		licence_applied(l);
	} else {
		licence_row(l, FIELD_ISSUER, INK_TEXT, licence_issuer(l), number_alone ? NULL : no);
		if (number_alone)
			licence_row(l, FIELD_NUMBER, INK_TEXT, mem_strdup(number), NULL);
		licence_process(l);
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
	if (p.n > 1 && (int)p.n - 1 <= spare && licence_state(l, FIELD_MAY) == STEP_PASS) {
		int y = l->y - ((int)p.n - 1);
		struct draw part = draw_part(l->d, (struct region){ y, l->x + l->indent, (int)p.n, l->w - l->indent });

		(void)draw_text(l->d, y, l->x, INK_LABEL, licence_labels[FIELD_MAY].label);
		page_draw(&p, &part, 0, NULL);
		l->y += l->step;
		free(text);
	} else {
		int sign = licence_state(l, FIELD_MAY) == STEP_PASS ? 0 : 2;

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
	licence_signature(l);
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

	licence_row(l, FIELD_HOLDER, INK_STRONG, licence_shown(l, field_holder(c, draw_ascii(l->d))), NULL);
	if (!c->request)
		licence_dates(l);
	if (l->d->at.h > 2)
		licence_good_for(l, 1);
	licence_row(l, FIELD_ISSUER, INK_TEXT, licence_issuer(l), NULL);
	licence_signature(l);
	licence_key(l, true);
}

static void licence_whole(struct licence *l, enum layout_size size, bool stamp)
{
	bool large = size == LAYOUT_LARGE;
	int top = large, rows = l->d->at.h - top - large, stamp_h;
	struct draw part;

	stamp_h = !stamp ? 0 : large && rows - LICENCE_STAMP_H >= photo_h(1) ? LICENCE_STAMP_H : 1;
	rows -= stamp_h;
	if (large && l->d->at.w >= LICENCE_TWICE_W && l->d->at.h - top - stamp_h >= LICENCE_TWICE_H)
		l->step = 2;
	photo_draw(l->d, top, large ? 2 : 1, l->c->cert, l->news, large, l->step);
	l->x = large ? photo_w(l->step) + 4 : KEYART_W + 3;
	l->indent = large ? LICENCE_LABEL_W : LICENCE_SMALL_LABEL_W;
	l->y = top + l->step - 1;
	l->w = l->d->at.w - l->x - (large ? 2 : 1);
	licence_fields(l, rows - l->step + 1, large);
	part = draw_part(l->d, (struct region){ l->d->at.h - stamp_h, 2, stamp_h, l->d->at.w - 4 });
	if (l->veiled)
		stamp_draw_veiled(&part);
	else
		stamp_draw(&part, l->i, l->card);
}

static void licence_begin(struct licence *l, enum layout_size size, bool stamp)
{
	l->c = &l->i->cards[l->card];
	l->indent = LICENCE_LABEL_W;
	l->step = 1;
	if (!l->c->cert->parsed) {
		licence_unreadable(l->d, l->c);
		return;
	}
	if (size == LAYOUT_SMALL) {
		l->x = 1;
		l->indent = LICENCE_SMALL_LABEL_W;
		l->w = l->d->at.w - 2;
		licence_small(l);
		return;
	}
	licence_whole(l, size, stamp);
}

void licence_draw(const struct draw *d, const struct inspection *i, int card, enum layout_size size, bool looked)
{
	struct licence l = { .d = d, .i = i, .card = card, .news = !looked && licence_other_key(i, card) };

	licence_begin(&l, size, stamp_any(i));
}

void licence_draw_veiled(const struct draw *d, const struct inspection *i, int card, enum layout_size size)
{
	struct licence l = { .d = d, .i = i, .card = card, .veiled = true };

	licence_begin(&l, size, true);
}
