/* SPDX-License-Identifier: GPL-3.0-or-later
 * A bishop walks over a board: two bits of the hash for each diagonal step, from the middle, low bits first. */
#include "result/keyart.h"


/* How often a field was walked over; the last two mark the beginning and the end. */
static const char keyart_signs[] = " .o+=*BOX@%&#/^SE";

enum { KEYART_N_SIGNS = sizeof keyart_signs - 1, KEYART_START = KEYART_N_SIGNS - 2, KEYART_END = KEYART_N_SIGNS - 1 };

static int keyart_move(int at, int up, int size)
{
	at += up ? 1 : -1;
	return at < 0 ? 0 : at >= size ? size - 1 : at;
}

struct keyart keyart_draw(const uint8_t *hash, size_t n)
{
	unsigned visits[KEYART_H][KEYART_W] = { 0 };
	int x = KEYART_W / 2, y = KEYART_H / 2;
	struct keyart art;

	for (size_t i = 0; i < n; i++) {
		for (int bit = 0; bit < 8; bit += 2) {
			x = keyart_move(x, hash[i] >> bit & 1, KEYART_W);
			y = keyart_move(y, hash[i] >> (bit + 1) & 1, KEYART_H);
			if (visits[y][x] < KEYART_START - 1)
				visits[y][x]++;
		}
	}
	visits[KEYART_H / 2][KEYART_W / 2] = KEYART_START;
	visits[y][x] = KEYART_END;
	for (y = 0; y < KEYART_H; y++) {
		for (x = 0; x < KEYART_W; x++)
			art.rows[y][x] = keyart_signs[visits[y][x]];
		art.rows[y][KEYART_W] = '\0';
	}
	return art;
}
