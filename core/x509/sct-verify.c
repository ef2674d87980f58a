/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verifies timestamps and says what becomes of each (Chrome's CT policy, ct_policy.md of 2026-05; Mozilla's and Apple's
 * follow it with their own lists). */

#include "x509/sct-verify.h"
#include "asn1/der-write.h"
#include "asn1/der.h"
#include "asn1/pem.h"
#include "base/limits.h"
#include "base/moment.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#define SCT_LIST_OID "1.3.6.1.4.1.11129.2.4.2"

enum {
	SCT_AT_TIME = 33, SCT_AT_EXTENSIONS = 41,       /* behind version and log id, behind the time */
	SCT_KEY_BYTES = 1024, SCT_SKEW_MS = 300 * 1000, SCT_LONG_LIFE = 180 * MOMENT_DAY,
	SCT_SHA256 = 4, SCT_RSA = 1, SCT_ECDSA = 3      /* RFC 5246 7.4.1.4.1 */
};

/* ---- what was signed ---- */

static void sct_number(struct buf *b, size_t n, unsigned octets)
{
	while (octets-- > 0)
		(void)buf_addc(b, (char)(n >> 8 * octets & 0xff));
}

static bool sct_is_list(struct bytes extension)
{
	char dotted[DER_OID_TEXT];
	struct bytes oid;

	return der_take(&extension, DER_SEQUENCE, &extension) && der_take(&extension, DER_OID, &oid)
		&& der_oid(oid, dotted) && strcmp(dotted, SCT_LIST_OID) == 0;
}

/* The extensions without the list of timestamps; nothing at all where it was the only one. */
static bool sct_other_extensions(struct bytes wrapped, struct derw *out)
{
	struct bytes list;
	struct der one;
	size_t before;

	if (!der_take(&wrapped, DER_SEQUENCE, &list) || wrapped.n != 0)
		return false;
	before = out->b.len;
	derw_begin(out, DERW_CONTEXT_CONSTRUCTED(3));
	derw_begin(out, DERW_SEQUENCE);
	while (list.n > 0) {
		if (!der_next(&list, &one))
			return false;
		if (!sct_is_list(one.whole))
			derw_raw(out, one.whole);
	}
	derw_end(out);
	derw_end(out);
	if (out->b.len == before + 4)    /* A3 02 30 00 */
		out->b.len = before;
	return true;
}

/* The TBSCertificate of the precertificate: the same without the list of timestamps (RFC 6962 3.2). */
static bool sct_precertificate(const struct cert *leaf, struct derw *out)
{
	struct bytes in = leaf->tbs, content;
	struct der one;

	if (!der_take(&in, DER_SEQUENCE, &content))
		return false;
	derw_begin(out, DERW_SEQUENCE);
	while (content.n > 0) {
		if (!der_next(&content, &one))
			return false;
		if (one.id != DER_CONSTRUCTED_TAG(3))
			derw_raw(out, one.whole);
		else if (!sct_other_extensions(one.content, out))
			return false;
	}
	derw_end(out);
	return !out->bad;
}

/* Version, kind, time, entry, extensions: what a log signs (RFC 6962 3.2). */
static bool sct_signed(const struct sct *s, const struct cert *leaf, const struct cert *issuer, struct bytes extensions,
	struct buf *b)
{
	struct derw tbs = DERW_INIT(LIMIT_CERT_BYTES);
	struct bytes entry = { leaf->der, leaf->der_len };
	bool ok = issuer == NULL || sct_precertificate(leaf, &tbs);

	sct_number(b, 0, 2);     /* v1, certificate_timestamp */
	(void)buf_add(b, s->raw.p + SCT_AT_TIME, 8);
	sct_number(b, issuer != NULL, 2);
	if (issuer != NULL) {
		(void)buf_add(b, issuer->spki_sha256, sizeof issuer->spki_sha256);
		entry = derw_bytes(&tbs);
	}
	sct_number(b, entry.n, 3);
	ok = buf_add(b, entry.p, entry.n) == 0 && ok;
	sct_number(b, extensions.n, 2);
	ok = buf_add(b, extensions.p, extensions.n) == 0 && ok;
	derw_done(&tbs);
	return ok;
}

/* ---- the signature ---- */

static bool sct_opaque(struct bytes *in, struct bytes *out)
{
	size_t n = in->n >= 2 ? (size_t)in->p[0] << 8 | in->p[1] : SIZE_MAX;

	if (n > in->n || n + 2 > in->n)
		return false;
	*out = (struct bytes){ in->p + 2, n };
	in->p += n + 2;
	in->n -= n + 2;
	return true;
}

static gnutls_datum_t sct_datum(struct bytes b)
{
	/* GnuTLS reads it only; its type has no const */
	return (gnutls_datum_t){ (unsigned char *)(uintptr_t)b.p, (unsigned)b.n };
}

