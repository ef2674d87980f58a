/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading one revocation list, and looking a certificate up in it by scanning it. */
#include "revocation/crl.h"

#include "asn1/der.h"
#include "x509/dn.h"
#include "x509/verify.h"
#include "x509/cert-ext.h"

#include <stdlib.h>
#include <string.h>

/* Extensions of a list and its entries, by the last octet of 2.5.29.n. */
enum {
	CRL_NUMBER = 20, CRL_REASON = 21, CRL_HOLD = 23, CRL_INVALIDITY = 24, CRL_DELTA = 27, CRL_SCOPE = 28,
	CRL_ENTRY_ISSUER = 29, CRL_AKID = 35
};

#define CRL_NO_SHA1 INT64_C(1789430400)      /* 2026-09-15: ballot SC097 of the CA/Browser Forum ends its last uses */

enum { CRL_REMOVED = 8 };    /* CRLReason removeFromCRL */

struct crl_extension {
	int id;                  /* n of 2.5.29.n; -1: another arc */
	bool critical;
	struct bytes value;
};

const char *crl_reason_name(int reason)
{
	static const char *const names[] = {   /* RFC 5280 5.3.1, in words */
		"unspecified", "key compromise", "CA compromise", "affiliation changed", "superseded",
			"cessation of operation",
		"on hold", NULL, "removed from the list", "privilege withdrawn", "AA compromise",
	};

	return reason >= 0 && reason < (int)(sizeof names / sizeof *names) ? names[reason] : NULL;
}

static bool crl_next_extension(struct bytes *list, struct crl_extension *x)
{
	struct bytes seq, oid, flag;

	if (!der_take(list, DER_SEQUENCE, &seq) || !der_take(&seq, DER_OID, &oid)
		|| !der_optional(&seq, DER_BOOLEAN, &flag) ||
	    !der_take(&seq, DER_OCTET_STRING, &x->value))
		return false;
	x->critical = flag.n == 1 && flag.p[0] != 0;
	x->id = oid.n == 3 && oid.p[0] == 0x55 && oid.p[1] == 0x1d ? oid.p[2] : -1;
	return true;
}

static bool crl_split(struct bytes der, struct crl *l)
{
	struct bytes seq, in, bits, version, wrapped;
	struct der tbs, algorithm, inner, when, issuer;
	unsigned unused;

	*l = (struct crl){ 0 };
	if (!der_take(&der, DER_SEQUENCE, &seq) || !der_take_whole(&seq, DER_SEQUENCE, &tbs) ||
	    !der_take_whole(&seq, DER_SEQUENCE, &algorithm) ||
	    !der_take(&seq, DER_BIT_STRING, &bits) || !der_bit_string(bits, &l->signature, &unused))
		return false;
	l->algorithm = algorithm.whole;
	l->tbs = tbs.whole;
	in = tbs.content;
	if (!der_optional(&in, DER_INTEGER, &version) || (version.n != 0 && !der_unsigned(version, &l->version)) ||
	    !der_take_whole(&in, DER_SEQUENCE, &inner) || !der_take_whole(&in, DER_SEQUENCE, &issuer)
	    || !der_next(&in, &when) ||
	    !der_time(&when, &l->this_update))
		return false;
	l->inner_algorithm = inner.whole;
	l->issuer = issuer.whole;
	if ((der_is(&in, DER_UTC_TIME) || der_is(&in, DER_GENERALIZED_TIME))
		&& (!der_next(&in, &when) || !der_time(&when, &l->next_update)))
		return false;
	if (!der_optional(&in, DER_SEQUENCE, &l->entries) || !der_optional(&in, DER_CONSTRUCTED_TAG(0), &wrapped))
		return false;
	return wrapped.n == 0 || der_take(&wrapped, DER_SEQUENCE, &l->extensions);
}

/* IssuingDistributionPoint (RFC 5280 5.2.5). `point`: the DistributionPointName. */
struct crl_scope { struct bytes point; bool users, cas, attributes, indirect; unsigned reasons; };

/* ReasonFlags: the first bit of the BIT STRING is bit 0. */
static unsigned crl_reasons(struct bytes bits)
{
	unsigned reasons = 0;

	for (unsigned i = 0; i < 9 && 1 + i / 8 < bits.n; i++)
		if (bits.p[1 + i / 8] & 0x80 >> i % 8)
			reasons |= 1U << i;
	return reasons & CRL_ALL_REASONS;
}

