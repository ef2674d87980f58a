/* SPDX-License-Identifier: GPL-3.0-or-later
 * A change of rendition is sent when something is to be seen of it, and in one sequence. */
#include "terminal/slim.h"

#include <stdio.h>
#include <string.h>

enum { SLIM_ESC = 27, SLIM_SHIFT_OUT = 14, SLIM_SHIFT_IN = 15, SLIM_MAX_PARAMS = 24, SLIM_UNDERLINE = 1 << 4,
	SLIM_REVERSE = 1 << 7, SLIM_STRUCK = 1 << 9, SLIM_LAST_ATTR = 9 };

static const struct slim_rendition slim_plain = { .fg = -1, .bg = -1 };

void slim_forget(struct slim *s)
{
	s->known = false;
}

void slim_reset(struct slim *s)
{
	s->known = s->shifted = false;
	s->want = slim_plain;
}

static bool slim_same(const struct slim_rendition *a, const struct slim_rendition *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->attrs == b->attrs;
}

/* Do blanks look the same in both? */
static bool slim_same_blank(const struct slim_rendition *a, const struct slim_rendition *b)
{
	const unsigned seen = SLIM_UNDERLINE | SLIM_REVERSE | SLIM_STRUCK;

	if (((a->attrs | b->attrs) & seen) != 0)
		return slim_same(a, b);
	return a->bg == b->bg;
}

/* ---- saying a rendition ---- */

struct slim_text { char text[96]; size_t len; };

static void slim_number(struct slim_text *t, int n)
{
	char digits[8];
	size_t d = 0;

	do
		digits[d++] = (char)('0' + n % 10);
	while ((n /= 10) > 0 && d < sizeof digits);
	if (t->len + d + 1 >= sizeof t->text)
		return;
	if (t->len > 2)
		t->text[t->len++] = ';';
	while (d > 0)
		t->text[t->len++] = digits[--d];
}

static void slim_colour(struct slim_text *t, int base, short colour)
{
	if (colour < 0) {
		slim_number(t, base + 9);
	} else if (colour < 8) {
		slim_number(t, base + colour);
	} else if (colour < 16) {
		slim_number(t, base + 60 + colour - 8);
	} else {
		slim_number(t, base + 8);
		slim_number(t, 5);
		slim_number(t, colour);
	}
}

static void slim_attrs(struct slim_text *t, unsigned attrs)
{
	for (int i = 1; i <= SLIM_LAST_ATTR; i++) {
		if ((attrs & 1U << i) != 0)
			slim_number(t, i);
	}
}

/* From nothing. */
static struct slim_text slim_anew(const struct slim_rendition *to)
{
	struct slim_text t = { .text = "\033[", .len = 2 };

	if (!slim_same(to, &slim_plain))
		slim_number(&t, 0);
	slim_attrs(&t, to->attrs);
	if (to->fg >= 0)
		slim_colour(&t, 30, to->fg);
	if (to->bg >= 0)
		slim_colour(&t, 40, to->bg);
	return t;
}

/* From another rendition. Bold and faint end together, so that what stays is said again. */
static struct slim_text slim_change(const struct slim_rendition *from, const struct slim_rendition *to)
{
	static const unsigned weights = 1 << 1 | 1 << 2;
	struct slim_text t = { .text = "\033[", .len = 2 };
	unsigned gone = from->attrs & ~to->attrs, new = to->attrs & ~from->attrs;

	if ((gone & weights) != 0) {
		slim_number(&t, 22);
		new |= to->attrs & weights;
	}
	for (int i = 3; i <= SLIM_LAST_ATTR; i++) {
		if ((gone & 1U << i) != 0)
			slim_number(&t, 20 + i);
	}
	slim_attrs(&t, new);
	if (to->fg != from->fg)
		slim_colour(&t, 30, to->fg);
	if (to->bg != from->bg)
		slim_colour(&t, 40, to->bg);
	return t;
}

static void slim_say(struct slim *s, struct buf *out)
{
	struct slim_text anew, change;

	if (s->known && slim_same(&s->is, &s->want))
		return;
	anew = slim_anew(&s->want);
	change = s->known ? slim_change(&s->is, &s->want) : anew;
	if (anew.len < change.len)
		change = anew;
	(void)buf_add(out, change.text, change.len);
	(void)buf_addc(out, 'm');
	s->is = s->want;
	s->known = true;
}

/* ---- reading what curses sends ---- */

/* The numbers of a sequence; -1: there is more in it than numbers, or too many. */
static int slim_params(const char *p, const char *end, int out[static SLIM_MAX_PARAMS])
{
	int n = 1;

	memset(out, 0, SLIM_MAX_PARAMS * sizeof *out);
	for (; p < end; p++) {
		if (*p == ';' && n < SLIM_MAX_PARAMS)
			n++;
		else if (*p >= '0' && *p <= '9' && out[n - 1] < 1000)
			out[n - 1] = out[n - 1] * 10 + (*p - '0');
		else
			return -1;
	}
	return n;
}

/* A colour from its number, or from "8;5;N" behind 30 or 40. -2: it is none that is known. */
static short slim_read_colour(int base, const int *p, int n, int *used)
{
	int c = p[0] - base;

	*used = 1;
	if (c >= 0 && c < 8)
		return (short)c;
	if (c == 9)
		return -1;
	if (c >= 60 && c < 68)
		return (short)(c - 60 + 8);
	if (c == 8 && n > 2 && p[1] == 5 && p[2] < 256) {
		*used = 3;
		return (short)p[2];
	}
	return -2;
}

