/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a sequence ends, and what it means. */
#include "terminal/sequence.h"

#include "terminal/keys.h"

#include <string.h>
#include <wchar.h>

enum { SEQUENCE_BEL = 7, SEQUENCE_MAX_PARAMS = 4 };

struct sequence_row { int what; int32_t key; };

#define CSI(final, key) { final, key },
#define TILDE(number, key)
#define SS3(final, key)
#define META(character, key)
static const struct sequence_row sequence_csi[] = {
#include "terminal/decode.def"
};
#undef CSI
#undef TILDE
#define CSI(final, key)
#define TILDE(number, key) { number, key },
static const struct sequence_row sequence_tilde[] = {
#include "terminal/decode.def"
};
#undef TILDE
#undef SS3
#define TILDE(number, key)
#define SS3(final, key) { final, key },
static const struct sequence_row sequence_ss3[] = {
#include "terminal/decode.def"
};
#undef SS3
#undef META
#define SS3(final, key)
#define META(character, key) { character, key },
static const struct sequence_row sequence_meta[] = {
#include "terminal/decode.def"
};
#undef CSI
#undef TILDE
#undef SS3
#undef META

#define SEQUENCE_FIND(rows, what) sequence_find(rows, sizeof(rows) / sizeof *(rows), what)

/* The key, or -1. */
static int32_t sequence_find(const struct sequence_row *rows, size_t n, int what)
{
	for (size_t i = 0; i < n; i++) {
		if (rows[i].what == what)
			return rows[i].key;
	}
	return -1;
}

static bool sequence_between(char c, int from, int to)
{
	return (unsigned char)c >= from && (unsigned char)c <= to;
}

/* rxvt ends a key with Shift in "$", which elsewhere is an intermediate. */
size_t sequence_control_end(const char *s, size_t n, size_t at)
{
	bool private = at < n && sequence_between(s[at], '<', '?');

	for (size_t i = at; i < n; i++) {
		if (sequence_between(s[i], '@', '~') || (s[i] == '$' && i > at && !private))
			return i + 1;
		if (!sequence_between(s[i], ' ', '?'))
			return i;
	}
	return 0;
}

size_t sequence_string_end(const char *s, size_t n, size_t at)
{
	for (size_t i = at; i < n; i++) {
		if (s[i] == SEQUENCE_BEL)
			return i + 1;
		if (s[i] == SEQUENCE_ESC && i + 1 < n)
			return s[i + 1] == '\\' ? i + 2 : i;
	}
	return 0;
}

size_t sequence_char(const char *s, size_t n, int32_t *key)
{
	mbstate_t state = { 0 };
	wchar_t c = 0;
	size_t used = mbrtowc(&c, s, n, &state);

	*key = -1;
	if (used == (size_t)-2)
		return 0;
	if (used == (size_t)-1)
		return 1;
	*key = (int32_t)c;
	return used > 0 ? used : 1;
}

static struct sequence sequence_csi_at(const char *s, size_t n)
{
	size_t len;

	if (n > 2 && s[2] == '[')
		return (struct sequence){ FORM_LINUX, n > 3 ? 4 : 0 };
	if (n > 2 && s[2] == 'M')
		return (struct sequence){ FORM_X10, n > 5 ? 6 : 0 };
	len = sequence_control_end(s, n, 2);
	return (struct sequence){ FORM_CSI, len };
}

struct sequence sequence_at(const char *s, size_t n)
{
	int32_t c;

	if (n < 2)
		return (struct sequence){ FORM_ALONE, 0 };
	switch (s[1]) {
	case '[': return sequence_csi_at(s, n);
	case 'O': return (struct sequence){ FORM_SS3, sequence_control_end(s, n, 2) };
	case ']': case 'P': case 'X': case '^': case '_':
		return (struct sequence){ FORM_STRING, sequence_string_end(s, n, 2) };
	case SEQUENCE_ESC: return (struct sequence){ FORM_ALONE, 1 };
	default: break;
	}
	n = sequence_char(s + 1, n - 1, &c);
	return (struct sequence){ FORM_META, n > 0 ? n + 1 : 0 };
}

