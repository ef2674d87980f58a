/* SPDX-License-Identifier: GPL-3.0-or-later
 * What terminals send for their keys, known or not: never Esc and letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/limits.h"
#include "base/mem.h"
#include "terminal/decode.h"
#include "terminal/keys.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_AFTER = 60000, MAX_KEYS = 64 };

struct keys { int32_t key[MAX_KEYS]; size_t n; };

static void take(struct decode *d, int64_t now, struct keys *got)
{
	struct decoded out;

	while (decode_next(d, now, &out)) {
		assert_int_equal(out.kind, DECODED_KEY);
		assert_true(got->n < MAX_KEYS);
		got->key[got->n++] = out.key;
	}
}

/* All keys that these bytes give, `step` bytes coming at a time, then nothing for long. */
static struct keys keys_of(struct decode *d, const char *bytes, size_t n, size_t step)
{
	struct keys got = { .n = 0 };
	int64_t now = 0;

	for (size_t at = 0; at < n; at += step) {
		size_t part = n - at < step ? n - at : step;

		assert_int_equal(decode_feed(d, bytes + at, part, now), part);
		take(d, now, &got);
	}
	take(d, now + LONG_AFTER, &got);
	assert_int_equal(decode_rest(d, now + LONG_AFTER), -1);
	return got;
}

/* However the bytes are cut. key -1: no key at all. */
static void gives(const char *bytes, int32_t key)
{
	for (size_t step = 1; step <= strlen(bytes); step++) {
		struct decode *d = decode_new();
		struct keys got = keys_of(d, bytes, strlen(bytes), step);

		if (got.n != (key >= 0) || (key >= 0 && got.key[0] != key)) {
			(void)fprintf(stderr, "Esc%s, %zu at a time:", bytes + 1, step);
			for (size_t i = 0; i < got.n; i++)
				(void)fprintf(stderr, " %d", (int)got.key[i]);
			(void)fprintf(stderr, " instead of %d\n", (int)key);
			fail();
		}
		decode_free(d);
	}
}

