/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12 with PBMAC1. */
#include "lib/pbmac1.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

enum { MAC_BYTES = 32, MAX_ROUNDS = 100000 };

/* Over the octets in the second part, a ContentInfo with data in it (RFC 9579 5). What is refused for its rounds before
 * anything is hashed needs no right one. */
static bool pbmac1_make(struct bytes info, const char *password, unsigned rounds, uint8_t mac[MAC_BYTES])
{
	gnutls_datum_t secret = { (unsigned char *)(uintptr_t)password, (unsigned)strlen(password) };
	gnutls_datum_t salt = { (unsigned char *)(uintptr_t)"saltsalt", 8 };
	struct bytes oid, wrapped, data;
	uint8_t key[MAC_BYTES];

	memset(mac, 0, MAC_BYTES);
	if (!der_take(&info, DER_OID, &oid) || !der_take(&info, DER_CONSTRUCTED_TAG(0), &wrapped)
		|| !der_take(&wrapped, DER_OCTET_STRING, &data))
		return false;
	return rounds > MAX_ROUNDS
		|| (gnutls_pbkdf2(GNUTLS_MAC_SHA256, &secret, &salt, rounds, key, sizeof key) == 0
			&& gnutls_hmac_fast(GNUTLS_MAC_SHA256, key, sizeof key, data.p, data.n, mac) == 0);
}

static void pbmac1_hmac(struct derw *w)
{
	derw_begin(w, DERW_SEQUENCE);
	derw_oid(w, "1.2.840.113549.2.9");
	derw_end(w);
}

/* PBMAC1-params (RFC 8018 A.5), with the length of the key, which RFC 9579 4 asks for. */
static void pbmac1_algorithm(struct derw *w, unsigned rounds)
{
	derw_begin(w, DERW_SEQUENCE);
	derw_oid(w, "1.2.840.113549.1.5.14");
	derw_begin(w, DERW_SEQUENCE);
	derw_begin(w, DERW_SEQUENCE);
	derw_oid(w, "1.2.840.113549.1.5.12");
	derw_begin(w, DERW_SEQUENCE);
	derw_str(w, DERW_OCTET_STRING, "saltsalt");
	derw_int(w, DERW_INTEGER, rounds);
	derw_int(w, DERW_INTEGER, MAC_BYTES);
	pbmac1_hmac(w);
	derw_end(w);
	derw_end(w);
	pbmac1_hmac(w);
	derw_end(w);
	derw_end(w);
}

bool pbmac1_write(struct derw *w, struct bytes p12, const char *password, unsigned rounds)
{
	struct bytes list;
	struct der version, info;
	uint8_t mac[MAC_BYTES];

	if (!der_take(&p12, DER_SEQUENCE, &list) || !der_next(&list, &version) || !der_next(&list, &info)
		|| !pbmac1_make(info.content, password, rounds, mac))
		return false;
	derw_begin(w, DERW_SEQUENCE);
	derw_raw(w, version.whole);
	derw_raw(w, info.whole);
	derw_begin(w, DERW_SEQUENCE);
	derw_begin(w, DERW_SEQUENCE); /* DigestInfo */
	pbmac1_algorithm(w, rounds);
	derw_put(w, DERW_OCTET_STRING, mac, sizeof mac);
	derw_end(w);
	derw_str(w, DERW_OCTET_STRING, "NOT USED");
	derw_int(w, DERW_INTEGER, 1);
	derw_end(w);
	derw_end(w);
	return !w->bad;
}
