/* SPDX-License-Identifier: GPL-3.0-or-later
 * Undoes wrappings: escapes by the table, lines by what they have in common with the first. */
#include "x509/wrappings.h"

#include "base/ascii.h"

#include <string.h>
#include <unistr.h>

enum { UTF16_LOOK = 64, TAG_MAX = 200, PEM_DASHES = 5 };

/* ---- UTF-16 ---- */

/* Which of the two octets of a unit is the high one: 0 (big-endian) or 1; -1: this is no UTF-16. Without a mark, text
 * in it has a zero in every other place: PEM and what surrounds it is ASCII. */
static int utf16_high(struct bytes data)
{
	size_t n = data.n < UTF16_LOOK ? data.n : UTF16_LOOK, zeros[2] = { 0, 0 };

	if (data.n < 4)
		return -1;
	if (data.p[0] == 0xff && data.p[1] == 0xfe)
		return 1;
	if (data.p[0] == 0xfe && data.p[1] == 0xff)
		return 0;
	for (size_t i = 0; i < n; i++)
		zeros[i % 2] += data.p[i] == 0;
	if (zeros[0] == 0 && zeros[1] == n / 2)
		return 1;
	return zeros[1] == 0 && zeros[0] == (n + 1) / 2 ? 0 : -1;
}

bool unwrap_utf16(struct bytes data, struct buf *out)
{
	int high = utf16_high(data);

	if (high < 0)
		return false;
	for (size_t i = 0; i + 1 < data.n && !out->full; i += 2) {
		ucs4_t c = (ucs4_t)(data.p[i + (size_t)high] << 8 | data.p[i + 1 - (size_t)high]);
		uint8_t bytes[6];
		int n;

		if (i == 0 && c == 0xfeff)
			continue;
		n = u8_uctomb(bytes, c, sizeof bytes); /* halves of pairs have no place in PEM */
		(void)buf_add(out, n > 0 ? bytes : (const uint8_t *)"?", n > 0 ? (size_t)n : 1);
	}
	return out->len > 0;
}

/* ---- escapes ---- */

static const struct escape {
	const char *text, *means;
	size_t n;
} escapes[] = {
#define ESCAPE(text, means, who) { text, means, sizeof(text) - 1 },
#include "x509/wrappings.def"
#undef ESCAPE
};

/* Tags that may stand within and around a PEM block. All others end a value, as in XML. */
static const char *const line_tags[] = { "br", "wbr", "p", "div", "span", "li", "td", "tr", "pre", "code", "font",
	"b" };

static const struct escape *escape_at(struct bytes text)
{
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (escapes[i].n <= text.n && memcmp(escapes[i].text, text.p, escapes[i].n) == 0)
			return &escapes[i];
	return NULL;
}

static bool tag_is(struct bytes name, const char *tag)
{
	if (strlen(tag) != name.n)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] | 0x20) != (uint8_t)tag[i])
			return false;
	return true;
}

/* The length of a tag that breaks a line; 0: this is none. */
static size_t tag_at(struct bytes text)
{
	const uint8_t *stop = memchr(text.p, '>', text.n < TAG_MAX ? text.n : TAG_MAX);
	struct bytes name = { text.p + 1, 0 };

	if (stop == NULL)
		return 0;
	if (*name.p == '/')
		name.p++;
	while (name.p + name.n < stop && memchr(" />\t\n", name.p[name.n], 5) == NULL)
		name.n++;
	for (size_t i = 0; i < sizeof line_tags / sizeof *line_tags; i++)
		if (tag_is(name, line_tags[i]))
			return (size_t)(stop + 1 - text.p);
	return 0;
}

/* The length of a run of dashes of which one is long (U+2013 to U+2015); 0: this is none. */
static size_t dashes_at(struct bytes text)
{
	bool any = false;
	size_t n = 0;

	for (;;) {
		if (n < text.n && text.p[n] == '-')
			n++;
		else if (text.n - n >= 3 && text.p[n] == 0xe2 && text.p[n + 1] == 0x80 && text.p[n + 2] >= 0x93
			&& text.p[n + 2] <= 0x95) {
			any = true;
			n += 3;
		} else
			return any ? n : 0;
	}
}

