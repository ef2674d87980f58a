/* SPDX-License-Identifier: GPL-3.0-or-later
 * The facts of two inspections, paired. */
#include "facts/compare.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "result/may.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { COMPARE_MAX_NAMES = 64, COMPARE_TEXT_BYTES = 8192, COMPARE_HEX = 32 };

static void compare_heading(struct compare *c, const char *label)
{
	MEM_GROW(c->rows, c->n);
	c->rows[c->n++] = (struct compare_row){ .label = label, .heading = true, .same = true };
}

/* Takes both texts; a row of which neither side has anything is left out. */
static struct compare_row *compare_add(struct compare *c, const char *label, char *left, char *right)
{
	struct compare_row *r;

	left = left != NULL ? left : mem_strdup("");
	right = right != NULL ? right : mem_strdup("");
	if (*left == '\0' && *right == '\0') {
		free(left);
		free(right);
		return NULL;
	}
	MEM_GROW(c->rows, c->n);
	r = &c->rows[c->n++];
	*r = (struct compare_row){ .label = label, .left = left, .right = right, .same = strcmp(left, right) == 0 };
	c->n_different += !r->same;
	return r;
}

/* A fact that is another one each time. */
static void compare_moving(struct compare *c, const char *label, char *left, char *right)
{
	struct compare_row *r = compare_add(c, label, left, right);

	if (r == NULL)
		return;
	r->moves = true;
	c->n_different -= !r->same;
}

static void compare_texts(struct compare *c, const char *label, const char *left, const char *right)
{
	(void)compare_add(c, label, mem_strdup(left), mem_strdup(right));
}

/* --- the verdict --- */

static char *compare_findings(const struct inspection *i)
{
	struct buf b = BUF_INIT(COMPARE_TEXT_BYTES);

	for (size_t k = 0; k < i->n_findings; k++)
		(void)buf_addf(&b, "%s%s", k > 0 ? ", " : "", finding_name(i->findings[k].id));
	return buf_take(&b);
}

static char *compare_time(int64_t t)
{
	char text[MOMENT_SIZE];

	return mem_strdup(moment_second(t, text));
}

static void compare_verdict(struct compare *c, const struct inspection *a, const struct inspection *b)
{
	compare_heading(c, "Verdict");
	compare_texts(c, "verdict", level_word(a->verdict.level), level_word(b->verdict.level));
	compare_texts(c, "headline", a->verdict.headline, b->verdict.headline);
	(void)compare_add(c, "findings", compare_findings(a), compare_findings(b));
	compare_moving(c, "judged at", compare_time(a->time), compare_time(b->time));
}

/* The words of the tab of the connection. */
static const char *compare_alpn(const struct connection *c)
{
	return c->alpn != NULL ? c->alpn : c->protocol != NULL ? "none agreed" : NULL;
}

static const char *compare_staple(const struct connection *c)
{
	return c->stapled_ocsp ? "came with the handshake" : c->protocol != NULL ? "none" : NULL;
}

static char *compare_client(const struct inspection *i)
{
	char *request = phrase_client_request(i, 0);

	return request != NULL ? request : mem_strdup(i->connection.protocol != NULL ? "not asked for" : "");
}

static void compare_connections(struct compare *c, const struct inspection *a, const struct inspection *b)
{
	const struct connection none = { 0 }, *x = a->has_connection ? &a->connection : &none,
		*y = b->has_connection ? &b->connection : &none;

	if (!a->has_connection && !b->has_connection)
		return;
	compare_heading(c, "Connection");
	compare_texts(c, "address", x->address, y->address);
	compare_texts(c, "protocol", x->protocol, y->protocol);
	compare_texts(c, "cipher", x->cipher, y->cipher);
	compare_texts(c, "key exchange", x->group, y->group);
	compare_texts(c, "server's signature", x->signature, y->signature);
	compare_texts(c, "application (ALPN)", compare_alpn(x), compare_alpn(y));
	compare_texts(c, "stapled proof", compare_staple(x), compare_staple(y));
	(void)compare_add(c, "client certificate", compare_client(a), compare_client(b));
}

/* --- certificates --- */

static char *compare_names(const struct cert *c)
{
	struct buf b = BUF_INIT(COMPARE_TEXT_BYTES);
	char more[TEXT_COUNT];

	for (size_t k = 0; k < c->n_sans && k < COMPARE_MAX_NAMES; k++)
		(void)buf_addf(&b, "%s%s", k > 0 ? ", " : "", c->sans[k].value);
	if (c->sans_total > COMPARE_MAX_NAMES)
		(void)buf_addf(&b, ", and %s more", text_count(c->sans_total - COMPARE_MAX_NAMES, more));
	return buf_take(&b);
}