static bool crl_scope_read(struct bytes value, struct crl_scope *s)
{
	struct bytes seq;
	struct der part;

	*s = (struct crl_scope){ .reasons = CRL_ALL_REASONS };
	if (!der_take(&value, DER_SEQUENCE, &seq))
		return false;
	while (der_next(&seq, &part)) {
		bool set = part.content.n == 1 && part.content.p[0] != 0;

		switch (part.id) {
		case DER_CONSTRUCTED_TAG(0): s->point = part.content; break;
		case DER_PRIMITIVE_TAG(1): s->users = set; break;
		case DER_PRIMITIVE_TAG(2): s->cas = set; break;
		case DER_PRIMITIVE_TAG(3): s->reasons = crl_reasons(part.content); break;
		case DER_PRIMITIVE_TAG(4): s->indirect = set; break;
		case DER_PRIMITIVE_TAG(5): s->attributes = set; break;
		default: return false;
		}
	}
	return seq.n == 0;
}

bool crl_open(struct bytes der, struct crl *l)
{
	struct bytes list;
	struct crl_extension x;
	struct crl_scope scope;

	if (!crl_split(der, l))
		return false;
	for (list = l->extensions; crl_next_extension(&list, &x);) {
		if (x.id == CRL_SCOPE && crl_scope_read(x.value, &scope)) {
			l->scope = x.value;
			l->indirect = scope.indirect;
		} else if ((x.id == CRL_NUMBER && der_take(&x.value, DER_INTEGER, &l->number))
			|| (x.id == CRL_DELTA && der_take(&x.value, DER_INTEGER, &l->base)) || x.id == CRL_AKID) {
			continue;
		} else if (x.critical) {
			l->unknown_rule = true;
		}
	}
	return list.n == 0;
}

/* Is one of these names (GeneralNames) among those at which the certificate says that its lists are? */
static bool crl_point_fits(struct bytes names, struct bytes points)
{
	struct bytes list, point, place, full, rest;
	struct der mine, theirs;

	if (!der_take(&points, DER_SEQUENCE, &list))
		return false;
	while (der_take(&list, DER_SEQUENCE, &point))
		if (der_take(&point, DER_CONSTRUCTED_TAG(0), &place) && der_take(&place, DER_CONSTRUCTED_TAG(0), &full))
			while (der_next(&full, &theirs))
				for (rest = names; der_next(&rest, &mine);)
					if (bytes_same(mine.whole, theirs.whole))
						return true;
	return false;
}

/* Does the certificate say that this other issuer withdraws it (cRLIssuer of RFC 5280 4.2.1.13)? */
static bool crl_is_appointed(const struct crl *l, const struct cert *cert)
{
	const struct extension *e = cert_extension(cert, "2.5.29.31");
	struct bytes v = { NULL, 0 }, list, point, names;
	struct der part, name;

	if (e != NULL)
		v = e->value;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return false;
	while (der_take(&list, DER_SEQUENCE, &point))
		while (der_next(&point, &part))
			for (names = part.content; part.id == DER_CONSTRUCTED_TAG(2) && der_next(&names, &name);)
				if (name.id == DER_CONSTRUCTED_TAG(4) && dn_match(name.content, l->issuer))
					return true;
	return false;
}

bool crl_speaks_of(const struct crl *l, const struct cert *cert, unsigned *reasons)
{
	const struct extension *points = cert_extension(cert, "2.5.29.31");
	struct crl_scope s;
	struct bytes full;

	*reasons = dn_match(l->issuer, cert->issuer.der) || crl_is_appointed(l, cert) ? CRL_ALL_REASONS : 0;
	if (l->scope.n == 0)
		return true;
	if (!crl_scope_read(l->scope, &s) || s.attributes || (s.users && cert->is_ca) || (s.cas && !cert->is_ca))
		return false;
	*reasons &= s.reasons;
	if (s.point.n == 0)
		return true;
	/* a part of the list: whether the certificate belongs to it, only its own word can say */
	if (points == NULL || !der_take(&s.point, DER_CONSTRUCTED_TAG(0), &full)) {
		*reasons = 0;
		return true;
	}
	return crl_point_fits(full, points->value);
}

const char *crl_unusable(const struct crl *l, const struct cert *signer)
{
	struct sig_alg alg = { 0 };
	int r;

	if (!dn_match(l->issuer, signer->subject.der))
		return "the revocation list is another issuer's";
	if (signer->has_ku && (signer->ku & KU_CRL_SIGN) == 0)
		return "the issuer may not sign revocation lists (its key usage lacks cRLSign)";
	if (!verify_algorithm(l->algorithm, &alg))
		return "the revocation list is malformed";
	r = key_verify(&signer->key, &alg, l->tbs, l->signature, NULL);
	free(alg.oid);
	if (alg.hash == HASH_MD2 || alg.hash == HASH_MD5)
		return "the revocation list is signed with MD5 or older, which can be forged";
	if (r != 1)
		return r == 0 ? "the signature of the revocation list does not verify"
			: "the signature of the revocation list could not be checked";
	return l->unknown_rule ? "the revocation list has a critical rule that is not understood" : NULL;
}

