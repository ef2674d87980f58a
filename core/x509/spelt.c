/* SPDX-License-Identifier: GPL-3.0-or-later
 * A SEQUENCE, octet by octet. */
#include "x509/spelt.h"

#include "asn1/der.h"
#include "x509/der-kind.h"

enum { SPELT_HEAD = 6 };         /* octets that tell its length, of at most three */

size_t spelt_length(struct bytes in, octet_reader *next)
{
	size_t octets, n = 0;
	uint8_t head[SPELT_HEAD];

	for (size_t i = 0; i < SPELT_HEAD; i++)
		if (!next(&in, &head[i]))
			return 0;
	octets = head[1] & 0x7fU;
	if (head[0] != DER_SEQUENCE || head[1] <= 0x80 || octets > 3)
		return 0;
	for (size_t i = 0; i < octets; i++)
		n = n << 8 | head[2 + i];
	return n + 2 + octets >= SPELT_MIN ? n + 2 + octets : 0;
}

bool spelt_take(struct bytes *in, size_t n, octet_reader *next, struct buf *out, struct spelt_cut *cut)
{
	size_t before = out->len, taken = 0;
	const uint8_t *at = in->p;
	uint8_t octet;

	while (taken < n && !out->full && next(in, &octet)) {
		(void)buf_addc(out, (char)octet);
		taken++;
	}
	if (taken == n)
		return true;
	if (cut->at == NULL && taken >= SPELT_MIN
		&& der_begins_known((struct bytes){ (const uint8_t *)out->data + before, taken }))
		*cut = (struct spelt_cut){ at, taken, n };
	out->len = before;
	return false;
}
