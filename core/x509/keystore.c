/* SPDX-License-Identifier: GPL-3.0-or-later
 * Java key stores, JKS and JCEKS (OpenJDK: sun.security.provider.JavaKeyStore, com.sun.crypto.provider.JceKeyStore):
 * a magic number, a version, how many entries; each a kind, a name, a date, then a key under a password with its chain,
 * or a certificate. Certificates stand in the clear; the digest at the end, which needs the password, is not looked at.
 */

#include "x509/keystore.h"
#include "base/limits.h"

#include <string.h>

enum { KEYSTORE_MAGIC = 4, KEYSTORE_KEY = 1, KEYSTORE_TRUSTED = 2, KEYSTORE_SECRET = 3, KEYSTORE_DATE = 8 };

static bool keystore_number(struct bytes *in, size_t octets, size_t *out)
{
	if (in->n < octets)
		return false;
	*out = 0;
	for (size_t i = 0; i < octets; i++)
		*out = *out << 8 | in->p[i];
	*in = (struct bytes){ in->p + octets, in->n - octets };
	return true;
}

/* A length of so many octets, and as many octets as it says. */
static bool keystore_take(struct bytes *in, size_t octets, struct bytes *out)
{
	size_t n;

	if (!keystore_number(in, octets, &n) || n > in->n)
		return false;
	*out = (struct bytes){ in->p, n };
	*in = (struct bytes){ in->p + n, in->n - n };
	return true;
}

/* Version 2 names the type of the certificate first: "X.509". */
static bool keystore_cert(struct gather *g, struct bytes *in, size_t version, bool own)
{
	struct bytes type, der;

	if ((version == 2 && !keystore_take(in, 2, &type)) || !keystore_take(in, 4, &der))
		return false;
	gather_cert(g, der, UNIT_LIST, own);
	return true;
}

static bool keystore_key(struct gather *g, struct bytes *in, size_t version)
{
	struct bytes key;
	size_t chain;

	if (!keystore_take(in, 4, &key) || !keystore_number(in, 4, &chain))
		return false;
	for (size_t i = 0; i < chain && !g->full; i++)
		if (!keystore_cert(g, in, version, i == 0))
			return false;
	return true;
}

/* A secret key is an object as Java serialises it, whose length stands nowhere. The next certificate is looked for by
 * its type; of its entry the name and the date are passed over. */
static bool keystore_skip_secret(struct gather *g, struct bytes *in)
{
	static const uint8_t type[] = { 0, 5, 'X', '.', '5', '0', '9' };
	const uint8_t *at;

	while ((at = memmem(in->p, in->n, type, sizeof type)) != NULL && !g->full) {
		g->unit += at != in->p;       /* a chain stands close together */
		*in = (struct bytes){ at, in->n - (size_t)(at - in->p) };
		if (!keystore_cert(g, in, 2, false))
			return false;
	}
	*in = (struct bytes){ in->p + in->n, 0 };
	return true;
}

static bool keystore_entry(struct gather *g, struct bytes *in, size_t version)
{
	struct bytes name;
	size_t kind, date;

	if (!keystore_number(in, 4, &kind) || !keystore_take(in, 2, &name)
		|| !keystore_number(in, KEYSTORE_DATE, &date))
		return false;
	g->unit++;
	switch (kind) {
	case KEYSTORE_KEY: return keystore_key(g, in, version);
	case KEYSTORE_TRUSTED: return keystore_cert(g, in, version, false);
	case KEYSTORE_SECRET: return keystore_skip_secret(g, in);
	default: return false;
	}
}

bool gather_keystore(struct gather *g, struct bytes data)
{
	static const uint8_t jks[] = { 0xfe, 0xed, 0xfe, 0xed }, jceks[] = { 0xce, 0xce, 0xce, 0xce };
	size_t version, entries = 0, i = 0;
	bool whole = true, plain = data.n >= KEYSTORE_MAGIC && memcmp(data.p, jks, KEYSTORE_MAGIC) == 0;

	if (data.n < KEYSTORE_MAGIC
		|| (!plain && memcmp(data.p, jceks, KEYSTORE_MAGIC) != 0))
		return false;
	data = (struct bytes){ data.p + KEYSTORE_MAGIC, data.n - KEYSTORE_MAGIC };
	whole = keystore_number(&data, 4, &version) && version >= 1 && version <= 2
		&& keystore_number(&data, 4, &entries);
	for (; whole && i < entries && !g->full && data.n > 0; i++)
		whole = keystore_entry(g, &data, version);
	/* behind a secret key nobody knows how much is left; a JKS store has none */
	whole = whole && (i == entries || g->full || !plain);
	g->unit++;
	gather_other(g, whole ? "is a Java key store without certificates" : "is a Java key store that is damaged");
	return true;
}
