/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was sent beyond the certificate that is trusted. */
#include "clients/traits-sent.h"

#include "base/limits.h"
#include "clients/traits-read.h"
#include "x509/cert-ext.h"

#include <stdint.h>
#include <string.h>

/* Of what was sent, the first that may have issued it. NULL: none. */
static const struct cert *sent_issuer(const struct inspection *i, const struct cert *c)
{
	for (size_t k = 0; k < i->n_presented && !c->self_issued; k++) {
		const struct cert *one = i->cards[i->presented[k]].cert;

		if (one != c && one->parsed && strcmp(one->subject.text, c->issuer.text) == 0
			&& !cert_names_other_key(c, one))
			return one;
	}
	return NULL;
}

/* The end of the row that GnuTLS makes of what was sent, from the leaf up; one that signed itself is cut off
 * (_gnutls_sort_clist() and shorten_clist(), lib/x509/verify-high.c). */
static const struct cert *sent_last(const struct inspection *i, const struct cert *c)
{
	const struct cert *next = sent_issuer(i, c);

	for (size_t n = 0; next != NULL && !next->self_issued && n < i->n_presented; n++) {
		c = next;
		next = sent_issuer(i, c);
	}
	return c;
}

/* Has it been taken into the row, which begins with `from`? */
static bool sent_in_row(const struct inspection *i, const struct cert *from, const struct cert *c)
{
	for (size_t n = 0; from != NULL && n <= i->n_presented; n++) {
		if (cert_same(from, c))
			return true;
		from = sent_issuer(i, from);
	}
	return false;
}

/* Where the row ends at the anchor, and not at one whose issuer is trusted, what else was sent is put behind it: rows
 * again, of which the last counts; what signed itself at the very end is cut off (measured with gnutls-cli 3.7). NULL:
 * that is not gone into, since one that signed itself stands among them. */
static const struct cert *sent_behind(const struct inspection *i, const struct cert *leaf, const struct cert *last)
{
	size_t end = i->n_presented;
	const struct cert *own = NULL;

	for (size_t k = 0; k < end; k++) {
		const struct cert *c = i->cards[i->presented[k]].cert;

		if (!c->parsed || sent_in_row(i, leaf, c))
			continue;
		if (own != NULL)
			return NULL;
		if (c->self_issued)
			own = c;
		else if (!sent_in_row(i, last, c))
			last = sent_last(i, c);
	}
	return last;
}

static bool sent_holds(const struct inspection *i, const struct cert *c)
{
	for (size_t k = 0; k < i->n_presented; k++)
		if (cert_same(i->cards[i->presented[k]].cert, c))
			return true;
	return false;
}

/* Where GnuTLS keeps the anchors of a name (hash_pjw_bare() and DEFAULT_SIZE there, with the size_t of 64 bits). */
static unsigned sent_box(struct bytes name)
{
	enum { BOXES = 127, SHIFT = 9 };
	uint64_t hash = 0;

	for (size_t i = 0; i < name.n; i++)
		hash = name.p[i] + (hash << SHIFT | hash >> (64 - SHIFT));
	return (unsigned)(hash % BOXES);
}

/* Do they stand in their order, as far as the one that is trusted? Java looks for a path itself where they do not
 * (PKIXValidator.engineValidate(), sun.security.validator). */
static bool sent_in_order(const struct inspection *i, const struct cert *top)
{
	const struct cert *before = NULL;

	for (size_t k = 0; k < i->n_presented; k++) {
		const struct cert *c = i->cards[i->presented[k]].cert;

		if (!c->parsed || (before != NULL && strcmp(c->subject.text, before->issuer.text) != 0))
			return false;
		if (cert_same(c, top))
			return true;
		before = c;
	}
	return true;
}

/* Go and Java read all that was sent before they look at any of it. What they do not read of certificates on the path
 * is a trait of theirs; here are the others. */
static whole_set sent_beside(const struct cert *c)
{
	const unsigned go = 1U << FORM_ID | 1U << FORM_ACCESS | 1U << FORM_POLICIES | 1U << FORM_NO_LIMIT
		| 1U << FORM_MASK | 1U << FORM_POINTS | 1U << FORM_BOOLEAN,
		java = 1U << FORM_RANGE | 1U << FORM_NO_USAGE;
	bool purposeless = c->n_faults == 1 && c->has_eku && c->n_eku == 0,
	     odd = c->n_faults > c->n_forms && !purposeless;
	whole_set w = 0;

	if (!c->parsed)
		return c->met_limit ? 0 : W(SENT_ODD) | W(SENT_ODD_GO);
	bool p192 = c->key.algorithm == KEY_EC && c->key.curve != NULL && strcmp(c->key.curve, "P-192") == 0;

	w |= (c->forms & go) != 0 || c->sig_alg_differs || p192 || traits_read_uris(c) == READ_NO ? W(SENT_UNREAD) : 0;
	w |= traits_read_uris(c) == READ_OPEN ? W(SENT_ODD_GO) : 0;
	w |= odd || (c->serial.n > 0 && (c->serial.p[0] & 0x80) != 0) ? W(SENT_ODD_GO) : 0;
	return odd || c->issuer.empty || c->subject.empty || (c->forms & java) != 0 ? w | W(SENT_ODD) : w;
}

static bool sent_on_path(const struct traits *t, const struct cert *c)
{
	for (size_t at = 0; at < t->n; at++)
		if (cert_same(t->certs[at], c))
			return true;
	return false;
}

whole_set traits_sent(const struct inspection *i, const struct traits *t)
{
	const struct cert *leaf = t->certs[0], *top = t->certs[t->n - 1], *last;
	whole_set w = 0;

	for (size_t k = 0; k < i->n_presented; k++) {
		const struct cert *c = i->cards[i->presented[k]].cert;

		w |= sent_on_path(t, c) ? 0 : sent_beside(c);
	}
	if (!t->anchored || !leaf->parsed || !top->parsed || i->n_presented == 0)
		return w;
	if (t->n == 1 && !leaf->self_issued && sent_issuer(i, leaf) != NULL)
		w |= W(ITSELF_BELOW);
	w |= sent_in_order(i, top) ? 0 : W(DISORDERED);
	/* it looks in the box of the issuer's name, then in that of its own (gnutls_x509_trust_list_verify_crt2()) */
	last = sent_last(i, leaf);
	if (!top->self_issued && sent_holds(i, top) && (last = sent_behind(i, leaf, last)) == NULL)
		return w | W(SENT_OWN);
	return i->trusted_beside || sent_box(last->issuer.der) == sent_box(top->subject.der)
		|| sent_box(last->subject.der) == sent_box(top->subject.der) ? w : w | W(SENT_BEYOND);
}
