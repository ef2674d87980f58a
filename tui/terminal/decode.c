/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes from a terminal into keys. */
#include "terminal/decode.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "terminal/keys.h"
#include "terminal/sequence.h"

#include <stdlib.h>
#include <string.h>

enum { DECODE_MAX_SEQUENCE = 64 };

struct taught { char sequence[DECODE_TAUGHT_BYTES]; size_t len; int32_t key; };

/* What goes on being swallowed: the rest of a sequence that is longer than any that means something. */
enum swallow { SWALLOW_NOTHING, SWALLOW_CONTROL, SWALLOW_STRING };

struct decode {
	char held[DECODE_ROOM];
	size_t len;
	int64_t fed_ms;                  /* when the last byte came */
	struct taught taught[DECODE_MAX_TAUGHT];
	size_t n_taught;
	bool pasting;
	struct buf paste;
	enum swallow swallow;
};

static const char decode_paste_begins[] = "\033[200~", decode_paste_ends[] = "\033[201~";

enum { DECODE_MARK = sizeof decode_paste_ends - 1 };

struct decode *decode_new(void)
{
	struct decode *d = mem_alloc(sizeof *d);

	d->paste = BUF_INIT(LIMIT_PASTE_BYTES);
	return d;
}

void decode_free(struct decode *d)
{
	if (d == NULL)
		return;
	/* a password may have been pasted */
	explicit_bzero(d->held, sizeof d->held);
	if (d->paste.data != NULL)
		explicit_bzero(d->paste.data, d->paste.len);
	buf_done(&d->paste);
	free(d);
}

void decode_teach(struct decode *d, const char *sequence, int32_t key)
{
	size_t len = strlen(sequence);
	bool plain = len == 1 && ((unsigned char)*sequence >= ' ' || *sequence == SEQUENCE_ESC);

	if (len == 0 || len >= DECODE_TAUGHT_BYTES || plain || d->n_taught == DECODE_MAX_TAUGHT)
		return;
	d->taught[d->n_taught] = (struct taught){ .len = len, .key = key };
	memcpy(d->taught[d->n_taught++].sequence, sequence, len);
}

void decode_reset(struct decode *d)
{
	d->len = 0;
	d->pasting = false;
	d->swallow = SWALLOW_NOTHING;
	buf_reset(&d->paste);
}

size_t decode_feed(struct decode *d, const char *bytes, size_t n, int64_t now_ms)
{
	size_t room = DECODE_ROOM - d->len;

	n = n < room ? n : room;
	memcpy(d->held + d->len, bytes, n);
	d->len += n;
	if (n > 0)
		d->fed_ms = now_ms;
	return n;
}

static void decode_drop(struct decode *d, size_t n)
{
	memmove(d->held, d->held + n, d->len - n);
	d->len -= n;
}

static int decode_patience(const struct decode *d)
{
	if (d->pasting)
		return DECODE_PASTE_MS;
	if (d->len == 0)
		return -1;
	/* one Esc or two: keys, if nothing follows */
	return d->len <= 2 && d->held[d->len - 1] == SEQUENCE_ESC
		&& d->swallow == SWALLOW_NOTHING ? DECODE_ESC_MS : DECODE_REST_MS;
}

int decode_rest(const struct decode *d, int64_t now_ms)
{
	int patience = decode_patience(d);
	int64_t left = d->fed_ms + patience - now_ms;

	if (patience < 0)
		return -1;
	return left < 0 ? 0 : left < patience ? (int)left : patience;
}

static bool decode_over(const struct decode *d, int64_t now_ms)
{
	return decode_rest(d, now_ms) == 0;
}

/* ---- pasting ---- */

/* What is longer than the room for it is cut, not ended: the rest of it is no keys either. */
static void decode_paste_add(struct decode *d, size_t n)
{
	size_t room = d->paste.max - d->paste.len;

	(void)buf_add(&d->paste, d->held, n < room ? n : room);
	decode_drop(d, n);
}

/* Where the paste ends, NULL: not here. A clipboard may hold an end of its own, to have the rest read as keys: of
 * several ends the last one is the terminal's, unless another paste begins before it. */
static const char *decode_paste_end(const struct decode *d)
{
	const char *all_end = d->held + d->len, *end = NULL, *next = d->held;

	while ((next = memmem(next, (size_t)(all_end - next), decode_paste_ends, DECODE_MARK)) != NULL) {
		if (end != NULL && memmem(end, (size_t)(next - end), decode_paste_begins, DECODE_MARK) != NULL)
			break;
		end = next;
		next += DECODE_MARK;
	}
	return end;
}

static bool decode_paste(struct decode *d, bool over, struct decoded *out)
{
	const char *end = decode_paste_end(d);
	size_t keep = d->len < DECODE_MARK - 1 ? d->len : DECODE_MARK - 1;

	if (end != NULL) {
		decode_paste_add(d, (size_t)(end - d->held));
		decode_drop(d, DECODE_MARK);
	} else if (over) {
		decode_paste_add(d, d->len);
	} else {
		/* the beginning of the end may have come */
		decode_paste_add(d, d->len - keep);
		return false;
	}
	d->pasting = false;
	*out = (struct decoded){ .kind = DECODED_PASTE, .text = d->paste.len > 0 ? d->paste.data : "",
		.len = d->paste.len };
	return true;
}

