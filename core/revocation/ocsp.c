/* SPDX-License-Identifier: GPL-3.0-or-later
 * OCSP requests and responses (RFC 6960), read by our own DER reader: GnuTLS before 3.8.13 looks only at the first
 * entry. */
#include "revocation/ocsp.h"

#include "asn1/der-write.h"
#include "asn1/der.h"
#include "x509/verify.h"
#include "base/moment.h"

#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

enum {
	OCSP_HASH_MAX = 64,
	OCSP_ENTRIES = 1024,             /* in one response */
	OCSP_CERTS = 8,                  /* responders that it may bring along */
	OCSP_SKEW = 300,                 /* seconds that a clock may be off */
	OCSP_MAX_AGE = 7 * MOMENT_DAY    /* of an answer that names no next update (Chromium's bound for leaves) */
};

static const uint8_t oid_basic[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01 };   /* id-pkix-ocsp-basic */

/* Hash algorithms of a CertID; SHA-1 is RFC 5019's, and not used for signing here. */
static const struct ocsp_hash {
	gnutls_digest_algorithm_t id;
	uint8_t oid[9];
	uint8_t oid_len;
} ocsp_hashes[] = {
	{ GNUTLS_DIG_SHA1, { 0x2b, 0x0e, 0x03, 0x02, 0x1a }, 5 },
	{ GNUTLS_DIG_SHA256, { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01 }, 9 },
	{ GNUTLS_DIG_SHA384, { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02 }, 9 },
	{ GNUTLS_DIG_SHA512, { 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03 }, 9 },
};

static bool ocsp_oid_is(struct bytes oid, const uint8_t *want, size_t n)
{
	return oid.n == n && memcmp(oid.p, want, n) == 0;
}

/* Is no extension critical and unknown? `in`: what stands behind the last field, [1] Extensions or nothing. Known are
 * those of RFC 6960 4.4 and, of a list's entry, reason and day of invalidity (4.4.5): none changes what is said
 * here. */
static bool ocsp_understood(struct bytes in)
{
	static const char *const known[] = { "1.3.6.1.5.5.7.48.1.2", "1.3.6.1.5.5.7.48.1.3", "1.3.6.1.5.5.7.48.1.6",
		"1.3.6.1.5.5.7.48.1.7", "1.3.6.1.5.5.7.48.1.9", "1.3.6.1.4.1.11129.2.4.5", "2.5.29.21", "2.5.29.24" };
	struct bytes wrapped, list, x, oid, flag;
	char text[DER_OID_TEXT];

	if (in.n == 0)
		return true;
	if (!der_take(&in, DER_CONSTRUCTED_TAG(1), &wrapped) || in.n != 0 || !der_take(&wrapped, DER_SEQUENCE, &list))
		return false;
	while (der_take(&list, DER_SEQUENCE, &x)) {
		bool fine = false;

		if (!der_take(&x, DER_OID, &oid) || !der_optional(&x, DER_BOOLEAN, &flag))
			return false;
		if (flag.n == 0 || flag.p[0] == 0)
			continue;
		for (size_t i = 0; i < sizeof known / sizeof *known && !fine; i++)
			fine = der_oid(oid, text) && strcmp(text, known[i]) == 0;
		if (!fine)
			return false;
	}
	return list.n == 0;
}

static bool ocsp_hash_is(gnutls_digest_algorithm_t alg, struct bytes data, struct bytes want)
{
	uint8_t digest[OCSP_HASH_MAX];
	size_t n = (size_t)gnutls_hash_get_len(alg);

	return n == want.n && n <= sizeof digest && gnutls_hash_fast(alg, data.p, data.n, digest) == 0
		&& memcmp(digest, want.p, n) == 0;
}

void ocsp_request(const struct cert *cert, const struct cert *issuer, struct buf *out)
{
	enum { DEPTH = 5 };      /* OCSPRequest, TBSRequest, requestList, Request, CertID */
	uint8_t name[20], key[20];
	struct derw d = DERW_INIT(1024);
	int i;

	if (gnutls_hash_fast(GNUTLS_DIG_SHA1, cert->issuer.der.p, cert->issuer.der.n, name) == 0 &&
	    gnutls_hash_fast(GNUTLS_DIG_SHA1, issuer->key.point.p, issuer->key.point.n, key) == 0) {
		for (i = 0; i < DEPTH; i++)
			derw_begin(&d, DER_SEQUENCE);
		derw_begin(&d, DER_SEQUENCE);
		derw_put(&d, DER_OID, ocsp_hashes[0].oid, ocsp_hashes[0].oid_len);
		derw_null(&d);
		derw_end(&d);
		derw_put(&d, DER_OCTET_STRING, name, sizeof name);
		derw_put(&d, DER_OCTET_STRING, key, sizeof key);
		derw_put(&d, DER_INTEGER, cert->serial.p, cert->serial.n);
		for (i = 0; i < DEPTH; i++)
			derw_end(&d);
		if (!d.bad)
			(void)buf_add(out, derw_bytes(&d).p, derw_bytes(&d).n);
	}
	derw_done(&d);
}

