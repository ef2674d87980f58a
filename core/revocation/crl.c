/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking a certificate up in a revocation list (RFC 5280 5 and 6.3), by scanning it. */
#include "revocation/crl.h"

#include "asn1/der.h"
#include "x509/dn.h"
#include "x509/verify.h"

#include <stdlib.h>
#include <string.h>

enum { CRL_SKEW = 300 };    /* seconds that a clock may be off */

/* Extensions of a list, by the last octet of 2.5.29.n. */
enum { CRL_NUMBER = 20, CRL_REASON = 21, CRL_DELTA = 27, CRL_SCOPE = 28, CRL_ENTRY_ISSUER = 29, CRL_AKID = 35 };

struct crl {
	struct bytes tbs, algorithm, inner_algorithm, signature, issuer, entries, extensions;
	uint64_t version;
	int64_t this_update, next_update;
};

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

bool crl_concerns(struct bytes der, const struct cert *cert)
{
	struct crl l;

	return crl_split(der, &l) && dn_match(l.issuer, cert->issuer.der);
}

/* IssuingDistributionPoint (RFC 5280 5.2.5): does the list's scope hold this certificate? A partitioned list names the
 * address that its certificates name, too. */
static bool crl_scope_holds(struct bytes value, const struct cert *cert)
{
	struct bytes seq, point = { 0 }, full, names, name;
	struct der part;
	size_t i;

	if (!der_take(&value, DER_SEQUENCE, &seq))
		return false;
	while (der_next(&seq, &part)) {
		if (part.id == DER_CONSTRUCTED_TAG(0))
			point = part.content;
		else if (part.id == DER_PRIMITIVE_TAG(1) && part.content.n == 1 && part.content.p[0] != 0
			&& cert->is_ca)
			return false;
		else if (part.id == DER_PRIMITIVE_TAG(2) && part.content.n == 1 && part.content.p[0] != 0
			&& !cert->is_ca)
			return false;
		else if (part.id == DER_PRIMITIVE_TAG(3))
			return false;    /* some reasons only: no answer to "is it good?" */
		else if ((part.id == DER_PRIMITIVE_TAG(4) || part.id == DER_PRIMITIVE_TAG(5)) && part.content.n == 1
			&& part.content.p[0] != 0)
			return false;    /* indirect, or for attribute certificates */
	}
	if (point.n == 0 || !der_take(&point, DER_CONSTRUCTED_TAG(0), &full))
		return true;
	for (names = full; der_next(&names, &part);) {
		name = part.content;
		for (i = 0; part.id == DER_PRIMITIVE_TAG(6) && i < cert->n_crl; i++)
			if (strlen(cert->crl[i].raw) == name.n && memcmp(cert->crl[i].raw, name.p, name.n) == 0)
				return true;
	}
	return cert->n_crl == 0;
}

static int crl_check_extensions(const struct crl *l, const struct cert *cert, struct cc_err *e)
{
	struct bytes list = l->extensions;
	struct crl_extension x;

	while (crl_next_extension(&list, &x)) {
		if (x.id == CRL_DELTA)
			return err_setx(e, ERR_PARSE, "the revocation list is only the difference to another one");
		if (x.id == CRL_SCOPE && !crl_scope_holds(x.value, cert))
			return err_setx(e, ERR_PARSE, "the revocation list is for other certificates of this issuer");
		if (x.critical && x.id != CRL_SCOPE && x.id != CRL_NUMBER && x.id != CRL_AKID)
			return err_setx(e, ERR_PARSE, "the revocation list has a critical rule that is not understood");
	}
	return 0;
}

