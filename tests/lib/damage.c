/* SPDX-License-Identifier: GPL-3.0-or-later
 * Damage: bits turned, octets replaced, pieces cut out, put in and doubled. */
#include "lib/damage.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DAMAGE = 6 };

static uint32_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 17;
	dice_state ^= dice_state << 5;
	return sides == 0 ? 0 : dice_state % sides;
}

static void damage_splice(struct buf *b, size_t at, size_t cut, const void *p, size_t n)
{
	struct buf out = BUF_INIT(DAMAGE_MOST_BYTES);

	if (buf_add(&out, b->data, at) == 0 && buf_add(&out, p, n) == 0
		&& buf_add(&out, b->data + at + cut, b->len - at - cut) == 0) {
		buf_reset(b);
		(void)buf_add(b, out.data, out.len);
	}
	buf_done(&out);
}

static void damage_once(struct buf *b)
{
	static const uint8_t odd[] = { 0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff, 0x30, 0x1b, '\n', '\r', ' ', '%',
		':', '9' };
	size_t at = dice((uint32_t)b->len), n = 1 + dice(dice(4) == 0 ? 200 : 4), left = b->len - at;
	uint8_t piece[256];

	if (b->len == 0)
		return;
	n = n < left ? n : left;
	for (size_t i = 0; i < sizeof piece; i++)
		piece[i] = (uint8_t)dice(256);
	switch (dice(7)) {
	case 0:
		b->data[at] = (char)(b->data[at] ^ 1 << dice(8));
		break;
	case 1:
		b->data[at] = (char)odd[dice(sizeof odd)];
		break;
	case 2:
		b->data[at] = (char)(b->data[at] + (dice(2) == 0 ? 1 : -1));
		break;
	case 3:
		damage_splice(b, at, n, "", 0);
		break;
	case 4:
		damage_splice(b, at, 0, piece, n);
		break;
	case 5:
		memcpy(piece, b->data + at, n);
		damage_splice(b, at, 0, piece, n);
		break;
	default:
		damage_splice(b, at, dice(3) == 0 ? left : 0, &odd[dice(sizeof odd)], 1);
	}
}

void damage(struct bytes honest, unsigned times, damage_reader *reads)
{
	const char *more = getenv("CERTCARD_MUTATIONS");
	struct buf b = BUF_INIT(DAMAGE_MOST_BYTES);

	dice_state = 2463534242;
	if (more != NULL)
		times *= (unsigned)strtoul(more, NULL, 10);
	reads(honest, true);
	for (unsigned i = 0; i < times; i++) {
		uint8_t *exact;
		bool same;

		buf_reset(&b);
		assert_int_equal(buf_add(&b, honest.p, honest.n), 0);
		for (uint32_t k = 1 + dice(MOST_DAMAGE); k > 0; k--)
			damage_once(&b);
		same = b.len == honest.n && memcmp(b.data, honest.p, honest.n) == 0;
		/* in memory of just that size, so that a sanitizer sees one octet too far */
		exact = mem_dup(b.data, b.len);
		reads((struct bytes){ exact, b.len }, same);
		free(exact);
	}
	buf_done(&b);
}