/* The parts of a BasicOCSPResponse. */
struct ocsp_basic {
	struct bytes tbs, algorithm, signature, certs;
	uint8_t by;                      /* DER_CONSTRUCTED_TAG(1) by name, (2) by key hash */
	struct bytes responder, responses;
	int64_t made;                        /* producedAt; 0: not readable */
	bool odd;                            /* a critical extension of its own is not understood */
};

static int ocsp_open(struct bytes der, struct bytes *basic, struct cc_err *e)
{
	static const char *const status_text[] = {
		[1] = "the responder found the request malformed", [2] = "the responder has an internal error",
		[3] = "the responder says to try again later", [5] = "the responder wants signed requests",
		[6] = "the responder refuses to answer (unauthorized)",
	};
	struct bytes seq, status, wrapped, body, type;

	if (!der_take(&der, DER_SEQUENCE, &seq) || !der_take(&seq, DER_ENUMERATED, &status) || status.n != 1)
		return err_setx(e, ERR_PARSE, "it is not an OCSP response");
	if (status.p[0] != 0) {
		const char *text = status.p[0] < sizeof status_text / sizeof *status_text ? status_text[status.p[0]]
			: NULL;

		return err_setx(e, ERR_PARSE, "%s", text != NULL ? text : "the responder gave an unknown status");
	}
	if (!der_take(&seq, DER_CONSTRUCTED_TAG(0), &wrapped) || !der_take(&wrapped, DER_SEQUENCE, &body) ||
	    !der_take(&body, DER_OID, &type) || !der_take(&body, DER_OCTET_STRING, basic))
		return err_setx(e, ERR_PARSE, "it is not an OCSP response");
	if (!ocsp_oid_is(type, oid_basic, sizeof oid_basic))
		return err_setx(e, ERR_PARSE, "it is an OCSP response of an unknown kind");
	return 0;
}

static int ocsp_split(struct bytes basic, struct ocsp_basic *o, struct cc_err *e)
{
	struct bytes seq, in, bits, skip;
	struct der tbs, algorithm, who, made;
	unsigned unused;

	if (!der_take(&basic, DER_SEQUENCE, &seq) || !der_take_whole(&seq, DER_SEQUENCE, &tbs) ||
	    !der_take_whole(&seq, DER_SEQUENCE, &algorithm) || !der_take(&seq, DER_BIT_STRING, &bits) ||
	    !der_bit_string(bits, &o->signature, &unused) || !der_optional(&seq, DER_CONSTRUCTED_TAG(0), &o->certs))
		return err_setx(e, ERR_PARSE, "the OCSP response is malformed");
	o->tbs = tbs.whole;
	o->algorithm = algorithm.whole;
	in = tbs.content;
	if (!der_optional(&in, DER_CONSTRUCTED_TAG(0), &skip) || !der_next(&in, &who) || !der_next(&in, &made) ||
	    !der_take(&in, DER_SEQUENCE, &o->responses))
		return err_setx(e, ERR_PARSE, "the OCSP response is malformed");
	if (made.id != DER_GENERALIZED_TIME || !der_time(&made, &o->made))
		o->made = 0;
	o->odd = !ocsp_understood(in);
	o->by = who.id;
	o->responder = who.content;
	return 0;
}

static bool ocsp_is_responder(const struct ocsp_basic *o, const struct cert *c)
{
	struct bytes hash, in = o->responder;

	if (o->by == DER_CONSTRUCTED_TAG(1))
		return bytes_same(o->responder, c->subject.der);
	return o->by == DER_CONSTRUCTED_TAG(2) && der_take(&in, DER_OCTET_STRING, &hash)
		&& ocsp_hash_is(GNUTLS_DIG_SHA1, c->key.point, hash);
}

