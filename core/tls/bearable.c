/* SPDX-License-Identifier: GPL-3.0-or-later
 * How large are the numbers of a key exchange that a server wants to be computed with? */
#include "tls/bearable.h"

#include "base/limits.h"

/* half of it each for prime, generator and share; the signature */
enum { EXCHANGE_OCTETS = 3 * (LIMIT_RSA_BITS / 8) };

bool bearable_key_exchange(struct bytes message, bool dh)
{
	size_t prime = dh && message.n >= 2 ? (size_t)message.p[0] << 8 | message.p[1] : 0;

	return message.n <= EXCHANGE_OCTETS && prime <= LIMIT_DH_BITS / 8;
}
