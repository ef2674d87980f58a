/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells the kinds of DER that people keep in files apart. */
#include "x509/der-kind.h"

#include "asn1/der.h"

#include <string.h>

static const char *const kind_words[] = {
	[KIND_OTHER] = "holds DER that is neither a certificate nor anything else that certcard knows:"
		       " openssl asn1parse -i -inform DER -in FILE shows what is in it",
	[KIND_REQUEST] = "holds a certificate signing request, not a certificate",
	[KIND_CRL] = "holds a certificate revocation list, not a certificate: --crl FILE applies it",
	[KIND_KEY] = "holds a private key, not a certificate",
	[KIND_LOCKED_KEY] = "holds an encrypted private key, not a certificate",
	[KIND_PUBLIC_KEY] = "holds a public key, not a certificate",
	[KIND_OCSP] = "holds an OCSP answer, not a certificate: openssl ocsp -respin FILE -text -noverify shows it",
	[KIND_OCSP_REQUEST] = "holds a question to an OCSP responder, not a certificate: openssl ocsp -reqin FILE -req_text"
			      " shows it",
	[KIND_CMS] =
		"holds an encrypted or signed message (CMS), not certificates: openssl cms -cmsout -print -inform DER"
		" -in FILE shows it",
	[KIND_KEY_PARAMETERS] = "holds key parameters, not a certificate",
	[KIND_TIMESTAMP_REQUEST] = "holds a question to a time-stamping service, not a certificate: openssl ts -query"
				   " -in FILE -text shows it",
	[KIND_TIMESTAMP] = "holds the answer of a time-stamping service, not a certificate: openssl ts -reply -in FILE"
			   " -text shows it",
	[KIND_ATTRIBUTE_CERT] = "holds an attribute certificate, which is of another kind",
	[KIND_SPKAC] = "holds a key signed by itself (SPKAC), which a browser once sent to a CA, not a certificate:"
		       " openssl asn1parse -i -inform DER -in FILE shows it",
};

const char *der_kind_words(enum der_kind kind)
{
	return (size_t)kind < sizeof kind_words / sizeof *kind_words ? kind_words[kind] : NULL;
}

static bool kind_version(struct bytes *in, uint8_t version)
{
	struct bytes content;

	return der_take(in, DER_INTEGER, &content) && content.n == 1 && content.p[0] == version;
}

/* A SEQUENCE whose first element is of this kind comes next. */
static bool kind_next_begins(struct bytes in, uint8_t id)
{
	struct bytes content;

	return der_take(&in, DER_SEQUENCE, &content) && der_is(&content, id);
}

/* By the to-be-signed part: a request is version 0, name, key (RFC 2986 4.1); an attribute certificate is version 1,
 * holder, issuer in [0] (RFC 5755 4.1); a list is algorithm, name, time (RFC 5280 5.1); a SPKAC begins with a public
 * key; the rest is taken for a certificate. */
static enum der_kind kind_signed(struct bytes tbs)
{
	struct bytes first, second, third, in = tbs;

	if (kind_version(&in, 0) && der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second)
		&& (in.n == 0 || der_is(&in, DER_CONSTRUCTED_TAG(0))))
		return KIND_REQUEST;
	in = tbs;
	if (kind_version(&in, 1) && der_take(&in, DER_SEQUENCE, &first) && der_is(&in, DER_CONSTRUCTED_TAG(0)))
		return KIND_ATTRIBUTE_CERT;
	in = tbs;
	if (der_is(&in, DER_INTEGER) && !kind_version(&in, 1))
		return KIND_CERT;
	if (der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second)
		&& (der_take(&in, DER_UTC_TIME, &third) || der_take(&in, DER_GENERALIZED_TIME, &third)))
		return KIND_CRL;
	in = tbs;
	if (der_take(&in, DER_SEQUENCE, &first) && kind_next_begins(first, DER_OID))
		return KIND_SPKAC;
	return KIND_CERT;
}

/* A list of questions, each about a CertID that begins with an algorithm (RFC 6960 4.1.1). */
static bool kind_asks_ocsp(struct bytes tbs)
{
	struct bytes skip, list, one, id;

	(void)der_take(&tbs, DER_CONSTRUCTED_TAG(0), &skip);
	(void)der_take(&tbs, DER_CONSTRUCTED_TAG(1), &skip);
	return der_take(&tbs, DER_SEQUENCE, &list) && der_take(&list, DER_SEQUENCE, &one)
		&& der_take(&one, DER_SEQUENCE, &id) && kind_next_begins(id, DER_OID);
}

/* What is signed is contents, an algorithm and a signature; a certificate may be too damaged for that, but it begins
 * with its version or its serial number. */
static enum der_kind kind_rest(struct bytes first, struct bytes behind)
{
	struct bytes algorithm, in = behind;

	if (der_is(&first, DER_INTEGER) && kind_next_begins(behind, DER_OID)) {
		(void)der_take(&in, DER_SEQUENCE, &algorithm);
		if (in.n == 0)
			return KIND_TIMESTAMP; /* a status and a token (RFC 3161 2.4.2) */
	}
	in = behind;
	if (behind.n == 0 || der_is(&behind, DER_CONSTRUCTED_TAG(0)))
		return kind_asks_ocsp(first) ? KIND_OCSP_REQUEST : KIND_OTHER;
	if ((der_take(&in, DER_SEQUENCE, &algorithm) && der_is(&algorithm, DER_OID) && der_is(&in, DER_BIT_STRING))
		|| der_is(&first, DER_CONSTRUCTED_TAG(0)) || der_is(&first, DER_INTEGER))
		return kind_signed(first);
	return KIND_OTHER;
}