/* One number of a change of rendition, or a colour's. False: it is not known. */
static bool slim_apply(struct slim_rendition *l, const int *p, int n, int *used)
{
	short colour;

	*used = 1;
	if (p[0] == 0) {
		*l = slim_plain;
	} else if (p[0] <= SLIM_LAST_ATTR) {
		l->attrs |= 1U << p[0];
	} else if (p[0] == 22) {
		l->attrs &= ~(1U << 1 | 1U << 2);
	} else if (p[0] > 22 && p[0] <= 20 + SLIM_LAST_ATTR) {
		l->attrs &= ~(1U << (p[0] - 20));
	} else if ((p[0] >= 30 && p[0] < 40) || (p[0] >= 90 && p[0] < 98)) {
		colour = slim_read_colour(30, p, n, used);
		l->fg = colour;
		return colour > -2;
	} else if ((p[0] >= 40 && p[0] < 50) || (p[0] >= 100 && p[0] < 108)) {
		colour = slim_read_colour(40, p, n, used);
		l->bg = colour;
		return colour > -2;
	} else {
		return false;
	}
	return true;
}

/* A whole change of rendition, ESC [ ... m, to the one wanted. False: something in it is not known. */
static bool slim_wants(struct slim *s, const char *q, size_t len)
{
	int p[SLIM_MAX_PARAMS], n = slim_params(q + 2, q + len - 1, p), used;
	struct slim_rendition l = s->want;

	for (int i = 0; i < n; i += used) {
		if (!slim_apply(&l, p + i, n - i, &used))
			return false;
	}
	s->want = l;
	return n > 0;
}

/* Bytes of the sequence at q, which begins with ESC. */
static size_t slim_sequence(const char *q, size_t n)
{
	size_t i = 2;

	if (n < 2)
		return n;
	if (q[1] == '(' || q[1] == ')')
		return n < 3 ? n : 3;
	if (q[1] != '[')
		return 2;
	while (i < n && !(q[i] >= '@' && q[i] <= '~'))
		i++;
	return i < n ? i + 1 : n;
}

/* What of a rendition is to be seen in what this does: all, the background, or nothing of it. */
enum slim_seen { SEEN_ALL, SEEN_BLANK, SEEN_NOTHING };

static enum slim_seen slim_control(char final)
{
	if (strchr("JKX@PLMST", final) != NULL)      /* fills with blanks */
		return SEEN_BLANK;
	return strchr("ABCDEFGHdfhlr`", final) != NULL ? SEEN_NOTHING : SEEN_ALL;
}

static enum slim_seen slim_of_sequence(const char *q, size_t len)
{
	if (*q != SLIM_ESC || (len > 1 && q[1] == '('))
		return SEEN_NOTHING;                 /* a character set */
	return len > 2 && q[1] == '[' ? slim_control(q[len - 1]) : SEEN_ALL;
}

static enum slim_seen slim_of_char(char c)
{
	if (c == ' ' || c == '\n')                   /* a new line may scroll */
		return SEEN_BLANK;
	return c == '\r' || c == '\b' || c == '\t' ? SEEN_NOTHING : SEEN_ALL;
}

static bool slim_is_letter(char c)
{
	return c != SLIM_ESC && c != SLIM_SHIFT_IN && c != SLIM_SHIFT_OUT && slim_of_char(c) == SEEN_ALL;
}

static void slim_put(struct slim *s, enum slim_seen seen, const char *q, size_t n, struct buf *out)
{
	if (seen == SEEN_ALL || (seen == SEEN_BLANK && !(s->known && slim_same_blank(&s->is, &s->want))))
		slim_say(s, out);
	(void)buf_add(out, q, n);
}

/* Character sets: back to ASCII from ASCII is nothing. */
static bool slim_charset(struct slim *s, const char *q, size_t len)
{
	bool in = *q == SLIM_SHIFT_IN || (len == 3 && q[1] == '(' && q[2] == 'B'), was = s->shifted;

	if (!in && *q != SLIM_SHIFT_OUT && !(len == 3 && q[1] == '('))
		return false;
	s->shifted = !in;
	return in && !was && s->known;
}

/* From here on as it is. */
static int slim_give_up(struct slim *s, const char *in, size_t n, struct buf *out)
{
	slim_say(s, out);
	s->off = true;
	return buf_add(out, in, n);
}

int slim_frame(struct slim *s, const char *in, size_t n, struct buf *out)
{
	if (s->off)
		return buf_add(out, in, n);
	for (size_t at = 0, len; at < n; at += len) {
		const char *q = in + at;

		len = 1;
		if (*q != SLIM_ESC && *q != SLIM_SHIFT_IN && *q != SLIM_SHIFT_OUT) {
			enum slim_seen seen = slim_of_char(*q);

			/* letters in a row say no more of their colour than the first */
			while (seen == SEEN_ALL && at + len < n && slim_is_letter(q[len]))
				len++;
			slim_put(s, seen, q, len, out);
			continue;
		}
		if (*q == SLIM_ESC)
			len = slim_sequence(q, n - at);
		if (slim_charset(s, q, len))
			continue;
		if (*q == SLIM_ESC && len > 2 && q[1] == '[' && q[len - 1] == 'm') {
			if (!slim_wants(s, q, len))
				return slim_give_up(s, q, n - at, out);
		} else {
			slim_put(s, slim_of_sequence(q, len), q, len, out);
		}
	}
	return out->full ? -1 : 0;
}
