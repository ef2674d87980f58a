/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which changes of the rules touch a chain. */
#include "clients/coming.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The chain that is asked about. */
struct chain_facts {
	const struct cert *leaf, *root;
	const struct public_root *known;         /* the root's row; NULL: it has none */
	int64_t days, now;
};

enum coming_kind { LIFETIME, REUSE, CLIENT, OCSP, ROOT_BEGINS };

static const struct coming_row {
	const char *id;
	enum coming_kind kind;
	const char *day;
	int value;
	const char *ca, *text, *source;
} coming_rows[] = {
#define COMING(id, kind, day, value, ca, text, source) { id, kind, day, value, ca, text, source },
#include "clients/coming.def"
};

/* A root that Chrome takes nothing new from, or Mozilla; of the day after the last one. */
static const struct coming_root {
	const char *id, *browser, *of;
	enum root_store store;
	const char *source;
} coming_roots[] = {
	{ "root-chrome", "Chrome", "logged", STORE_CHROME, "Chrome Root Store, root_store.textproto" },
	{ "root-mozilla", "Firefox", "issued", STORE_MOZILLA, "Mozilla, certdata.txt" },
};

static bool coming_has(const struct cert *c, const char *purpose)
{
	for (size_t k = 0; k < c->n_eku; k++)
		if (strcmp(c->eku[k], purpose) == 0)
			return true;
	return false;
}

/* The first second of the row's day. */
static int64_t coming_from(const char *day)
{
	int64_t t = 0;

	(void)moment_parse(day, &t);
	return t;
}

/* Chrome has not let go of a root that it still has in a table made later than the day. */
static bool coming_root_begins(const struct chain_facts *c, const struct coming_row *r, int64_t from)
{
	int64_t year = moment_date(c->root->not_before).year;
	bool last = r->value == 2012 && c->root->not_before >= moment_of_month(2014, 1)
		&& c->root->not_before < moment_of_month(2014, 5);

	return c->known != NULL && public_root_in(c->known, STORE_CHROME) && *c->known->chrome_until == '\0'
		&& from > PUBLIC_ROOTS_SINCE && (last || year == r->value || year == r->value + 1);
}

/* Another row of the kind is in force by now, with a stricter number. */
static bool coming_replaced(const struct coming_row *r, int64_t now)
{
	for (const struct coming_row *k = r + 1; k < coming_rows + sizeof coming_rows / sizeof *coming_rows; k++)
		if (k->kind == r->kind && strcmp(k->ca, r->ca) == 0 && coming_from(k->day) <= now)
			return true;
	return false;
}

static bool coming_touches(const struct chain_facts *c, const struct coming_row *r, int64_t from)
{
	bool issued_before = c->leaf->not_before < from;

	if (*r->ca != '\0' && (c->leaf->issuer.o == NULL || strcmp(c->leaf->issuer.o, r->ca) != 0))
		return false;
	switch (r->kind) {
	case LIFETIME: return issued_before && c->days > r->value && !coming_replaced(r, c->now);
	case REUSE: return issued_before && c->days > r->value;
	case CLIENT: return issued_before && coming_has(c->leaf, "serverAuth") && coming_has(c->leaf, "clientAuth");
	case OCSP: return issued_before && c->leaf->n_ocsp > 0;
	default: return coming_root_begins(c, r, from);
	}
}

/* The words for a place of a template, whose name is `n` long. */
static void coming_place(struct buf *b, const struct chain_facts *c, const char *name, size_t n, int64_t from)
{
	char day[MOMENT_SIZE];
	bool passed = from <= c->now;

	(void)moment_day(from, day);
	if (strncmp(name, "Renewed", n) == 0 && passed)
		(void)buf_adds(b, "Renewed the same way now");
	else if (strncmp(name, "Renewed", n) == 0)
		(void)buf_addf(b, "Renewed the same way from %s on", day);
	else if (strncmp(name, "From", n) == 0)
		(void)buf_addf(b, passed ? "Since %s" : "From %s on", day);
	else if (strncmp(name, "days", n) == 0)
		(void)buf_addf(b, "%" PRId64, c->days);
	else if (strncmp(name, "root", n) == 0)
		(void)buf_adds(b, cert_label(c->root));
	else if (strncmp(name, "year", n) == 0)
		(void)buf_addf(b, "%" PRId64, moment_date(c->root->not_before).year);
}