/* What stands at `text` for something else: its length, and what it means. 0: it stands for itself. */
static size_t escaped_at(struct bytes text, const char **means)
{
	const struct escape *x;
	size_t n = 0;

	*means = "\v";
	if (*text.p == '<')
		return tag_at(text);
	if (*text.p == '-' || *text.p == 0xe2) {
		n = dashes_at(text);
		*means = "-----";
	}
	if (n > 0)
		return n;
	x = escape_at(text);
	*means = x != NULL ? x->means : "";
	return x != NULL ? x->n : 0;
}

/* Where an escape may begin. */
static const uint8_t escape_heads[256] = {
	['\\'] = 1,
	['%'] = 1,
	['='] = 1,
	['&'] = 1,
	['<'] = 1,
	['`'] = 1,
	['-'] = 1,
	[0xc2] = 1,
	[0xe2] = 1,
	[0xe3] = 1,
	[0xef] = 1,
};

bool unwrap_escapes(struct bytes text, struct buf *out)
{
	size_t from = 0, at = 0, n;
	const char *means;
	bool any = false;

	for (; at < text.n; at++) {
		if (escape_heads[text.p[at]] == 0)
			continue;
		n = escaped_at((struct bytes){ text.p + at, text.n - at }, &means);
		while (n == 0 && text.p[at] == '-' && at + 1 < text.n && text.p[at + 1] == '-')
			at++; /* looked at once, however many they are */
		if (n == 0)
			continue;
		any = true;
		(void)buf_add(out, text.p + from, at - from);
		(void)buf_adds(out, means);
		from = at + n;
		at = from - 1;
	}
	if (any)
		(void)buf_add(out, text.p + from, text.n - from);
	return any;
}

bool unwrap_base64url(struct bytes text, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < text.n;) {
		size_t dashes = 0;

		while (i + dashes < text.n && text.p[i + dashes] == '-')
			dashes++;
		if (dashes >= PEM_DASHES) {
			(void)buf_add(out, text.p + i, dashes);
		} else if (dashes > 0) {
			any = true;
			for (size_t k = 0; k < dashes; k++)
				(void)buf_addc(out, '+');
		} else {
			any = any || text.p[i] == '_';
			(void)buf_addc(out, text.p[i] == '_' ? '/' : (char)text.p[i]);
		}
		i += dashes > 0 ? dashes : 1;
	}
	if (!any)
		buf_reset(out);
	return any;
}

/* ---- lines ---- */

static bool is_base64(uint8_t c)
{
	return ascii_is_alnum(c) || c == '+' || c == '/';
}

static bool is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\f';
}

static bool is_line_end(uint8_t c)
{
	return c == '\n' || c == '\r' || c == '\v';
}

static struct bytes line_trim(struct bytes l)
{
	while (l.n > 0 && is_blank(l.p[0])) {
		l.p++;
		l.n--;
	}
	while (l.n > 0 && is_blank(l.p[l.n - 1]))
		l.n--;
	return l;
}

/* Is the line base64 and nothing else, but for blanks where they may be? */
static bool line_pure(struct bytes l, bool blanks)
{
	size_t n = l.n;

	while (n > 0 && l.p[n - 1] == '=')
		n--;
	for (size_t i = 0; i < n; i++)
		if (!is_base64(l.p[i]) && !(blanks && is_blank(l.p[i])))
			return false;
	return true;
}

/* Marks of strings and tables off the end. A plus is base64, but not behind a quote; so stands the dot of PHP. */
static struct bytes line_unended(struct bytes l)
{
	size_t whole = l.n;