/* The numbers of a control sequence, from s up to its final byte. */
static size_t sequence_params(const char *s, const char *end, int out[static SEQUENCE_MAX_PARAMS])
{
	size_t n = 0;

	memset(out, 0, SEQUENCE_MAX_PARAMS * sizeof *out);
	for (; s < end && n < SEQUENCE_MAX_PARAMS; s++) {
		if (sequence_between(*s, '0', '9') && out[n] < 10000)
			out[n] = out[n] * 10 + (*s - '0');
		else if (*s == ';')
			n++;
	}
	return n < SEQUENCE_MAX_PARAMS ? n + 1 : n;
}

int32_t sequence_modified(int32_t key, int modifiers)
{
	if (((modifiers - 1) & 6) == 0 || modifiers < 1)
		return key;
	switch (key) {
	case KEYCODE_LEFT: return KEYCODE_WORD_LEFT;
	case KEYCODE_RIGHT: return KEYCODE_WORD_RIGHT;
	case KEYCODE_DELETE: return KEYCODE_WORD_DELETE;
	default: return key;
	}
}

static int32_t sequence_control(const char *s, size_t len, bool ss3)
{
	int p[SEQUENCE_MAX_PARAMS];
	size_t n = sequence_params(s + 2, s + len - 1, p);
	char final = s[len - 1];
	int modifiers = n > 1 ? p[1] : 1;
	int32_t key;

	/* A reply, or with an intermediate: no key. */
	if (len > 3 && sequence_between(s[2], '<', '?'))
		return -1;
	if (memchr(s + 2, ' ', len - 3) != NULL)
		return -1;
	if (ss3)
		return sequence_modified(SEQUENCE_FIND(sequence_ss3, final), n == 1 && p[0] > 0 ? p[0] : modifiers);
	if (final == '~' || final == '$' || final == '^' || final == '@') {
		key = SEQUENCE_FIND(sequence_tilde, p[0]);
		/* rxvt: $ Shift, ^ Ctrl, @ both */
		return sequence_modified(key, final == '^' || final == '@' ? 5 : modifiers);
	}
	return sequence_modified(SEQUENCE_FIND(sequence_csi, final), modifiers);
}

/* ESC [ < button ; column ; row M or m (xterm, mode 1006) */
static bool sequence_mouse(const char *s, size_t len, struct decoded *out)
{
	int p[SEQUENCE_MAX_PARAMS];

	if (len < 4 || s[2] != '<' || (s[len - 1] != 'M' && s[len - 1] != 'm'))
		return false;
	if (sequence_params(s + 3, s + len - 1, p) != 3)
		return false;
	*out = (struct decoded){ .kind = DECODED_MOUSE, .button = p[0], .x = p[1] - 1, .y = p[2] - 1,
		.pressed = s[len - 1] == 'M' };
	return out->x >= 0 && out->y >= 0;
}

/* ESC [ M and three bytes, each 32 more than what it says; button 3 is a release (xterm, mode 1000) */
static bool sequence_mouse_x10(const char *s, struct decoded *out)
{
	int button = (unsigned char)s[3] - 32, x = (unsigned char)s[4] - 33, y = (unsigned char)s[5] - 33;

	*out = (struct decoded){ .kind = DECODED_MOUSE, .button = button, .x = x, .y = y,
		.pressed = (button & 3) != 3 || button >= 64 };
	return button >= 0 && x >= 0 && y >= 0;
}

static bool sequence_key(struct decoded *out, int32_t key)
{
	*out = (struct decoded){ .kind = DECODED_KEY, .key = key };
	return key >= 0;
}

bool sequence_means(const char *s, struct sequence q, struct decoded *out)
{
	switch (q.form) {
	case FORM_ALONE: return sequence_key(out, KEYCODE_ESC);
	case FORM_LINUX: return sequence_key(out, s[3] == 'A' ? KEYCODE_F1 : -1);
	case FORM_SS3: return sequence_key(out, q.len > 2 ? sequence_control(s, q.len, true) : -1);
	case FORM_X10: return sequence_mouse_x10(s, out);
	/* letters alike in both cases */
	case FORM_META: return q.len == 2
		&& sequence_key(out, SEQUENCE_FIND(sequence_meta, s[1] | (s[1] >= 'A' ? 32 : 0)));
	case FORM_STRING: return false;
	case FORM_CSI: break;
	}
	if (q.len < 3)
		return false;
	return sequence_mouse(s, q.len, out) || sequence_key(out, sequence_control(s, q.len, false));
}