/* ---- sequences ---- */

static bool decode_key(struct decoded *out, int32_t key)
{
	*out = (struct decoded){ .kind = DECODED_KEY, .key = key };
	return key >= 0;
}

static const struct taught *decode_taught(const struct decode *d)
{
	for (size_t i = 0; i < d->n_taught; i++) {
		if (d->taught[i].len <= d->len && memcmp(d->held, d->taught[i].sequence, d->taught[i].len) == 0)
			return &d->taught[i];
	}
	return NULL;
}

/* The held bytes begin with ESC. 0: nothing is decided; 1: *out; -1: swallowed, look again. */
static int decode_sequence(struct decode *d, bool over, struct decoded *out)
{
	/* rxvt and PuTTY put an ESC before the sequence of a key with Alt */
	size_t alt = d->len > 2 && d->held[1] == SEQUENCE_ESC && (d->held[2] == '[' || d->held[2] == 'O') ? 1 : 0;
	struct sequence q = sequence_at(d->held + alt, d->len - alt);
	char s[DECODE_MAX_SEQUENCE];
	bool means;

	if (!over && d->len == 2 && d->held[1] == SEQUENCE_ESC)
		return 0;
	if (q.len == 0 && over) {
		/* Esc alone is the key; a sequence that stopped is nothing. */
		size_t n = d->len;

		decode_drop(d, n);
		return n == 1 && decode_key(out, KEYCODE_ESC) ? 1 : -1;
	}
	if (q.len == 0 && d->len >= DECODE_MAX_SEQUENCE) {
		d->swallow = q.form == FORM_STRING ? SWALLOW_STRING : SWALLOW_CONTROL;
		decode_drop(d, alt + 2);
		return -1;
	}
	if (q.len == 0)
		return 0;
	if (q.len > sizeof s) {
		decode_drop(d, alt + q.len);
		return -1;
	}
	memcpy(s, d->held + alt, q.len);
	means = sequence_means(s, q, out);
	if (alt == 1 && (!means || out->kind != DECODED_KEY)) {
		/* A key with Alt is a key: this is Esc, and then a paste or the like. */
		decode_drop(d, 1);
		return decode_key(out, KEYCODE_ESC);
	}
	decode_drop(d, alt + q.len);
	if (alt == 1)
		out->key = sequence_modified(out->key, 3);
	if (q.form == FORM_CSI && q.len == DECODE_MARK && memcmp(s, decode_paste_begins, DECODE_MARK) == 0) {
		d->pasting = true;
		buf_reset(&d->paste);
	}
	return means ? 1 : -1;
}

/* The rest of a sequence too long to mean anything: up to its end, or until nothing more comes. False: all that is
 * held was swallowed, or is to be. */
static bool decode_swallow(struct decode *d, bool over)
{
	bool string = d->swallow == SWALLOW_STRING, ends = d->held[d->len - 1] == SEQUENCE_ESC;
	size_t len = string ? sequence_string_end(d->held, d->len, 0) : sequence_control_end(d->held, d->len, 0);
	/* broken off by what begins anew */
	bool broken = d->held[0] == SEQUENCE_ESC && (!string || (d->len > 1 && d->held[1] != '\\'));

	if (len > 0 || broken || over) {
		decode_drop(d, len > 0 || broken ? len : d->len);
		d->swallow = SWALLOW_NOTHING;
		return true;
	}
	decode_drop(d, d->len - ends);
	return false;
}

static bool decode_plain(struct decode *d, bool over, struct decoded *out)
{
	unsigned char c = (unsigned char)d->held[0];
	int32_t key = c;
	size_t n = 1;

	if (c == '\b' || c == 127)
		key = KEYCODE_BACKSPACE;
	else if (c >= 0x80)
		n = sequence_char(d->held, d->len, &key);
	if (n == 0 && !over)
		return false;
	decode_drop(d, n > 0 ? n : d->len);
	return decode_key(out, n > 0 ? key : -1);
}

/* What was given out is not kept: it may have been a password. */
static void decode_forget_paste(struct decode *d)
{
	if (!d->pasting && d->paste.len > 0) {
		explicit_bzero(d->paste.data, d->paste.len);
		buf_reset(&d->paste);
	}
}

bool decode_next(struct decode *d, int64_t now_ms, struct decoded *out)
{
	decode_forget_paste(d);
	while (d->len > 0 || d->pasting) {
		bool over = decode_over(d, now_ms);
		const struct taught *known = d->pasting || d->swallow != SWALLOW_NOTHING ? NULL : decode_taught(d);
		size_t before = d->len;
		int r;

		if (d->pasting)
			return decode_paste(d, over, out);
		if (d->swallow != SWALLOW_NOTHING) {
			if (!decode_swallow(d, over))
				return false;
		} else if (known != NULL) {
			decode_drop(d, known->len);
			return decode_key(out, known->key);
		} else if (d->held[0] == SEQUENCE_ESC) {
			r = decode_sequence(d, over, out);
			if (r >= 0)
				return r > 0;
		} else if (decode_plain(d, over, out)) {
			return true;
		} else if (d->len == before) {
			return false;
		}
	}
	return false;
}