	for (;;) {
		struct bytes shorter = line_trim((struct bytes){ l.p, l.n > 0 ? l.n - 1 : 0 });
		bool plus = l.n > 1 && memchr("+.", l.p[l.n - 1], 2) != NULL && shorter.n > 0
			&& memchr("\"'`", shorter.p[shorter.n - 1], 3) != NULL;

		if (l.n == 1 && l.n < whole && l.p[0] == '+') /* what is left of: + " */
			return shorter;
		if (l.n == 0 || (!plus && memchr("\"'`,;\\|)", l.p[l.n - 1], 8) == NULL))
			return l;
		l = shorter;
	}
}

/* What joins two strings, in front of the second: "+ "MIIB", ". "MIIB". */
static struct bytes line_unjoined(struct bytes l)
{
	struct bytes rest = line_trim((struct bytes){ l.p + 1, l.n > 0 ? l.n - 1 : 0 });

	return l.n > 0 && memchr("+.&", l.p[0], 3) != NULL && rest.n > 0 && memchr("\"'`", rest.p[0], 3) != NULL
		? rest : l;
}

/* Marks of quotes and comments off the beginning as well. */
static struct bytes line_unmarked(struct bytes l)
{
	l = line_unjoined(line_unended(l));
	while (l.n > 0 && memchr(">|#*;\"'`", l.p[0], 8) != NULL)
		l = line_trim((struct bytes){ l.p + 1, l.n - 1 });
	return l;
}

/* "12: MIIB", "  12<tab>MIIB" */
static struct bytes line_unnumbered(struct bytes l)
{
	size_t n = 0;

	while (n < l.n && ascii_is_digit(l.p[n]))
		n++;
	if (n == 0 || n == l.n || memchr(" \t:.|)]", l.p[n], 7) == NULL)
		return l;
	return line_trim((struct bytes){ l.p + n + 1, l.n - n - 1 });
}

static bool line_is_number(struct bytes l)
{
	size_t n = 0;

	while (n < l.n && ascii_is_digit(l.p[n]))
		n++;
	return n > 0 && n + 1 >= l.n;
}

static struct bytes line_without(struct bytes l, struct bytes before)
{
	if (before.n == 0 || l.n < before.n || memcmp(l.p, before.p, before.n) != 0)
		return l;
	return line_trim((struct bytes){ l.p + before.n, l.n - before.n });
}

static struct bytes line_last_word(struct bytes l)
{
	size_t n = 0;

	while (n < l.n && !is_blank(l.p[l.n - 1 - n]))
		n++;
	return (struct bytes){ l.p + l.n - n, n };
}

/* The base64 of a line. false: there is something else in it. */
static bool line_base64(struct bytes line, struct bytes before, struct bytes *out)
{
	struct bytes l = line_trim(line);

	*out = l;
	if (line_pure(*out, false))
		return true;
	l = line_unended(l);
	*out = line_unmarked(line_without(l, before));
	if (line_pure(*out, false))
		return true;
	*out = line_unmarked(line_unnumbered(line_unmarked(l)));
	if (line_pure(*out, false))
		return true;
	*out = line_last_word(line_unmarked(l));
	if (before.n > 0 && line_pure(*out, false))
		return true;
	*out = line_unmarked(l);
	return line_pure(*out, true);
}

/* "Proc-Type: 4,ENCRYPTED" */
static bool line_is_header(struct bytes l)
{
	size_t n = 0;

	while (n < l.n && (is_base64(l.p[n]) || l.p[n] == '-'))
		n++;
	return n > 0 && n + 1 < l.n && l.p[n] == ':' && is_blank(l.p[n + 1]);
}

static struct bytes line_take(struct bytes *body)
{
	struct bytes l = { body->p, 0 };
	size_t step;

	while (l.n < body->n && !is_line_end(l.p[l.n]))
		l.n++;
	step = l.n < body->n ? l.n + 1 : l.n;
	*body = (struct bytes){ body->p + step, body->n - step };
	return l;
}

/* Does every line begin so? Then it is no part of them, though it may look like base64: "+" of a patch, "//". */
static bool lines_all_begin(struct bytes body, struct bytes before)
{
	while (before.n > 0 && body.n > 0) {
		struct bytes line = line_trim(line_take(&body));

		if (line.n > 0 && (line.n < before.n || memcmp(line.p, before.p, before.n) != 0))
			return false;
	}
	return before.n > 0;
}