static void home_end_f1_and_arrows_as_terminals_send_them(void **state)
{
	static const struct { const char *bytes; int32_t key; } rows[] = {
		/* xterm in both modes; screen and tmux send the second kind */
		{ "\033[A", KEYCODE_UP }, { "\033[B", KEYCODE_DOWN }, { "\033[C", KEYCODE_RIGHT },
		{ "\033[D", KEYCODE_LEFT }, { "\033OA", KEYCODE_UP }, { "\033OB", KEYCODE_DOWN },
		{ "\033OC", KEYCODE_RIGHT }, { "\033OD", KEYCODE_LEFT }, { "\033[H", KEYCODE_HOME },
		{ "\033[F", KEYCODE_END }, { "\033OH", KEYCODE_HOME }, { "\033OF", KEYCODE_END },
		{ "\033OP", KEYCODE_F1 }, { "\033[Z", KEYCODE_SHIFT_TAB },
		/* PuTTY, screen and the Linux console */
		{ "\033[1~", KEYCODE_HOME }, { "\033[4~", KEYCODE_END }, { "\033[11~", KEYCODE_F1 },
		{ "\033[[A", KEYCODE_F1 }, { "\033[5~", KEYCODE_PAGE_UP }, { "\033[6~", KEYCODE_PAGE_DOWN },
		{ "\033[3~", KEYCODE_DELETE }, { "\033\t", KEYCODE_SHIFT_TAB },
		/* rxvt, and PuTTY in its manner */
		{ "\033[7~", KEYCODE_HOME }, { "\033[8~", KEYCODE_END }, { "\033Ow", KEYCODE_END },
		{ "\033[7$", KEYCODE_HOME }, { "\033[8^", KEYCODE_END }, { "\033[7@", KEYCODE_HOME },
		{ "\033[a", KEYCODE_UP }, { "\033Ob", KEYCODE_DOWN },
		/* modifiers that mean nothing here leave the key */
		{ "\033[1;2A", KEYCODE_UP }, { "\033[1;5H", KEYCODE_HOME }, { "\033[5;3~", KEYCODE_PAGE_UP },
		{ "\033[1;2P", KEYCODE_F1 }, { "\033O2P", KEYCODE_F1 },
		/* an application keypad */
		{ "\033OM", KEYCODE_ENTER }, { "\033Op", '0' }, { "\033Oy", '9' }, { "\033On", '.' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		gives(rows[i].bytes, rows[i].key);
}

static void ctrl_and_alt_move_by_words(void **state)
{
	static const struct { const char *bytes; int32_t key; } rows[] = {
		{ "\033b", KEYCODE_WORD_LEFT }, { "\033f", KEYCODE_WORD_RIGHT }, { "\033B", KEYCODE_WORD_LEFT },
		{ "\033[1;5D", KEYCODE_WORD_LEFT }, { "\033[1;5C", KEYCODE_WORD_RIGHT },
		{ "\033[1;3D", KEYCODE_WORD_LEFT }, { "\033[1;6C", KEYCODE_WORD_RIGHT },
		{ "\033O5D", KEYCODE_WORD_LEFT }, { "\033O1;5C", KEYCODE_WORD_RIGHT },
		{ "\033Od", KEYCODE_WORD_LEFT }, { "\033Oc", KEYCODE_WORD_RIGHT },
		{ "\033\033[D", KEYCODE_WORD_LEFT }, { "\033\033OC", KEYCODE_WORD_RIGHT },
		{ "\033d", KEYCODE_WORD_DELETE }, { "\033[3;5~", KEYCODE_WORD_DELETE },
		{ "\033[3^", KEYCODE_WORD_DELETE },
		{ "\033\177", KEYCODE_WORD_RUB }, { "\033\b", KEYCODE_WORD_RUB },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		gives(rows[i].bytes, rows[i].key);
}

static void what_nobody_knows_is_swallowed_whole(void **state)
{
	static const char *const rows[] = {
		/* F2 to F4 as PuTTY, xterm, the Linux console; F12; Insert; Menu; kitty's and xterm's other keys */
		"\033[12~", "\033[13~", "\033[14~", "\033OQ", "\033OR", "\033OS", "\033[[B", "\033[[D", "\033[24~",
		"\033[2~", "\033[29~", "\033[105;5u", "\033[27;5;105~", "\033[57399u",
		/* focus, and answers to what nobody asked */
		"\033[I", "\033[O", "\033[?1;2c", "\033[>0;276;0c", "\033[24;80R", "\033[?2004;1$y", "\033[0n",
		"\033]11;rgb:0000/1111/2222\007", "\033]52;c;cXVpdA==\033\\", "\033P>|xterm(370)\033\\",
		"\033P1+r544e=78\033\\",
		/* Alt and a letter, a capital, a letter of several bytes */
		"\033q", "\033Q", "\033\303\251", "\033\r",
		/* what stops half-way */
		"\033[", "\033O", "\033[1;", "\033[[", "\033]0;quit", "\033Pq",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		gives(rows[i], -1);
}

static void esc_is_a_key_when_nothing_follows(void **state)
{
	struct decode *d = decode_new();
	struct keys got = { .n = 0 };

	(void)state;
	(void)decode_feed(d, "\033", 1, 1000);
	take(d, 1000, &got);
	assert_int_equal(got.n, 0);
	assert_int_equal(decode_rest(d, 1000), DECODE_ESC_MS);
	assert_int_equal(decode_rest(d, 1000 + DECODE_ESC_MS - 1), 1);
	take(d, 1000 + DECODE_ESC_MS, &got);
	assert_int_equal(got.n, 1);
	assert_int_equal(got.key[0], KEYCODE_ESC);
	/* twice */
	(void)decode_feed(d, "\033\033", 2, 2000);
	take(d, 2000 + DECODE_ESC_MS, &got);
	assert_int_equal(got.n, 3);
	decode_free(d);
}

static void what_follows_a_sequence_is_kept(void **state)
{
	static const char bytes[] = "j\033[24~k\033[5~\033]0;x\007l\303\251\033b\033[1;";
	static const int32_t keys[] = { 'j', 'k', KEYCODE_PAGE_UP, 'l', 0xe9, KEYCODE_WORD_LEFT };

	(void)state;
	for (size_t step = 1; step < sizeof bytes; step++) {
		struct decode *d = decode_new();
		struct keys got = keys_of(d, bytes, sizeof bytes - 1, step);

		assert_int_equal(got.n, sizeof keys / sizeof *keys);
		assert_memory_equal(got.key, keys, sizeof keys);
		decode_free(d);
	}
}

/* A control sequence or string longer than any that means something, and a key behind it. */
static void endless_sequences_are_bounded(void **state)
{
	static const struct { const char *begin, *end; char fill; } rows[] = {
		{ "\033[", "mq", '1' }, { "\033]", "\007q", 'k' }, { "\033P", "\033\\q", 'k' },
		{ "\033_", "\033\\q", 'k' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct decode *d = decode_new();
		struct keys got = { .n = 0 };

		(void)decode_feed(d, rows[i].begin, 2, 0);
		for (int k = 0; k < 100000; k++) {
			assert_int_equal(decode_feed(d, &rows[i].fill, 1, 0), 1);
			take(d, 0, &got);
		}
		assert_int_equal(got.n, 0);
		for (const char *p = rows[i].end; *p != '\0'; p++) {
			(void)decode_feed(d, p, 1, 0);
			take(d, 0, &got);
		}
		assert_int_equal(got.n, 1);
		assert_int_equal(got.key[0], 'q');
		decode_free(d);
	}
}

static void the_terminals_own_sequences_go_first(void **state)
{
	struct decode *d = decode_new();
	struct keys got;

	(void)state;
	decode_teach(d, "\033[M", KEYCODE_F1);               /* cons25 */
	decode_teach(d, "\013", KEYCODE_UP);                 /* a terminal whose arrows are control characters */
	decode_teach(d, "x", KEYCODE_UP);                    /* letters stay letters */
	decode_teach(d, "\033", KEYCODE_UP);
	decode_teach(d, "", KEYCODE_UP);
	got = keys_of(d, "\033[M\013x\033", 6, 6);
	assert_int_equal(got.n, 4);
	assert_int_equal(got.key[0], KEYCODE_F1);
	assert_int_equal(got.key[1], KEYCODE_UP);
	assert_int_equal(got.key[2], 'x');
	assert_int_equal(got.key[3], KEYCODE_ESC);
	decode_free(d);
}

static void the_mouse_in_both_manners(void **state)
{
	static const struct { const char *bytes; int button, y, x; bool pressed; } rows[] = {
		{ "\033[<0;5;7M", 0, 6, 4, true }, { "\033[<0;5;7m", 0, 6, 4, false },
		{ "\033[<64;300;1M", 64, 0, 299, true },
		{ "\033[M %'", 0, 6, 4, true }, { "\033[M#%'", 3, 6, 4, false }, { "\033[M`%'", 64, 6, 4, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct decode *d = decode_new();
		struct decoded out;

		(void)decode_feed(d, rows[i].bytes, strlen(rows[i].bytes), 0);
		assert_true(decode_next(d, 0, &out));
		assert_int_equal(out.kind, DECODED_MOUSE);
		assert_int_equal(out.button, rows[i].button);
		assert_int_equal(out.y, rows[i].y);
		assert_int_equal(out.x, rows[i].x);
		assert_int_equal(out.pressed, rows[i].pressed);
		assert_false(decode_next(d, LONG_AFTER, &out));
		decode_free(d);
	}
}

static void pasted(const char *bytes, size_t step, const char *text, const char *keys)
{
	struct decode *d = decode_new();
	struct decoded out;
	size_t n = strlen(bytes);
	bool once = false;

	for (size_t at = 0; at < n; at += step) {
		(void)decode_feed(d, bytes + at, n - at < step ? n - at : step, 0);
		while (decode_next(d, at + step >= n ? LONG_AFTER : 0, &out)) {
			if (out.kind == DECODED_KEY) {
				assert_int_equal(out.key, *keys++);
				continue;
			}
			assert_int_equal(out.kind, DECODED_PASTE);
			assert_int_equal(out.len, strlen(text));
			assert_memory_equal(out.text, text, out.len);
			once = true;
		}
	}
	assert_true(once);
	assert_int_equal(*keys, '\0');
	decode_free(d);
}

static void what_is_pasted_comes_as_one(void **state)
{
	static const char twice[] = "\033[200~a\033[201~q\r\033[201~";

	(void)state;
	for (size_t step = 1; step < 40; step++) {
		pasted("x\033[200~www.example.org\033[201~y", step, "www.example.org", "xy");
		pasted("\033[200~one\rtwo\r\nthree\tq\033[A\033[201~", step, "one\rtwo\r\nthree\tq\033[A", "");
		pasted("\033[200~\033[201~", step, "", "");
		/* after an Esc that may look like Alt */
		pasted("\033\033[200~q\033[201~", step, "q", "\033");
		/* an end that never came */
		pasted("\033[200~lost\033[20", step, "lost\033[20", "");
	}
	/* a clipboard with an end of its own */
	pasted(twice, sizeof twice, "a\033[201~q\r", "");
	pasted("\033[200~a\033[201~k\033[200~a\033[201~", 100, "a", "k");
}

static void a_paste_has_a_limit_and_its_rest_is_no_keys(void **state)
{
	struct decode *d = decode_new();
	struct decoded out;
	char block[1000];

	(void)state;
	memset(block, 'q', sizeof block);
	(void)decode_feed(d, "\033[200~", 6, 0);
	for (int k = 0; k < LIMIT_PASTE_BYTES / 1000 + 10; k++) {
		assert_false(decode_next(d, 0, &out));
		assert_int_equal(decode_feed(d, block, sizeof block, 0), sizeof block);
	}
	assert_false(decode_next(d, 0, &out));
	(void)decode_feed(d, "\033[201~z", 7, 0);
	assert_true(decode_next(d, 0, &out));
	assert_int_equal(out.kind, DECODED_PASTE);
	assert_int_equal(out.len, LIMIT_PASTE_BYTES);
	assert_true(decode_next(d, 0, &out));
	assert_int_equal(out.key, 'z');
	decode_free(d);
}

/* Any bytes at all: it comes to an end, and nothing stays open. */
static void noise_is_survived(void **state)
{
	unsigned seed = 12345;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct decode *d = decode_new();
		struct decoded out;

		for (int k = 0; k < 40; k++) {
			static const char often[] = "\033\033\033[[O]P;0129~ABMm$?<\r\\\007\200\303";
			char c;

			seed = seed * 1103515245 + 12345;
			c = (seed >> 16 & 3) != 0 ? often[(seed >> 18) % (sizeof often - 1)] : (char)(seed >> 20);
			(void)decode_feed(d, &c, 1, k);
			while (decode_next(d, k, &out))
				assert_true(out.kind != DECODED_KEY || out.key >= 0);
		}
		for (int k = 0; k < 4; k++)
			while (decode_next(d, LONG_AFTER * (k + 1), &out))
				;
		assert_int_equal(decode_rest(d, LONG_AFTER * 5), -1);
		decode_free(d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_end_f1_and_arrows_as_terminals_send_them),
		cmocka_unit_test(ctrl_and_alt_move_by_words),
		cmocka_unit_test(what_nobody_knows_is_swallowed_whole),
		cmocka_unit_test(esc_is_a_key_when_nothing_follows),
		cmocka_unit_test(what_follows_a_sequence_is_kept),
		cmocka_unit_test(endless_sequences_are_bounded),
		cmocka_unit_test(the_terminals_own_sequences_go_first),
		cmocka_unit_test(the_mouse_in_both_manners),
		cmocka_unit_test(what_is_pasted_comes_as_one),
		cmocka_unit_test(a_paste_has_a_limit_and_its_rest_is_no_keys),
		cmocka_unit_test(noise_is_survived),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
