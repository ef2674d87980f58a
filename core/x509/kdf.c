/* SPDX-License-Identifier: GPL-3.0-or-later
 * How often does something want a password hashed? */
#include "x509/kdf.h"

#include "asn1/der.h"
#include "base/limits.h"

enum { KDF_NESTED = 12, KDF_ELEMENTS = 64 * 1024, KDF_SALT = 64 };

/* How often a password is to be hashed stands behind the salt, wherever that is (RFC 7292 4, 8018 A). An OCTET STRING
 * that holds DER is gone into: the parts of a PKCS #12 file are wrapped so. */
struct kdf_cost {
	uint64_t most;
	unsigned left;
};

static void kdf_cost(struct kdf_cost *cost, struct bytes in, unsigned depth)
{
	uint8_t before = 0;
	struct der d;
	uint64_t n;

	for (; cost->left > 0 && der_next(&in, &d); before = d.id) {
		cost->left--;
		if (d.id == DER_INTEGER && before == DER_OCTET_STRING && der_unsigned(d.content, &n) && n > cost->most)
			cost->most = n;
		if (depth < KDF_NESTED && ((d.id & DER_CONSTRUCTED) != 0 || der_is(&d.content, DER_SEQUENCE)))
			kdf_cost(cost, d.content, depth + 1);
	}
}

/* The same without knowing where elements begin, for BER: whatever looks like it counts. */
static void kdf_cost_ber(struct kdf_cost *cost, struct bytes in)
{
	struct der salt, rounds;
	uint64_t n;

	for (; in.n > 0; in = (struct bytes){ in.p + 1, in.n - 1 }) {
		struct bytes rest = in;

		if (der_take_whole(&rest, DER_OCTET_STRING, &salt) && salt.content.n > 0 && salt.content.n <= KDF_SALT
			&& der_take_whole(&rest, DER_INTEGER, &rounds) && rounds.content.n <= sizeof n
			&& der_unsigned(rounds.content, &n) && n > cost->most)
			cost->most = n;
	}
}

bool kdf_bearable(struct bytes der)
{
	struct kdf_cost cost = { .left = KDF_ELEMENTS };
	struct bytes in = der;
	struct der whole;

	if (der_next(&in, &whole))
		kdf_cost(&cost, der, 0);
	else
		kdf_cost_ber(&cost, der);
	return cost.most <= LIMIT_KDF_ROUNDS;
}