/* "server.pem:12:", as grep -n writes: what stands so in front of all lines ends before the number. */
static struct bytes before_uncounted(struct bytes before)
{
	size_t n = before.n;

	if (n < 3 || memchr(":-", before.p[n - 1], 2) == NULL)
		return before;
	for (n--; n > 0 && ascii_is_digit(before.p[n - 1]); n--)
		;
	return n > 1 && n < before.n - 1 && before.p[n - 1] == before.p[before.n - 1]
		? (struct bytes){ before.p, n } : before;
}

void unwrap_lines(struct bytes before, struct bytes body, struct buf *out, const uint8_t **bad)
{
	bool headers = false, all;

	before = before_uncounted(line_trim(before));
	all = lines_all_begin(body, before);
	*bad = NULL;
	while (body.n > 0) {
		struct bytes line = line_take(&body), base64;
		/* a header goes on (RFC 1421 4.6) */
		bool folded = headers && line_trim(line).n > 0 && is_blank(line.p[0]);

		if (all)
			line = line_without(line_unended(line_trim(line)), before);
		if (body.n == 0 && line_is_number(before) && line_is_number(line_trim(line)))
			return; /* what stands in front of the end line */
		if (!folded && line_base64(line, before, &base64)) {
			/* Padding says nothing, and quoted-printable ends lines in the same sign. */
			while (base64.n > 0 && base64.p[base64.n - 1] == '=')
				base64.n--;
			(void)buf_add(out, base64.p, base64.n);
			headers = false;
		} else if (!folded && out->len == 0 && line_is_header(line_without(line_trim(line), before))) {
			headers = true;
		} else if (!folded && !(body.n == 0 && before.n > 0)) {
			*bad = line.p;
			return;
		}
	}
}

/* ---- runs ---- */

static const uint8_t *run_span(const uint8_t *p, const uint8_t *end)
{
	while (p < end && is_base64(*p))
		p++;
	return p;
}

/* `p` is behind a line's base64. Where that of the next line begins, or NULL: the run ends here. A line of other text
 * is none of it, though its first word may look so. */
static const uint8_t *run_goes_on(const uint8_t *p, const uint8_t *end)
{
	const uint8_t *next, *stop;

	while (p < end && is_blank(*p))
		p++;
	if (p == end || !is_line_end(*p))
		return NULL;
	while (p < end && (is_line_end(*p) || is_blank(*p) || *p == '>' || *p == '|' || *p == '#'))
		p++;
	next = run_span(p, end);
	if (next == p)
		return NULL;
	for (stop = next; stop < end && *stop == '='; stop++)
		;
	while (stop < end && is_blank(*stop))
		stop++;
	return stop == end || is_line_end(*stop) || memchr("<\"'\\,", *stop, 5) != NULL ? p : NULL;
}

bool base64_run_next(struct bytes *text, struct bytes *run)
{
	const uint8_t *p = text->p, *end = p + text->n;

	while (p < end) {
		const uint8_t *at = p, *stop = run_span(p, end);
		size_t n = (size_t)(stop - at);

		while (n > 0 && (p = run_goes_on(stop, end)) != NULL) {
			stop = run_span(p, end);
			n += (size_t)(stop - p);
		}
		p = stop < end ? stop + 1 : end;
		if (n < RUN_MIN)
			continue;
		while (stop < end && *stop == '=')
			stop++;
		*run = (struct bytes){ at, (size_t)(stop - at) };
		*text = (struct bytes){ stop, (size_t)(end - stop) };
		return true;
	}
	*text = (struct bytes){ end, 0 };
	return false;
}

unsigned text_lines(const uint8_t *from, const uint8_t *at)
{
	unsigned n = 0;

	for (const uint8_t *p = from; p < at; p++)
		n += *p == '\n' || (*p == '\r' && (p + 1 == at || p[1] != '\n'));
	return n;
}
