/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row each of a list of certificates: what it is sorted and searched by, and how it is painted. */
#include "views/store-rows.h"

#include "base/mem.h"
#include "base/moment.h"
#include "result/phrases.h"
#include "x509/programmes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORE_WIDE = 50, STORE_NAMES_W = 72, STORE_WIDEST = 96, STORE_KEY_W = 12, STORE_STORES_W = 7 };

/* The programmes whose stores are looked up, shown by their first letters. */
static const struct { enum root_store store; const char *name; } store_programmes[] = {
	{ STORE_CHROME, "Chrome" }, { STORE_MOZILLA, "Mozilla" }, { STORE_APPLE_26, "Apple" }, { STORE_WINDOWS, "Windows" },
	{ STORE_JAVA_17, "Java" },
};

enum { STORE_N_LETTERS = sizeof store_programmes / sizeof *store_programmes };

static size_t store_letters_of(const struct cert *c, char out[static STORE_N_LETTERS + 1])
{
	const struct public_root *r = c->parsed ? public_root_find(NULL, c) : NULL;
	size_t n = 0;

	for (size_t k = 0; k < STORE_N_LETTERS; k++) {
		bool in = r != NULL && public_root_in(r, store_programmes[k].store);

		out[k] = in ? store_programmes[k].name[0] : r != NULL ? '-' : ' ';
		n += in;
	}
	out[STORE_N_LETTERS] = '\0';
	return n;
}

static int store_by(const struct store_order *o, const struct cert *a, const struct cert *b)
{
	char letters[STORE_N_LETTERS + 1];
	size_t in_a, in_b;

	switch (o->by) {
	case COLUMN_DAYS: return (a->not_after > b->not_after) - (a->not_after < b->not_after);
	case COLUMN_KEY:
		return a->key.algorithm != b->key.algorithm ? (int)a->key.algorithm - (int)b->key.algorithm
			: (a->key.bits > b->key.bits) - (a->key.bits < b->key.bits);
	case COLUMN_ISSUER: return strcasecmp(cert_issuer_label(a), cert_issuer_label(b));
	case COLUMN_STORES:
		in_a = store_letters_of(a, letters);
		in_b = store_letters_of(b, letters);
		return (in_b > in_a) - (in_b < in_a);
	default: return 0;
	}
}

int store_compare(const void *a, const void *b, void *ctx)
{
	const struct store_order *o = ctx;
	int ka = *(const int *)a, kb = *(const int *)b, d = 0;
	const struct cert *ca = o->cards[ka].cert, *cb = o->cards[kb].cert;

	if (ca->parsed && cb->parsed)
		d = store_by(o, ca, cb);
	if (d == 0)
		d = strcasecmp(cert_label(ca), cert_label(cb));
	if (d == 0)
		d = ka - kb;
	return o->reverse ? -d : d;
}

static bool store_key_has(const struct cert *c, const char *word)
{
	char *key = phrase_key(&c->key);
	bool has = strcasestr(key, word) != NULL;

	free(key);
	return has;
}

/* "<30", ">365": days left. */
static bool store_days_fit(const struct card *k, const char *word, bool *is)
{
	char *end;
	long long days = strtoll(word + 1, &end, 10);

	*is = (word[0] == '<' || word[0] == '>') && end != word + 1 && *end == '\0';
	return *is && k->cert->parsed && (word[0] == '<' ? k->days_left < days : k->days_left > days);
}

/* A programme's name: those in its store; with "no " before it, those that are not. */
static bool store_programme_fits(const struct card *k, const char *word, bool *is)
{
	bool without = strncasecmp(word, "no ", 3) == 0;
	const struct public_root *r = k->cert->parsed ? public_root_find(NULL, k->cert) : NULL;

	for (size_t n = 0; n < STORE_N_LETTERS; n++) {
		*is = strcasecmp(word + (without ? 3 : 0), store_programmes[n].name) == 0;
		if (*is)
			return (r != NULL && public_root_in(r, store_programmes[n].store)) != without;
	}
	return false;
}

bool store_word_fits(const struct card *k, const char *word)
{
	const struct cert *c = k->cert;
	bool is, fits = store_days_fit(k, word, &is) || (!is && store_programme_fits(k, word, &is));

	return is ? fits : strcasestr(cert_label(c), word) != NULL || (c->parsed
		&& (strcasestr(c->subject.text, word) != NULL || strcasestr(cert_issuer_label(c), word) != NULL
		|| store_key_has(c, word)));
}

/* --- painting --- */

/* Where the columns begin: name, organisation or issuer, key, stores (0: none), "public" or "added", last day or
 * days left (0: none). A bundle is of keys and days, so there they come first. */