static int sct_check(const struct ctlog *log, unsigned algorithm, struct bytes data, struct bytes signature)
{
	gnutls_sign_algorithm_t sign = algorithm == SCT_RSA ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256;
	struct bytes text = { (const uint8_t *)log->key, strlen(log->key) };
	gnutls_datum_t d = sct_datum(data), sig = sct_datum(signature), der;
	uint8_t key[SCT_KEY_BYTES];
	gnutls_pubkey_t pub = NULL;
	size_t n;
	int r = -1;

	if (!base64_decode(text, key, sizeof key, &n) || gnutls_pubkey_init(&pub) != 0)
		return -1;
	der = (gnutls_datum_t){ key, (unsigned)n };
	if (gnutls_pubkey_import(pub, &der, GNUTLS_X509_FMT_DER) == 0)
		r = gnutls_pubkey_verify_data2(pub, sign, 0, &d, &sig) >= 0;
	gnutls_pubkey_deinit(pub);
	return r;
}

int sct_verify(const struct sct *s, const struct cert *leaf, const struct cert *issuer, const struct ctlog *log)
{
	struct buf data = BUF_INIT(2 * LIMIT_CERT_BYTES);
	struct bytes rest, extensions, signature;
	unsigned hash, algorithm;
	int r = 0;

	rest = (struct bytes){ s->raw.p + SCT_AT_EXTENSIONS, s->raw.n - SCT_AT_EXTENSIONS };
	if (!sct_opaque(&rest, &extensions) || rest.n < 2)
		return 0;
	hash = rest.p[0];
	algorithm = rest.p[1];
	rest = (struct bytes){ rest.p + 2, rest.n - 2 };
	/* what stands behind the signature nobody reads (DecodeSignedCertificateTimestamp() of Chromium and Firefox) */
	if (!sct_opaque(&rest, &signature) || hash != SCT_SHA256
		|| (algorithm != SCT_RSA && algorithm != SCT_ECDSA))
		return 0;
	if (sct_signed(s, leaf, issuer, extensions, &data))
		r = sct_check(log, algorithm, buf_bytes(&data), signature);
	else
		r = -1;
	buf_done(&data);
	return r;
}

/* ---- what becomes of it ---- */

/* Chromium takes a log's state at the moment of the check. A certificate that has ended is asked about as of its last
 * second: its logs close after it, which is no fault of its own. */
static enum sct_fate sct_fate(const struct sct_question *q, const struct sct *s, const struct ctlog *log,
	enum ct_programme p)
{
	int64_t at = q->now < q->leaf->not_after ? q->now : q->leaf->not_after, since;

	switch (ctlog_state(log, p, at, &since)) {
	case CTLOG_LIVE: return SCT_COUNTS;
	/* of what was sent along only live logs count */
	case CTLOG_RETIRED: return q->issuer != NULL && s->time_ms / 1000 < since ? SCT_COUNTS_STILL : SCT_TOO_LATE;
	case CTLOG_PENDING: return SCT_PENDING;
	case CTLOG_REJECTED: return SCT_REJECTED;
	default: return SCT_UNKNOWN_LOG;
	}
}

/* The same for all programmes: unknown, from the future, outside of the log's interval, or false. */
static enum sct_fate sct_common(const struct sct_question *q, const struct sct *s, const struct ctlog *log)
{
	int verified;

	if (log == NULL)
		return SCT_UNKNOWN_LOG;
	if (s->time_ms > q->now * 1000 + SCT_SKEW_MS)
		return SCT_FUTURE;
	if (!ctlog_takes(log, q->leaf->not_after))
		return SCT_INTERVAL;
	verified = q->verify ? sct_verify(s, q->leaf, q->issuer, log) : 1;
	return verified == 1 ? SCT_COUNTS : verified == 0 ? SCT_FALSE : SCT_UNTRIED;
}

struct sct_seen sct_look(const struct sct_question *q, const struct sct *s)
{
	struct sct_seen seen = { .sct = s, .log = ctlog_find(q->logs, s->log_id) };
	enum sct_fate common = sct_common(q, s, seen.log);

	for (int p = 0; p < N_CT_PROGRAMMES; p++) {
		seen.fate[p] = common == SCT_COUNTS ? sct_fate(q, s, seen.log, p) : common;
		/* of Apple nothing is known */
		if (s->list_broken && p != CT_MOZILLA && seen.fate[p] <= SCT_COUNTS_STILL)
			seen.fate[p] = SCT_BROKEN_LIST;
	}
	return seen;
}

/* ---- counting ---- */

static bool sct_counted(const struct sct_seen *s, enum ct_programme p)
{
	return s->fate[p] == SCT_COUNTS || s->fate[p] == SCT_COUNTS_STILL;
}

struct sct_count sct_count(const struct sct_seen *list, size_t n, enum ct_programme p)
{
	struct sct_count c = { 0 };

	for (size_t i = 0; i < n; i++) {
		bool new_log = sct_counted(&list[i], p), new_operator = new_log;

		c.live = c.live || list[i].fate[p] == SCT_COUNTS;
		for (size_t j = 0; j < i && new_log; j++) {
			if (!sct_counted(&list[j], p))
				continue;
			new_log = list[i].log != list[j].log;
			new_operator = new_operator && strcmp(list[i].log->operator, list[j].log->operator) != 0;
		}
		c.logs += new_log;
		c.operators += new_log && new_operator;
	}
	return c;
}

unsigned sct_needed(int64_t lifetime_seconds)
{
	return lifetime_seconds <= SCT_LONG_LIFE ? 2 : 3;
}