static char *compare_hex(const uint8_t *p, size_t n)
{
	return phrase_hex(p, n, COMPARE_HEX);
}

/* One fact of a card; NULL: it has none. */
typedef char *compare_fact(const struct inspection *i, int card);

static char *compare_holder(const struct inspection *i, int card)
	{ return mem_strdup(i->cards[card].cert->subject.text); }
static char *compare_issuer(const struct inspection *i, int card) { return mem_strdup(i->cards[card].cert->issuer.text);
	}
static char *compare_begin(const struct inspection *i, int card)
	{ return compare_time(i->cards[card].cert->not_before); }
static char *compare_end(const struct inspection *i, int card) { return compare_time(i->cards[card].cert->not_after); }
static char *compare_key(const struct inspection *i, int card) { return phrase_key(&i->cards[card].cert->key); }
static char *compare_sans(const struct inspection *i, int card) { return compare_names(i->cards[card].cert); }
static char *compare_may(const struct inspection *i, int card) { return phrase_may(i->cards[card].cert); }
static char *compare_process(const struct inspection *i, int card) { return phrase_process(i, &i->cards[card]); }
static char *compare_sig(const struct inspection *i, int card) { return phrase_signature(i, card); }
static char *compare_place(const struct inspection *i, int card) { return mem_strdup(phrase_place(i, card)); }

static char *compare_serial(const struct inspection *i, int card)
{
	return compare_hex(i->cards[card].cert->serial.p, i->cards[card].cert->serial.n);
}

static char *compare_spki(const struct inspection *i, int card)
{
	return compare_hex(i->cards[card].cert->spki_sha256, sizeof i->cards[card].cert->spki_sha256);
}

static char *compare_sha256(const struct inspection *i, int card)
{
	return compare_hex(i->cards[card].cert->sha256, sizeof i->cards[card].cert->sha256);
}

static const struct { const char *label; compare_fact *fact; } compare_facts[] = {
	{ "holder", compare_holder }, { "good for", compare_sans }, { "issued by", compare_issuer },
		{ "place", compare_place }, { "process", compare_process },
	{ "valid from", compare_begin }, { "valid until", compare_end }, { "may", compare_may }, { "key", compare_key },
	{ "key's SHA-256", compare_spki }, { "signature", compare_sig }, { "number (serial)", compare_serial },
		{ "SHA-256", compare_sha256 },
};

static char *compare_one(const struct inspection *i, size_t place, compare_fact *fact)
{
	int card = place < i->n_path ? i->path[place] : -1;

	return card >= 0 && i->cards[card].cert->parsed ? fact(i, card) : NULL;
}

static void compare_cards(struct compare *c, const struct inspection *a, const struct inspection *b)
{
	static const char *const places[] =
		{ "Its own certificate", "Signed by", "Signed by", "Signed by", "Signed by", "Signed by" };
	size_t n = a->n_path > b->n_path ? a->n_path : b->n_path;

	for (size_t k = 0; k < n && k < sizeof places / sizeof *places; k++) {
		compare_heading(c, places[k]);
		for (size_t m = 0; m < sizeof compare_facts / sizeof *compare_facts; m++)
			(void)compare_add(c, compare_facts[m].label, compare_one(a, k, compare_facts[m].fact),
				compare_one(b, k, compare_facts[m].fact));
	}
}

/* --- the two --- */

static const char *compare_address(const struct inspection *i)
{
	return i->has_connection && i->connection.address != NULL ? i->connection.address : "";
}

/* By what tells them apart: the target, the address, or the time. */
static void compare_call(struct compare *c, const struct inspection *a, const struct inspection *b)
{
	if (strcmp(a->target.input, b->target.input) != 0) {
		c->left = mem_strdup(a->target.input);
		c->right = mem_strdup(b->target.input);
	} else if (strcmp(compare_address(a), compare_address(b)) != 0) {
		c->left = mem_strdup(compare_address(a));
		c->right = mem_strdup(compare_address(b));
	} else {
		c->left = mem_strdup("before");
		c->right = mem_strdup("now");
	}
}

void compare_init(struct compare *c, const struct inspection *a, const struct inspection *b)
{
	*c = (struct compare){ 0 };
	compare_call(c, a, b);
	compare_verdict(c, a, b);
	compare_connections(c, a, b);
	compare_cards(c, a, b);
}

void compare_done(struct compare *c)
{
	for (size_t k = 0; k < c->n; k++) {
		free(c->rows[k].left);
		free(c->rows[k].right);
	}
	free(c->rows);
	free(c->left);
	free(c->right);
	*c = (struct compare){ 0 };
}
