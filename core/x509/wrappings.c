/* SPDX-License-Identifier: GPL-3.0-or-later
 * Undoes wrappings: escapes by the table, other encodings, and finds runs of base64. */
#include "x509/wrappings.h"

#include "x509/wrapped-lines.h"

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
	['_'] = 1,
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

/* ---- runs ---- */

static const uint8_t *run_span(const uint8_t *p, const uint8_t *end)
{
	while (p < end && wrapped_base64(*p))
		p++;
	return p;
}

/* `p` is behind a line's base64. Where that of the next line begins, or NULL: the run ends here. A line of other text
 * is none of it, though its first word may look so. */
static const uint8_t *run_goes_on(const uint8_t *p, const uint8_t *end)
{
	const uint8_t *next, *stop;

	while (p < end && wrapped_blank(*p))
		p++;
	if (p == end || !wrapped_line_end(*p))
		return NULL;
	while (p < end && (wrapped_line_end(*p) || wrapped_blank(*p) || *p == '>' || *p == '|' || *p == '#'))
		p++;
	next = run_span(p, end);
	if (next == p)
		return NULL;
	for (stop = next; stop < end && *stop == '='; stop++)
		;
	while (stop < end && wrapped_blank(*stop))
		stop++;
	return stop == end || wrapped_line_end(*stop) || memchr("<\"'\\,", *stop, 5) != NULL ? p : NULL;
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
