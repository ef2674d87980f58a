/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a terminal sends, made into keys, clicks and pastes. Pure: bytes and a clock in, no terminal. What a sequence
 * means stands in decode.def and in what the terminal's own description teaches; a sequence that nobody knows is
 * swallowed whole by its grammar (sequence.h), so that its letters are never taken for keys. */
#ifndef CC_DECODE_H
#define CC_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DECODE_ESC_MS = 50,          /* an Esc after which nothing came for so long is the key */
	DECODE_REST_MS = 300,        /* a sequence that does not go on for so long is dropped */
	DECODE_PASTE_MS = 5000,      /* a paste that does not go on for so long has ended, whatever it lacks */
	DECODE_ROOM = 4096,          /* bytes held at most, a sequence undecided among them */
	DECODE_MAX_TAUGHT = 64,
	DECODE_TAUGHT_BYTES = 16     /* of one taught sequence, the NUL among them */
};

enum decoded_kind { DECODED_KEY, DECODED_MOUSE, DECODED_PASTE };

struct decoded {
	enum decoded_kind kind;
	int32_t key;                 /* keys.h */
	int button, y, x;            /* as xterm numbers them: 0 left, 64 wheel up, 65 wheel down; from 0 */
	bool pressed;
	const char *text;            /* what was pasted, as it came; valid until the next call */
	size_t len;                  /* at most LIMIT_PASTE_BYTES: what is longer is cut */
};

struct decode;

struct decode *decode_new(void);
void decode_free(struct decode *d);
/* The terminal's own sequence for a key goes before what is known of others. A longer one, or one too many, is left
 * out; so is a printable character, which is its own key. */
void decode_teach(struct decode *d, const char *sequence, int32_t key);
/* Take bytes in. Returns how many of them: the room is DECODE_ROOM, and decode_next() makes room. */
size_t decode_feed(struct decode *d, const char *bytes, size_t n, int64_t now_ms);
/* What came next; false: nothing, or nothing that is decided yet. Characters are read as the locale's. */
bool decode_next(struct decode *d, int64_t now_ms, struct decoded *out);
/* Milliseconds until decode_next() would decide without further bytes, -1: nothing is open. */
int decode_rest(const struct decode *d, int64_t now_ms);
void decode_reset(struct decode *d);                 /* forget what is undecided */

#endif