static int crl_check_signature(const struct crl *l, const struct cert *issuer, struct cc_err *e)
{
	struct sig_alg alg = { 0 };
	int r;

	if (!dn_match(l->issuer, issuer->subject.der))
		return err_setx(e, ERR_PARSE, "the revocation list is another issuer's");
	if (issuer->has_ku && (issuer->ku & KU_CRL_SIGN) == 0)
		return err_setx(e, ERR_PARSE, "the issuer may not sign revocation lists (its key usage lacks cRLSign)");
	if (!verify_algorithm(l->algorithm, &alg))
		return err_setx(e, ERR_PARSE, "the revocation list is malformed");
	r = key_verify(&issuer->key, &alg, l->tbs, l->signature, NULL);
	free(alg.oid);
	return r == 1 ? 0 : err_setx(e, ERR_CRYPTO, "the signature of the revocation list does not verify");
}

/* 1: on the list, 0: not, -1: an entry that is not understood. */
static int crl_find(const struct crl *l, const struct cert *cert, struct crl_answer *a)
{
	struct bytes entries = l->entries, entry, serial, list, reason;
	struct der when;
	struct crl_extension x;

	while (der_take(&entries, DER_SEQUENCE, &entry)) {
		if (!der_take(&entry, DER_INTEGER, &serial))
			return -1;
		if (!bytes_same(serial, cert->serial))
			continue;
		if (!der_next(&entry, &when) || !der_time(&when, &a->revoked_at)
			|| !der_optional(&entry, DER_SEQUENCE, &list))
			return -1;
		while (crl_next_extension(&list, &x)) {
			if (x.id == CRL_REASON && der_take(&x.value, DER_ENUMERATED, &reason) && reason.n == 1)
				a->reason = reason.p[0];
			else if (x.critical)
				return -1;
		}
		return 1;
	}
	return entries.n == 0 ? 0 : -1;
}

int crl_read(struct bytes der, const struct cert *cert, const struct cert *issuer, int64_t now, struct crl_answer *out,
	struct cc_err *e)
{
	struct crl l;
	int found;

	*out = (struct crl_answer){ .reason = -1 };
	if (!crl_split(der, &l))
		return err_setx(e, ERR_PARSE, "it is not a revocation list");
	if (crl_check_signature(&l, issuer, e) != 0 || crl_check_extensions(&l, cert, e) != 0)
		return -1;
	out->this_update = l.this_update;
	out->next_update = l.next_update;
	found = crl_find(&l, cert, out);
	if (found < 0)
		return err_setx(e, ERR_PARSE, "the revocation list has an entry that is not understood");
	out->revoked = found == 1;
	if (!out->revoked && l.this_update > now + CRL_SKEW)
		return err_setx(e, ERR_PARSE, "the revocation list is from the future");
	if (!out->revoked && l.next_update != 0 && l.next_update < now - CRL_SKEW)
		return err_setx(e, ERR_PARSE, "the revocation list is stale");
	return 0;
}

const char *crl_profile_fault(struct bytes der)
{
	struct crl l;
	struct bytes list;
	struct crl_extension x;
	bool number = false, number_critical = false, akid = false;

	if (!crl_split(der, &l))
		return "The revocation list is not DER (RFC 5280 5.1).";
	for (list = l.extensions; crl_next_extension(&list, &x);) {
		number = number || x.id == CRL_NUMBER;
		number_critical = number_critical || (x.id == CRL_NUMBER && x.critical);
		akid = akid || x.id == CRL_AKID;
	}
	if (l.version != 1)
		return "The revocation list is not of version 2 (RFC 5280 5.1.2.1).";
	if (!bytes_same(l.algorithm, l.inner_algorithm))
		return "The revocation list names two signature algorithms (RFC 5280 5.1.1.2).";
	if (l.next_update == 0)
		return "The revocation list has no date for the next one (RFC 5280 5.1.2.5).";
	if (!akid)
		return "The revocation list does not name its issuer's key (RFC 5280 5.2.1).";
	if (!number)
		return "The revocation list has no number (RFC 5280 5.2.3).";
	return number_critical ? "The revocation list's number is marked critical (RFC 5280 5.2.3)." : NULL;
}