struct store_columns { int who, key, stores, kind, end; };

static struct store_columns store_columns(const struct inspection *i, int w)
{
	struct store_columns c = { .kind = w - (w >= STORE_WIDE ? 20 : 7), .end = w >= STORE_WIDE ? w - 13 : 0 };
	int names = c.kind;

	if (w >= (i->list ? STORE_NAMES_W : STORE_WIDEST)) {
		c.stores = c.kind - STORE_STORES_W;
		c.key = names = c.stores - STORE_KEY_W;
	}
	if (w >= STORE_NAMES_W)
		c.who = 3 + (names - 3) * 9 / 16;
	return c;
}

void store_paint_header(const struct inspection *i, const struct draw *d)
{
	struct store_columns at = store_columns(i, d->at.w);

	(void)draw_text(d, 0, 3, INK_LABEL, "Name");
	if (at.who > 0)
		(void)draw_text(d, 0, at.who, INK_LABEL, i->list ? "Issuer" : "Organisation");
	if (at.key > 0) {
		(void)draw_text(d, 0, at.key, INK_LABEL, "Key");
		(void)draw_text(d, 0, at.stores, INK_LABEL, "Stores");
	}
	if (at.end > 0 && i->list)
		(void)draw_text(d, 0, at.kind, INK_LABEL, "Here");
	if (at.end > 0)
		(void)draw_text_right(d, 0, d->at.w - 1, INK_LABEL, i->list ? "Days left" : "Last day");
}

/* "public", "added", "" where nobody here trusts it; of a store, which is public but for few, the few. */
static const char *store_kind_word(const struct inspection *i, const struct card *k)
{
	if (k->anchor == ANCHOR_PUBLIC)
		return i->list ? "public" : "";
	return k->in_trust_store ? "added" : "";
}

/* Who it is of: its organisation, or of one that is no root its issuer. */
static const char *store_beside(const struct cert *c)
{
	if (!c->parsed)
		return "";
	if (!c->self_issued)
		return cert_issuer_label(c);
	return c->subject.o != NULL ? c->subject.o : "";
}

static void store_paint_key(const struct draw *d, int y, const struct store_columns *at, const struct cert *c,
	enum ink ink)
{
	char letters[STORE_N_LETTERS + 1], *key = c->parsed ? phrase_key(&c->key) : mem_strdup("");

	(void)store_letters_of(c, letters);
	(void)draw_text_in(d, y, at->key, STORE_KEY_W - 1, ink, key);
	(void)draw_text(d, y, at->stores, ink, letters);
	free(key);
}

bool store_has_stores(const struct inspection *i, int w)
{
	return store_columns(i, w).stores > 0;
}

/* The last day, or of a bundle how many days that is from the moment judged at. */
static const char *store_end(const struct inspection *i, const struct card *k, char out[static MOMENT_SIZE])
{
	if (!k->cert->parsed)
		return "unreadable";
	if (!i->list)
		return moment_day(k->cert->not_after, out);
	(void)snprintf(out, MOMENT_SIZE, "%lld", (long long)k->days_left);
	return out;
}

void store_paint_row(const struct inspection *i, const struct draw *d, int y, int card, bool chosen)
{
	const struct card *k = &i->cards[card];
	const struct cert *c = k->cert;
	bool public = k->anchor == ANCHOR_PUBLIC, over = c->parsed && i->time > c->not_after;
	enum ink ink = chosen ? INK_SELECTED : INK_TEXT, dim = chosen ? ink : INK_DIM;
	struct store_columns at = store_columns(i, d->at.w);
	int names = at.key > 0 ? at.key : at.kind;
	char day[MOMENT_SIZE];

	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, 1, chosen ? ink : over ? INK_BAD : public ? INK_ANCHOR : k->in_trust_store ? INK_WARN
		: INK_DIM, over ? GLYPH_FAIL : k->in_trust_store ? GLYPH_STAR : GLYPH_DOT);
	(void)draw_name_in(d, y, 3, (at.who > 0 ? at.who : names) - 4, ink, cert_label(c));
	if (at.who > 0)
		(void)draw_text_in(d, y, at.who, names - at.who - 1, dim, store_beside(c));
	if (at.key > 0)
		store_paint_key(d, y, &at, c, dim);
	(void)draw_text(d, y, at.kind, public ? dim : chosen ? ink : INK_WARN, store_kind_word(i, k));
	if (at.end > 0)
		(void)draw_text_right(d, y, d->at.w - 1, chosen ? ink : over ? INK_BAD : INK_DIM, store_end(i, k, day));
}
