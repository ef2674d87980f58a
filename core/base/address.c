/* SPDX-License-Identifier: GPL-3.0-or-later
 * Public and special-purpose addresses. */
#include "base/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

static const struct {
	uint32_t net;
	unsigned bits;
} address_special4[] = {
	{ 0x00000000, 8 },       /* this network, RFC 791 */
	{ 0x0a000000, 8 },       /* private, RFC 1918 */
	{ 0x64400000, 10 },      /* shared by a provider's customers, RFC 6598 */
	{ 0x7f000000, 8 },       /* loopback, RFC 1122 */
	{ 0xa9fe0000, 16 },      /* link-local, RFC 3927 */
	{ 0xac100000, 12 },      /* private */
	{ 0xc0000000, 24 },      /* protocol assignments, RFC 6890 */
	{ 0xc0a80000, 16 },      /* private */
	{ 0xc6120000, 15 },      /* benchmarking, RFC 2544 */
	{ 0xe0000000, 3 },       /* multicast, reserved, broadcast */
};

static bool address_public4(uint32_t a)
{
	size_t i;

	for (i = 0; i < sizeof address_special4 / sizeof *address_special4; i++)
		if ((a ^ address_special4[i].net) >> (32 - address_special4[i].bits) == 0)
			return false;
	return true;
}

static uint32_t address_be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Global unicast is 2000::/3 (RFC 4291 2.4); everything outside is special but for the prefixes that carry an IPv4
 * address. */
static bool address_public6(const uint8_t *p)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const uint8_t translated[12] = { 0x00, 0x64, 0xff, 0x9b };      /* RFC 6052 */

	if (memcmp(p, mapped, sizeof mapped) == 0 || memcmp(p, translated, sizeof translated) == 0)
		return address_public4(address_be32(p + 12));
	if (p[0] == 0x20 && p[1] == 0x02)                                      /* 6to4, RFC 3056 */
		return address_public4(address_be32(p + 2));
	return (p[0] & 0xe0) == 0x20;
}

bool address_is_public(const struct sockaddr *a)
{
	if (a->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, a, sizeof in);
		return address_public4(ntohl(in.sin_addr.s_addr));
	}
	if (a->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, a, sizeof in6);
		return address_public6(in6.sin6_addr.s6_addr);
	}
	return false;
}

bool address_text_is_public(const char *numeric)
{
	struct in_addr a;
	struct in6_addr a6;

	if (inet_pton(AF_INET, numeric, &a) == 1)
		return address_public4(ntohl(a.s_addr));
	return inet_pton(AF_INET6, numeric, &a6) == 1 && address_public6(a6.s6_addr);
}

bool address_is_numeric(const char *host)
{
	uint8_t bytes[16];

	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}
