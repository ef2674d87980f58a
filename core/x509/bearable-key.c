/* SPDX-License-Identifier: GPL-3.0-or-later
 * How large are the numbers of a key that a certificate wants to be computed with? */
#include "x509/bearable-key.h"

#include "asn1/der.h"
#include "base/limits.h"

enum {
	SPKI_OCTETS = LIMIT_RSA_BITS / 8 + 64,   /* with its algorithm, a short exponent and what wraps them */
	EXPONENT_OCTETS = 5                      /* 33 bits */
};

/* tbsCertificate (RFC 5280 4.1) up to subjectPublicKeyInfo. */
static bool bearable_spki(struct bytes der, struct der *spki)
{
	struct bytes certificate, tbs, version;
	struct der skipped;

	if (!der_take(&der, DER_SEQUENCE, &certificate) || !der_take(&certificate, DER_SEQUENCE, &tbs)
	    || !der_optional(&tbs, DER_CONSTRUCTED_TAG(0), &version))
		return false;
	for (int i = 0; i < 5; i++)      /* serialNumber, signature, issuer, validity, subject */
		if (!der_next(&tbs, &skipped))
			return false;
	return der_take_whole(&tbs, DER_SEQUENCE, spki);
}

bool bearable_key(struct bytes der)
{
	struct bytes key, bits, rsa, modulus, exponent;
	struct der spki, algorithm;
	unsigned unused;

	if (!bearable_spki(der, &spki))
		return true;
	if (spki.whole.n > SPKI_OCTETS)
		return false;
	key = spki.content;
	if (!der_next(&key, &algorithm) || !der_take(&key, DER_BIT_STRING, &bits)
	    || !der_bit_string(bits, &rsa, &unused) || !der_take(&rsa, DER_SEQUENCE, &key)
	    || !der_take(&key, DER_INTEGER, &modulus) || !der_take(&key, DER_INTEGER, &exponent))
		return true;             /* no RSA key */
	return exponent.n <= EXPONENT_OCTETS;
}
