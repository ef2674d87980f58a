/* SPDX-License-Identifier: GPL-3.0-or-later
 * Undoes what stands around the lines of a block, by what they have in common with the first. */
#include "x509/wrapped-lines.h"

#include "base/ascii.h"

#include <string.h>

static struct bytes line_trim(struct bytes l)
{
	while (l.n > 0 && wrapped_blank(l.p[0])) {
		l.p++;
		l.n--;
	}
	while (l.n > 0 && wrapped_blank(l.p[l.n - 1]))
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
		if (!wrapped_base64(l.p[i]) && !(blanks && wrapped_blank(l.p[i])))
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

	while (n < l.n && !wrapped_blank(l.p[l.n - 1 - n]))
		n++;
	return (struct bytes){ l.p + l.n - n, n };
}

/* Ends of lines as quoted-printable writes them where it takes a text for octets: "=0D=0A=" (RFC 2045 6.7). */
static struct bytes line_unescaped(struct bytes l)
{
	bool more = l.n > 0 && l.p[l.n - 1] == '=';
	size_t n = l.n - more;

	while (n >= 3 && l.p[n - 3] == '=' && l.p[n - 2] == '0' && memchr("AaDd", l.p[n - 1], 4) != NULL)
		n -= 3;
	return n + more < l.n ? line_trim((struct bytes){ l.p, n }) : l;
}

/* The base64 of a line. false: there is something else in it. */
static bool line_base64(struct bytes line, struct bytes before, struct bytes *out)
{
	struct bytes l = line_unescaped(line_trim(line));

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

	while (n < l.n && (wrapped_base64(l.p[n]) || l.p[n] == '-'))
		n++;
	return n > 0 && n + 1 < l.n && l.p[n] == ':' && wrapped_blank(l.p[n + 1]);
}

static struct bytes line_take(struct bytes *body)
{
	struct bytes l = { body->p, 0 };
	size_t step;

	while (l.n < body->n && !wrapped_line_end(l.p[l.n]))
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

/* What stands in lines of its own, or at the end of each: numbers that count, as pages show source with them; the
 * plus by which psql says that a value goes on. */
struct line_habits {
	bool counted, plus;
};

static size_t line_number(struct bytes l)
{
	size_t n = 0;

	for (size_t i = 0; i < l.n && ascii_is_digit(l.p[i]); i++)
		n = n * 10 + (size_t)(l.p[i] - '0');
	return n;
}

static struct line_habits lines_habits(struct bytes body)
{
	struct line_habits h = { .counted = true, .plus = true };
	size_t numbers = 0, others = 0, last = 0, n;

	while (body.n > 0) {
		struct bytes line = line_trim(line_take(&body));

		if (line.n == 0)
			continue;
		if (line_is_number(line) && line.n <= 6) {
			n = line_number(line);
			h.counted &= numbers++ == 0 || n == last + 1;
			last = n;
		} else {
			others++;
			h.plus &= line.p[line.n - 1] == '+';
		}
	}
	h.counted &= numbers >= 2 && numbers + 1 >= others;
	h.plus &= others >= 2;
	return h;
}

/* The rest of an object behind the string that the last line was, where each line of a log is one (Docker's
 * json-file). */
static bool line_ends_object(struct bytes before, struct bytes l)
{
	return before.n > 1 && memchr(before.p, '{', before.n) != NULL && before.p[before.n - 1] == '"' && l.n > 1
		&& l.p[0] == '"' && l.p[l.n - 1] == '}';
}

void unwrap_lines(struct bytes before, struct bytes body, struct buf *out, const uint8_t **bad)
{
	struct line_habits habits = lines_habits(body);
	bool headers = false, all;

	before = before_uncounted(line_trim(before));
	all = lines_all_begin(body, before);
	*bad = NULL;
	while (body.n > 0) {
		struct bytes line = line_take(&body), base64;
		/* a header goes on (RFC 1421 4.6) */
		bool folded = headers && line_trim(line).n > 0 && wrapped_blank(line.p[0]);

		if ((habits.counted && line_is_number(line_trim(line))) || line_ends_object(before, line_trim(line)))
			continue;
		if (habits.plus && line_trim(line).n > 0) {
			line = line_trim(line);
			line = line_trim((struct bytes){ line.p, line.n - (line.p[line.n - 1] == '+') });
		}
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
