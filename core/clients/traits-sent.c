/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was sent beyond the certificate that is trusted. */
#include "clients/traits-sent.h"

#include "base/limits.h"
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

whole_set traits_sent(const struct inspection *i, const struct traits *t)
{
	const struct cert *leaf = t->certs[0], *top = t->certs[t->n - 1], *last;
	whole_set w = 0;

	if (!t->anchored || !leaf->parsed || !top->parsed || i->n_presented == 0)
		return 0;
	if (t->n == 1 && !leaf->self_issued && sent_issuer(i, leaf) != NULL)
		w |= W(ITSELF_BELOW);
	w |= sent_in_order(i, top) ? 0 : W(DISORDERED);
	/* it looks in the box of the issuer's name, then in that of its own (gnutls_x509_trust_list_verify_crt2()) */
	last = sent_last(i, leaf);
	return sent_box(last->issuer.der) == sent_box(top->subject.der)
		|| sent_box(last->subject.der) == sent_box(top->subject.der) ? w : w | W(SENT_BEYOND);
}