/* Does it hold a rule that keeps it from this, or one that not all know (RFC 5280 4.2)? ocspNoCheck may be critical. */
static bool ocsp_is_kept_from(const struct cert *c)
{
	for (size_t i = 0; i < c->n_extensions; i++)
		if (c->extensions[i].critical && !c->extensions[i].known
			&& strcmp(c->extensions[i].oid, "1.3.6.1.5.5.7.48.1.5") != 0)
			return true;
	return c->has_ku && (c->ku & KU_DIGITAL_SIGNATURE) == 0;
}

/* Of these digests, what somebody signed can be put under something else. */
static bool ocsp_is_forgeable(const struct sig_alg *alg)
{
	return alg->hash == HASH_MD2 || alg->hash == HASH_MD5;
}

static bool ocsp_may_sign(const struct cert *c, const struct cert *issuer, int64_t now)
{
	size_t i;
	bool purpose = false;

	for (i = 0; i < c->n_eku; i++)
		purpose = purpose || strcmp(c->eku[i], "OCSPSigning") == 0;
	return purpose && !ocsp_is_kept_from(c) && !ocsp_is_forgeable(&c->sig_alg)
		&& bytes_same(c->issuer.der, issuer->subject.der)
		&& c->not_before <= now && now <= c->not_after &&
	       cert_verify_signature(c, issuer, NULL) == 1;
}

/* RFC 6960 4.2.2.2: signed by the issuer itself, or by one whom it certified for this. */
static int ocsp_signed(const struct ocsp_basic *o, const struct cert *issuer, int64_t now, struct cc_err *e)
{
	struct bytes list;
	struct sig_alg alg = { 0 };
	int r = -1;
	unsigned i;
	struct der der;

	if (!verify_algorithm(o->algorithm, &alg))
		return err_setx(e, ERR_PARSE, "the OCSP response is malformed");
	if (ocsp_is_forgeable(&alg)) {
		free(alg.oid);
		return err_setx(e, ERR_CRYPTO, "the OCSP response is signed with MD5 or older, which can be forged");
	}
	if (key_verify(&issuer->key, &alg, o->tbs, o->signature, NULL) == 1)
		r = 0;
	if (r != 0 && o->certs.n != 0) {
		struct bytes certs = o->certs;

		for (i = 0; der_take(&certs, DER_SEQUENCE, &list) && i < OCSP_CERTS && r != 0;)
			for (; i < OCSP_CERTS && r != 0 && der_take_whole(&list, DER_SEQUENCE, &der); i++) {
				struct cert *c = cert_read(der.whole.p, der.whole.n);

				if (c->parsed && ocsp_is_responder(o, c) && ocsp_may_sign(c, issuer, now) &&
				    key_verify(&c->key, &alg, o->tbs, o->signature, NULL) == 1)
					r = 0;
				cert_unref(c);
			}
	}
	free(alg.oid);
	return r == 0 ? 0 : err_setx(e, ERR_CRYPTO,
		"nobody who may answer for this issuer has signed the OCSP response");
}

static bool ocsp_entry_is(struct bytes *entry, const struct cert *cert, const struct cert *issuer)
{
	struct bytes id, alg, oid, name, key, serial;
	size_t i;

	if (!der_take(entry, DER_SEQUENCE, &id) || !der_take(&id, DER_SEQUENCE, &alg)
		|| !der_take(&alg, DER_OID, &oid) ||
	    !der_take(&id, DER_OCTET_STRING, &name) || !der_take(&id, DER_OCTET_STRING, &key)
	    || !der_take(&id, DER_INTEGER, &serial) ||
	    !bytes_same(serial, cert->serial))
		return false;
	for (i = 0; i < sizeof ocsp_hashes / sizeof *ocsp_hashes; i++)
		if (ocsp_oid_is(oid, ocsp_hashes[i].oid, ocsp_hashes[i].oid_len))
			return ocsp_hash_is(ocsp_hashes[i].id, cert->issuer.der, name)
				&& ocsp_hash_is(ocsp_hashes[i].id, issuer->key.point, key);
	return false;
}