/* The extensions of an entry. `issuer` is whose the entry is, and those behind it that say nothing else (RFC 5280
 * 5.3.3); only entries of indirect lists may name one. false: something critical that is not understood, or no DER. */
static bool crl_entry_extensions(struct bytes list, bool indirect, struct bytes *issuer, int *reason)
{
	struct crl_extension x;
	struct bytes value, names;
	struct der name;

	while (crl_next_extension(&list, &x)) {
		if (x.id == CRL_REASON && der_take(&x.value, DER_ENUMERATED, &value) && value.n == 1) {
			*reason = value.p[0];
		} else if (x.id == CRL_ENTRY_ISSUER && indirect && der_take(&x.value, DER_SEQUENCE, &names)) {
			*issuer = (struct bytes){ NULL, 0 };
			while (der_next(&names, &name))
				if (name.id == DER_CONSTRUCTED_TAG(4))
					*issuer = name.content;
		} else if (x.critical && x.id != CRL_INVALIDITY && x.id != CRL_HOLD) {
			return false;
		}
	}
	return list.n == 0;
}

static bool crl_issued(const struct cert *cert, struct bytes issuer)
{
	return issuer.n > 0 && (bytes_same(issuer, cert->issuer.der) || dn_match(issuer, cert->issuer.der));
}

const char *crl_look_up(const struct crl *l, const struct cert *cert, struct crl_entry *out)
{
	static const char odd[] = "the revocation list has an entry that is not understood";
	struct bytes entries = l->entries, entry, serial, list, issuer = l->issuer;
	struct der when;

	*out = (struct crl_entry){ .reason = -1 };
	while (der_take(&entries, DER_SEQUENCE, &entry)) {
		int reason = -1;

		if (!der_take(&entry, DER_INTEGER, &serial) || !der_next(&entry, &when)
			|| !der_optional(&entry, DER_SEQUENCE, &list)
			|| (list.n > 0 && !crl_entry_extensions(list, l->indirect, &issuer, &reason)))
			return odd;
		if (!bytes_same(serial, cert->serial) || out->found || !crl_issued(cert, issuer))
			continue;
		out->reason = reason;
		out->removed = reason == CRL_REMOVED;
		out->found = !out->removed;
		if (!der_time(&when, &out->revoked_at))
			return odd;
	}
	return entries.n == 0 ? NULL : odd;
}

int crl_number_compare(struct bytes a, struct bytes b)
{
	for (; a.n > 0 && a.p[0] == 0; a.n--)
		a.p++;
	for (; b.n > 0 && b.p[0] == 0; b.n--)
		b.p++;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
}

static bool crl_is_sha1(const struct crl *l)
{
	struct sig_alg alg = { 0 };
	bool is = verify_algorithm(l->algorithm, &alg) && alg.hash == HASH_SHA1;

	free(alg.oid);
	return is;
}

const char *crl_profile_fault(const struct crl *l)
{
	struct bytes list;
	struct crl_extension x;
	bool number = false, number_critical = false, akid = false;

	for (list = l->extensions; crl_next_extension(&list, &x);) {
		number = number || x.id == CRL_NUMBER;
		number_critical = number_critical || (x.id == CRL_NUMBER && x.critical);
		akid = akid || x.id == CRL_AKID;
	}
	if (l->version != 1)
		return "the revocation list is not of version 2 (RFC 5280 5.1.2.1)";
	if (!bytes_same(l->algorithm, l->inner_algorithm))
		return "the revocation list names two signature algorithms (RFC 5280 5.1.1.2)";
	if (l->next_update == 0)
		return "the revocation list has no date for the next one (RFC 5280 5.1.2.5)";
	if (l->this_update >= CRL_NO_SHA1 && crl_is_sha1(l))
		return "the revocation list is signed with SHA-1, which ended with 15 September 2026 (ballot SC097)";
	if (!akid)
		return "the revocation list does not name its issuer's key (RFC 5280 5.2.1)";
	if (!number)
		return "the revocation list has no number (RFC 5280 5.2.3)";
	return number_critical ? "the revocation list's number is marked critical (RFC 5280 5.2.3)" : NULL;
}