/* An algorithm, and behind it a BIT STRING (a public key, RFC 5280 4.1) or an OCTET STRING (a key under a password, RFC
 * 5958 3). */
static enum der_kind kind_sequence(struct bytes list)
{
	struct bytes first, in;

	if (!der_take(&list, DER_SEQUENCE, &first))
		return KIND_OTHER;
	in = first;
	if (der_is(&in, DER_OID) && der_is(&list, DER_BIT_STRING))
		return KIND_PUBLIC_KEY;
	if (der_is(&in, DER_OID) && der_is(&list, DER_OCTET_STRING))
		return KIND_LOCKED_KEY;
	return kind_rest(first, list);
}

/* An imprint in front of anything else: an algorithm and a hash (RFC 3161 2.4.1). */
static bool kind_is_imprint(struct bytes in)
{
	struct bytes imprint, algorithm;

	return der_take(&in, DER_SEQUENCE, &imprint) && kind_next_begins(imprint, DER_OID)
		&& der_take(&imprint, DER_SEQUENCE, &algorithm) && der_is(&imprint, DER_OCTET_STRING);
}

/* PKCS #12 is version 3 and a SEQUENCE (RFC 7292 4); private keys are a version and more (RFC 8017 A.1.2, RFC 5915 3,
 * RFC 5958 2); parameters of Diffie and Hellman are two numbers or three. */
static enum der_kind kind_integer(struct bytes list)
{
	struct bytes number, in = list;
	unsigned numbers = 0;

	if (kind_version(&in, 3) && der_is(&in, DER_SEQUENCE))
		return KIND_PKCS12;
	for (in = list; der_take(&in, DER_INTEGER, &number);)
		numbers++;
	if (numbers == 1 && kind_is_imprint(in))
		return KIND_TIMESTAMP_REQUEST;
	if (in.n == 0 && numbers == 2 && number.n == 3 && memcmp(number.p, "\1\0\1", 3) == 0)
		return KIND_PUBLIC_KEY; /* RFC 8017 A.1.1 */
	if (in.n == 0 && (numbers == 2 || numbers == 3))
		return KIND_KEY_PARAMETERS;
	return numbers >= 5 || (numbers == 1 && (kind_next_begins(in, DER_OID) || der_is(&in, DER_OCTET_STRING)))
		? KIND_KEY : KIND_OTHER;
}

/* ContentInfo (RFC 5652 3): 1.2.840.113549.1.7.N; signed data is number 2. */
static enum der_kind kind_content(struct bytes list)
{
	static const uint8_t pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
	struct bytes oid;

	if (!der_take(&list, DER_OID, &oid) || oid.n != sizeof pkcs7 + 1
		|| !bytes_same((struct bytes){ oid.p, sizeof pkcs7 }, (struct bytes){ pkcs7, sizeof pkcs7 }))
		return KIND_OTHER;
	return oid.p[sizeof pkcs7] == 2 ? KIND_PKCS7 : KIND_CMS;
}

static enum der_kind kind_of(struct bytes list)
{
	if (der_is(&list, DER_OID))
		return kind_content(list);
	if (der_is(&list, DER_INTEGER))
		return kind_integer(list);
	if (der_is(&list, DER_ENUMERATED))
		return KIND_OCSP;
	return kind_sequence(list);
}

/* Text may begin as a SEQUENCE does ("0 s:CN = a"): nothing but elements may stand in it, and no text behind it. */
static bool kind_is_der(struct bytes list, struct bytes behind)
{
	struct der d;

	while (list.n > 0)
		if (!der_next(&list, &d))
			return false;
	return behind.n == 0 || memchr(" \t\r\n\0\x30", behind.p[0], 6) != NULL;
}

enum der_kind der_kind(struct bytes data)
{
	enum der_kind kind;
	struct bytes list;

	if (data.n >= 2 && data.p[0] == DER_SEQUENCE && data.p[1] == 0x80)
		return data.n > 4 && data.p[2] == DER_INTEGER ? KIND_PKCS12 : KIND_PKCS7;
	if (!der_take(&data, DER_SEQUENCE, &list))
		return KIND_NONE;
	kind = kind_of(list);
	return kind == KIND_OTHER && !kind_is_der(list, data) ? KIND_NONE : kind;
}

bool der_cut_off(struct bytes der, size_t *should)
{
	struct bytes in = der;
	struct der d;
	size_t octets = der.n > 1 ? der.p[1] & 0x7fU : 0;

	if (der.n < 6 || der.p[0] != DER_SEQUENCE || der_next(&in, &d) || der.p[1] <= 0x80 || octets > 4)
		return false;
	*should = 0;
	for (size_t i = 0; i < octets; i++)
		*should = *should << 8 | der.p[2 + i];
	*should += 2 + octets;
	return *should > der.n;
}

/* A certificate, a request and what is signed begin with a SEQUENCE, keys and key stores with a version, PKCS #7 with
 * its type. */
bool der_begins_known(struct bytes part)
{
	size_t head = part.n > 1 && part.p[0] == DER_SEQUENCE && part.p[1] > 0x80 ? 2 + (part.p[1] & 0x7fU) : 0;
	const uint8_t *p = part.p + head;

	if (head == 0 || head + 2 > part.n)
		return false;
	return (p[0] == DER_SEQUENCE && p[1] >= 0x80 && p[1] <= 0x83) || (p[0] == DER_INTEGER && p[1] == 1)
		|| (p[0] == DER_OID && p[1] == 9);
}
