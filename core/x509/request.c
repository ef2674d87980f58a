/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads certificate requests (PKCS #10, RFC 2986 4): a subject, a key, and among the attributes the extensions that are
 * asked for (RFC 2985 5.4.2, and Microsoft's twin of it). */
#include "x509/request.h"
#include "x509/cert-read.h"
#include "x509/cert-sig.h"
#include "x509/cert-name.h"
#include "x509/cert-key.h"
#include "x509/cert-ext.h"
#include "x509/request-words.h"

#include "base/limits.h"
#include "base/mem.h"
#include "x509/verify.h"

#include <string.h>

static const char *const request_extensions[] = { "1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14" };

#define CHALLENGE_PASSWORD "1.2.840.113549.1.9.7"

static bool request_asks(const char *dotted)
{
	for (size_t i = 0; i < sizeof request_extensions / sizeof *request_extensions; i++)
		if (strcmp(dotted, request_extensions[i]) == 0)
			return true;
	return false;
}

/* One Attribute: its type, and a set of values of which the first counts. */
static bool request_attribute(struct cert *c, struct bytes content, struct buf *words)
{
	char dotted[DER_OID_TEXT];
	struct bytes oid, values, list;

	if (!der_take(&content, DER_OID, &oid) || !der_oid(oid, dotted) || !der_take(&content, DER_SET, &values))
		return cert_fault(c, "one of its attributes is not made of a type and values (RFC 2986, 4.1)");
	if (strcmp(dotted, CHALLENGE_PASSWORD) == 0)
		c->request_password = true;
	if (!request_asks(dotted)) {
		(void)buf_adds(words, words->len > 0 ? "; " : "");
		request_words(words, dotted, values);
	} else if (der_take(&values, DER_SEQUENCE, &list) && c->n_extensions == 0) {
		extensions_read(c, list);
	}
	return true;
}

/* The words are bounded: what does not fit any more is not said. */
static bool request_attributes(struct cert *c, struct bytes in)
{
	struct buf words = BUF_INIT(LIMIT_ATTRIBUTE_WORDS);
	struct bytes content;
	bool ok = true;

	for (int n = 0; in.n > 0 && ok; n++) {
		if (n >= LIMIT_EXTENSIONS || !der_take(&in, DER_SEQUENCE, &content))
			ok = cert_fault(c, "its attributes are no list (RFC 2986, 4.1)");
		else
			ok = request_attribute(c, content, &words);
	}
	c->attributes = words.len > 0 ? mem_strndup(words.data, words.len) : NULL;
	buf_done(&words);
	return ok;
}

static bool request_info(struct cert *c, struct bytes in)
{
	struct bytes version, attributes;
	struct der subject, spki;
	const char *why;

	if (!der_take(&in, DER_INTEGER, &version) || !der_take_whole(&in, DER_SEQUENCE, &subject)
		|| !der_take_whole(&in, DER_SEQUENCE, &spki)
		|| !der_optional(&in, DER_CONSTRUCTED_TAG(0), &attributes) || in.n != 0)
		return cert_fault(c, "its contents are not in the order and form of a request (RFC 2986, 4.1)");
	if (!key_read(c, spki.whole))
		return false;
	if (!dn_read(subject.whole, &c->subject, &why))
		(void)cert_fault_in(c, "subject's name", "", why, "RFC 2986, 4.1");
	/* Some programs leave the attributes out, though they must be there. */
	return request_attributes(c, attributes);
}

static bool request_outer(struct cert *c)
{
	struct bytes in = { c->der, c->der_len }, request, algorithm, bits;
	struct der info;
	unsigned unused;

	if (!der_take(&in, DER_SEQUENCE, &request) || !der_take_whole(&request, DER_SEQUENCE, &info)
		|| !der_take(&request, DER_SEQUENCE, &algorithm) || !der_take(&request, DER_BIT_STRING, &bits)
		|| request.n != 0)
		return cert_fault(c, "it is not made of contents, an algorithm and a signature (RFC 2986, 4.2)");
	c->tbs = info.whole;
	if (!der_bit_string(bits, &c->signature, &unused) || unused != 0)
		(void)cert_fault(c, "its signature is not a whole number of octets (RFC 2986, 4.2)");
	if (!request_info(c, info.content))
		return false;
	return sig_alg_read(algorithm, &c->sig_alg)
		|| cert_fault(c, "its signature algorithm cannot be read (RFC 2986, 4.2)");
}

struct cert *cert_read_request(const void *der, size_t n)
{
	struct cert *c = cert_start(der, n);

	c->request = true;
	c->parsed = request_outer(c);
	cert_digest(c);
	return c;
}