static char *coming_text(const struct chain_facts *c, const char *text, int64_t from)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "{"), name = strcspn(p + n, "}");

		(void)buf_add(&b, p, n);
		p += n;
		if (*p == '{') {
			coming_place(&b, c, p + 1, name - 1, from);
			p += name + 1;
		}
	}
	return buf_take(&b);
}

static void coming_add(struct inspection *i, const char *id, int64_t from, char *text, const char *source)
{
	size_t at;

	MEM_GROW(i->coming, i->n_coming);
	for (at = i->n_coming; at > 0 && i->coming[at - 1].from > from; at--)
		i->coming[at] = i->coming[at - 1];
	i->coming[at] = (struct coming){ .rule = id, .from = from, .text = text, .source = source };
	i->n_coming++;
}

/* Taken as it is, but not once it is renewed under the same root. What is refused already is a finding's. */
static void coming_root(struct inspection *i, const struct chain_facts *c, const struct coming_root *r)
{
	struct issued leaf = { c->leaf->not_before, i->logged != 0 ? i->logged : c->leaf->not_before };
	const char *last = r->store == STORE_CHROME ? c->known->chrome_until : c->known->mozilla_until;
	char day[MOMENT_SIZE], *start, *end;
	int64_t from;

	if (*last == '\0' || public_root_objection(c->known, r->store, &leaf, c->now, NULL) != ROOT_TAKEN)
		return;
	from = coming_from(last) + MOMENT_DAY;
	start = coming_text(c, "{Renewed} below the root {root}", from);
	end = mem_printf("%s, this certificate would be refused by %s, which takes nothing from there that is %s after"
		" %s.", start, r->browser, r->of, moment_day(from - 1, day));
	coming_add(i, r->id, from, end, r->source);
	free(start);
}

static bool coming_chain(const struct inspection *i, const struct public_roots *roots, struct chain_facts *c)
{
	const struct card *top = i->n_path > 1 ? &i->cards[i->path[i->n_path - 1]] : NULL;

	if (top == NULL || (top->anchor != ANCHOR_PUBLIC && (top->anchor != ANCHOR_DEMO || roots == NULL)))
		return false;
	*c = (struct chain_facts){ .leaf = i->cards[i->path[0]].cert, .root = top->cert, .now = i->time,
		.days = i->cards[i->path[0]].lifetime_days };
	if (!c->leaf->parsed || !c->root->parsed || c->leaf->is_ca || c->leaf->request)
		return false;
	c->known = public_root_find(roots, top->cert);
	return true;
}

static void coming_clear(struct inspection *i)
{
	for (size_t k = 0; k < i->n_coming; k++)
		free(i->coming[k].text);
	free(i->coming);
	i->coming = NULL;
	i->n_coming = 0;
}

void coming_set(struct inspection *i, const struct public_roots *roots)
{
	struct chain_facts c;

	coming_clear(i);
	if (!coming_chain(i, roots, &c))
		return;
	for (size_t k = 0; k < sizeof coming_rows / sizeof *coming_rows; k++) {
		const struct coming_row *r = &coming_rows[k];
		int64_t from = coming_from(r->day);

		if (coming_touches(&c, r, from))
			coming_add(i, r->id, from, coming_text(&c, r->text, from), r->source);
	}
	for (size_t k = 0; c.known != NULL && k < sizeof coming_roots / sizeof *coming_roots; k++)
		coming_root(i, &c, &coming_roots[k]);
}
