/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on key usage, and on what a certificate's dates and timestamps say of each other. */
#include "rules/profile.h"

#include "asn1/der.h"
#include "base/moment.h"
#include "x509/cert-ext.h"

#include <string.h>

static bool usage_not_critical(const struct cert *c, const char *oid)
{
	const struct extension *e = cert_extension(c, oid);

	return e != NULL && !e->critical;
}

bool profile_ku_critical(const struct profile_place *p) { return usage_not_critical(p->c, "2.5.29.15"); }
bool profile_leaf_bc_critical(const struct profile_place *p) { return usage_not_critical(p->c, "2.5.29.19"); }

bool profile_ca_ku_crl(const struct profile_place *p)
{
	return p->c->has_ku && (p->c->ku & KU_CRL_SIGN) == 0;
}

bool profile_ca_ku_other(const struct profile_place *p)
{
	return p->c->has_ku && (p->c->ku & ~(unsigned)(KU_DIGITAL_SIGNATURE | KU_KEY_CERT_SIGN | KU_CRL_SIGN)) != 0;
}

bool profile_rsa_ku(const struct profile_place *p)
{
	return p->c->key.algorithm == KEY_RSA && p->c->has_ku
		&& (p->c->ku & (KU_KEY_AGREEMENT | KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY)) != 0;
}

bool profile_ec_ku(const struct profile_place *p)
{
	return p->c->key.algorithm == KEY_EC && p->c->has_ku
		&& (p->c->ku & (KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT)) != 0;
}

/* The BIT STRING of a key usage; false: none. */
static bool usage_bits(const struct cert *c, struct bytes *octets, unsigned *unused)
{
	const struct extension *e = cert_extension(c, "2.5.29.15");
	struct bytes v, content;

	if (e == NULL)
		return false;
	v = e->value;
	return der_take(&v, DER_BIT_STRING, &content) && der_bit_string(content, octets, unused) && octets->n > 0;
}

/* X.690 11.2.2: of a list of named bits, those at its end that are zero are left out. */
bool profile_ku_zeros(const struct profile_place *p)
{
	struct bytes octets;
	unsigned unused;

	return usage_bits(p->c, &octets, &unused) && (octets.p[octets.n - 1] >> unused & 1) == 0;
}

/* There are nine bits; the last is decipherOnly. */
bool profile_ku_beyond(const struct profile_place *p)
{
	struct bytes octets;
	unsigned unused;

	return usage_bits(p->c, &octets, &unused) && octets.n * 8 - unused > 9;
}

/* RFC 5280 4.2.1.12: the bits of a key usage that are consistent with each purpose; 0: not said there. */
static unsigned usage_of_purpose(const char *purpose)
{
	static const struct { const char *purpose; unsigned bits; } rows[] = {
		{ "serverAuth", KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT },
		{ "clientAuth", KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT },
		{ "codeSigning", KU_DIGITAL_SIGNATURE },
		{ "emailProtection",
			KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT },
		{ "timeStamping", KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION },
		{ "OCSPSigning", KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].purpose, purpose) == 0)
			return rows[i].bits;
	return 0;
}

/* "If there is no purpose consistent with both extensions, then the certificate MUST NOT be used for any purpose." */
bool profile_ku_eku(const struct profile_place *p)
{
	const struct cert *c = p->c;

	if (!c->has_ku || !c->has_eku || c->n_eku == 0)
		return false;
	for (size_t i = 0; i < c->n_eku; i++) {
		unsigned bits = usage_of_purpose(c->eku[i]);

		if (bits == 0 || (c->ku & bits) != 0)
			return false;
	}
	return true;
}

bool profile_dates_swapped(const struct profile_place *p)
{
	return p->c->not_after < p->c->not_before;
}

/* A log's timestamp that stands inside was there before the certificate was signed. */
bool profile_backdated(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_scts; i++)
		if (p->c->scts[i].time_ms / 1000 - p->c->not_before > 2 * MOMENT_DAY)
			return true;
	return false;
}

static bool usage_has_scts(const struct cert *c)
{
	return cert_extension(c, "1.3.6.1.4.1.11129.2.4.2") != NULL;
}

bool profile_precert_scts(const struct profile_place *p)
{
	return p->c->precert_poison && usage_has_scts(p->c);
}

bool profile_scts_empty(const struct profile_place *p)
{
	return usage_has_scts(p->c) && p->c->n_scts == 0;
}