/* The rest of a SingleResponse, behind its CertID. `odd`: it has a critical extension that is not understood. */
static bool ocsp_entry_read(struct bytes in, struct ocsp_answer *a, bool *odd)
{
	struct der status, when;
	struct bytes wrapped, reason, info;

	*a = (struct ocsp_answer){ .reason = -1 };
	if (!der_next(&in, &status) || !der_next(&in, &when) || when.id != DER_GENERALIZED_TIME
		|| !der_time(&when, &a->this_update) ||
	    !der_optional(&in, DER_CONSTRUCTED_TAG(0), &wrapped))
		return false;
	if (wrapped.n != 0 && (!der_next(&wrapped, &when) || !der_time(&when, &a->next_update)))
		return false;
	*odd = !ocsp_understood(in);
	switch (status.id) {
	case DER_PRIMITIVE_TAG(0):
		a->status = OCSP_GOOD;
		return true;
	case DER_PRIMITIVE_TAG(2):
		a->status = OCSP_UNKNOWN;
		return true;
	case DER_CONSTRUCTED_TAG(1):
		a->status = OCSP_REVOKED;
		info = status.content;
		if (!der_next(&info, &when) || !der_time(&when, &a->revoked_at)
			|| !der_optional(&info, DER_CONSTRUCTED_TAG(0), &wrapped))
			return false;
		if (wrapped.n != 0 && der_take(&wrapped, DER_ENUMERATED, &reason) && reason.n == 1)
			a->reason = reason.p[0];
		return true;
	default:
		return false;
	}
}

/* The rule about dates that lists.h has, too. */
static bool ocsp_is_fresh(const struct ocsp_answer *a, int64_t now)
{
	int64_t end = a->next_update != 0 ? a->next_update : a->this_update + OCSP_MAX_AGE;

	return a->status == OCSP_REVOKED || (a->this_update <= now + OCSP_SKEW && now <= end + OCSP_SKEW);
}

int ocsp_read(struct bytes der, const struct cert *cert, const struct cert *issuer, int64_t now,
	struct ocsp_answer *out, struct cc_err *e)
{
	struct ocsp_basic o = { 0 };
	struct bytes basic, entry;
	struct ocsp_answer a;
	bool met = false, fresh = false, future = false, entry_odd, odd;
	unsigned i;

	if (ocsp_open(der, &basic, e) != 0 || ocsp_split(basic, &o, e) != 0)
		return -1;
	odd = o.odd;
	for (i = 0; i < OCSP_ENTRIES && der_take(&o.responses, DER_SEQUENCE, &entry); i++) {
		if (!ocsp_entry_is(&entry, cert, issuer) || !ocsp_entry_read(entry, &a, &entry_odd))
			continue;
		met = true;
		odd |= entry_odd;
		future |= a.this_update > now + OCSP_SKEW;
		/* of several fresh entries a revocation wins */
		if (ocsp_is_fresh(&a, now) && (!fresh || a.status == OCSP_REVOKED)) {
			*out = a;
			fresh = true;
		}
	}
	if (!met)
		return err_setx(e, ERR_PARSE, "the OCSP response speaks of other certificates, not of this one");
	if (ocsp_signed(&o, issuer, now, e) != 0)
		return -1;
	if (odd)
		return err_setx(e, ERR_PARSE, "the OCSP response has a critical rule that is not understood");
	if (!fresh)
		return err_setx(e, ERR_PARSE, "the OCSP response is %s", future ? "from the future" : "stale");
	return 0;
}

static struct bytes ocsp_entry_scts(struct bytes entry)
{
	static const uint8_t oid_scts[] = { 0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x05 };
	struct bytes list, x, oid, flag, value, inner;
	struct der part;

	while (der_next(&entry, &part)) {
		if (part.id != DER_CONSTRUCTED_TAG(1) || !der_take(&part.content, DER_SEQUENCE, &list))
			continue;
		while (der_take(&list, DER_SEQUENCE, &x))
			if (der_take(&x, DER_OID, &oid) && ocsp_oid_is(oid, oid_scts, sizeof oid_scts)
				&& der_optional(&x, DER_BOOLEAN, &flag) &&
			    der_take(&x, DER_OCTET_STRING, &value) && der_take(&value, DER_OCTET_STRING, &inner))
				return inner;
	}
	return (struct bytes){ NULL, 0 };
}

struct bytes ocsp_sct_list(struct bytes der)
{
	struct ocsp_basic o = { 0 };
	struct bytes basic, entry, list = { NULL, 0 };
	unsigned i;

	if (der.n == 0 || ocsp_open(der, &basic, NULL) != 0 || ocsp_split(basic, &o, NULL) != 0)
		return list;
	for (i = 0; list.n == 0 && i < OCSP_ENTRIES && der_take(&o.responses, DER_SEQUENCE, &entry); i++)
		list = ocsp_entry_scts(entry);
	return list;
}

int64_t ocsp_made(struct bytes der)
{
	struct ocsp_basic o = { 0 };
	struct bytes basic;

	return der.n > 0 && ocsp_open(der, &basic, NULL) == 0 && ocsp_split(basic, &o, NULL) == 0 ? o.made : 0;
}
