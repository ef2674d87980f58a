/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells the kinds of DER that people keep in files apart. */
#include "x509/der-kind.h"

#include "asn1/der.h"

static const char *const kind_words[] = {
	[KIND_REQUEST] = "holds a certificate signing request, not a certificate",
	[KIND_CRL] = "holds a certificate revocation list, not a certificate: --crl FILE applies it",
	[KIND_KEY] = "holds a private key, not a certificate",
	[KIND_LOCKED_KEY] = "holds an encrypted private key, not a certificate",
	[KIND_PUBLIC_KEY] = "holds a public key, not a certificate",
	[KIND_OCSP] = "holds an OCSP answer, not a certificate: openssl ocsp -respin FILE -text -noverify shows it",
	[KIND_CMS] =
		"holds an encrypted or signed message (CMS), not certificates: openssl cms -cmsout -print -inform DER"
		" -in FILE shows it",
	[KIND_KEY_PARAMETERS] = "holds key parameters, not a certificate",
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

/* By the to-be-signed part: a request is version 0, name, key (RFC 2986 4.1); a list is algorithm, name, time (RFC 5280
 * 5.1); the rest is taken for a certificate. */
static enum der_kind kind_signed(struct bytes tbs)
{
	struct bytes first, second, third, in = tbs;

	if (kind_version(&in, 0) && der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second)
		&& (in.n == 0 || der_is(&in, DER_CONSTRUCTED_TAG(0))))
		return KIND_REQUEST;
	in = tbs;
	if (der_is(&in, DER_INTEGER) && !kind_version(&in, 1))
		return KIND_CERT;
	if (der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second)
		&& (der_take(&in, DER_UTC_TIME, &third) || der_take(&in, DER_GENERALIZED_TIME, &third)))
		return KIND_CRL;
	return KIND_CERT;
}

/* An algorithm, and behind it a BIT STRING (a public key, RFC 5280 4.1) or an OCTET STRING (a key under a password, RFC
 * 5958 3). */
static enum der_kind kind_sequence(struct bytes list)
{
	struct bytes first, in;

	if (!der_take(&list, DER_SEQUENCE, &first))
		return KIND_NONE;
	in = first;
	if (der_is(&in, DER_OID) && der_is(&list, DER_BIT_STRING))
		return KIND_PUBLIC_KEY;
	if (der_is(&in, DER_OID) && der_is(&list, DER_OCTET_STRING))
		return KIND_LOCKED_KEY;
	return kind_signed(first);
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
	if (in.n == 0 && (numbers == 2 || numbers == 3))
		return KIND_KEY_PARAMETERS;
	return numbers >= 5 || (numbers == 1 && (der_is(&in, DER_SEQUENCE) || der_is(&in, DER_OCTET_STRING))) ? KIND_KEY
		: KIND_NONE;
}

/* ContentInfo (RFC 5652 3): 1.2.840.113549.1.7.N; signed data is number 2. */
static enum der_kind kind_content(struct bytes list)
{
	static const uint8_t pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
	struct bytes oid;

	if (!der_take(&list, DER_OID, &oid) || oid.n != sizeof pkcs7 + 1
		|| !bytes_same((struct bytes){ oid.p, sizeof pkcs7 }, (struct bytes){ pkcs7, sizeof pkcs7 }))
		return KIND_NONE;
	return oid.p[sizeof pkcs7] == 2 ? KIND_PKCS7 : KIND_CMS;
}

enum der_kind der_kind(struct bytes data)
{
	struct bytes list;

	if (data.n >= 2 && data.p[0] == DER_SEQUENCE && data.p[1] == 0x80)
		return data.n > 4 && data.p[2] == DER_INTEGER ? KIND_PKCS12 : KIND_PKCS7;
	if (!der_take(&data, DER_SEQUENCE, &list))
		return KIND_NONE;
	if (der_is(&list, DER_OID))
		return kind_content(list);
	if (der_is(&list, DER_INTEGER))
		return kind_integer(list);
	if (der_is(&list, DER_ENUMERATED))
		return KIND_OCSP;
	return kind_sequence(list);
}
