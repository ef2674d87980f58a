/* SPDX-License-Identifier: GPL-3.0-or-later
 * Addresses and networks of the Internet that a certificate names as its holder's (RFC 3779). */
#include "x509/resources.h"

#include "asn1/der.h"
#include "x509/cert-ext.h"

#define IP_BLOCKS "1.3.6.1.5.5.7.1.7"
#define AS_NUMBERS "1.3.6.1.5.5.7.1.8"

static bool resources_bits(struct bytes *in)
{
	struct bytes content, octets;
	unsigned unused;

	return der_take(in, DER_BIT_STRING, &content) && der_bit_string(content, &octets, &unused);
}

static bool resources_number(struct bytes *in)
{
	struct bytes content;

	return der_take(in, DER_INTEGER, &content) && der_integer(content);
}

/* NULL, which inherits, or a list of one and of from and to. */
static bool resources_choice(struct bytes *in, bool (*one)(struct bytes *in))
{
	struct bytes content, range;

	if (der_take(in, DER_NULL, &content))
		return content.n == 0;
	if (!der_take(in, DER_SEQUENCE, &content))
		return false;
	while (content.n > 0) {
		bool is_range = der_take(&content, DER_SEQUENCE, &range);

		if (!one(is_range ? &range : &content))
			return false;
		if (is_range && (!one(&range) || range.n > 0))
			return false;
	}
	return true;
}

/* IPAddrBlocks (RFC 3779 2.2.3); what stands behind it does not matter (measured). */
static bool resources_blocks(struct bytes value)
{
	struct bytes list, family, kind;

	if (!der_take(&value, DER_SEQUENCE, &list))
		return false;
	while (list.n > 0)
		if (!der_take(&list, DER_SEQUENCE, &family) || !der_take(&family, DER_OCTET_STRING, &kind)
			|| !resources_choice(&family, resources_bits) || family.n > 0)
			return false;
	return true;
}

/* ASIdentifiers (RFC 3779 3.2.3) */
static bool resources_as(struct bytes value)
{
	struct bytes both, one;

	if (!der_take(&value, DER_SEQUENCE, &both))
		return false;
	for (unsigned tag = 0; tag < 2; tag++)
		if (!der_optional(&both, (uint8_t)DER_CONSTRUCTED_TAG(tag), &one)
			|| (one.p != NULL && (!resources_choice(&one, resources_number) || one.n > 0)))
			return false;
	return both.n == 0;
}

enum resources resources_read(const struct cert *c)
{
	const struct extension *blocks = cert_extension(c, IP_BLOCKS), *as = cert_extension(c, AS_NUMBERS);

	if (blocks == NULL && as == NULL)
		return RESOURCES_NONE;
	return (blocks == NULL || resources_blocks(blocks->value)) && (as == NULL || resources_as(as->value))
		? RESOURCES_READ : RESOURCES_UNREAD;
}
