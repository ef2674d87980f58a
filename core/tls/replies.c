/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the replies of plain-text protocols. */
#include "tls/replies.h"

#include "base/limits.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The line that starts at `from`, without its end; false: not whole yet. *next: the line behind it. */
static bool read_line(struct bytes in, size_t from, struct bytes *line, size_t *next)
{
	const uint8_t *end = from < in.n ? memchr(in.p + from, '\n', in.n - from) : NULL;

	if (end == NULL)
		return false;
	*next = (size_t)(end - in.p) + 1;
	*line = (struct bytes){ in.p + from, (size_t)(end - in.p) - from };
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

static bool read_starts(struct bytes line, const char *word)
{
	size_t n = strlen(word);

	return line.n >= n && strncasecmp((const char *)line.p, word, n) == 0;
}

/* A line without an end that cannot become one any more. */
static enum reply read_unfinished(struct bytes in, size_t from)
{
	return in.n - from > LIMIT_LINE_BYTES ? REPLY_ODD : REPLY_MORE;
}

/* "250-first", "250 last" (RFC 5321 4.2.1; FTP: RFC 959 4.2, whose middle lines may be anything). `wants`: the digits
 * that consent. */
enum reply read_code(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	struct bytes line;
	size_t next;

	if (!read_line(in, 0, &line, &next))
		return in.n >= 3 && !(isdigit(in.p[0]) && isdigit(in.p[1]) && isdigit(in.p[2])) ? REPLY_ODD
			: read_unfinished(in, 0);
	if (line.n < 3 || !isdigit(line.p[0]) || !isdigit(line.p[1]) || !isdigit(line.p[2])
		|| (line.n > 3 && !strchr(" -", line.p[3])))
		return REPLY_ODD;
	*text = line;   /* all lines of it, to the end of the last */
	while (line.n > 3 && (memcmp(line.p, in.p, 3) != 0 || line.p[3] == '-')) {
		size_t from = next;

		if (!read_line(in, from, &line, &next))
			return read_unfinished(in, from);
		text->n = (size_t)(line.p + line.n - text->p);
		if (line.n == 3 && memcmp(line.p, in.p, 3) == 0)
			break;
		if (line.n <= 3)
			line = (struct bytes){ in.p, 4 };
	}
	*used = next;
	return strncmp((const char *)in.p, wants, strlen(wants)) == 0 ? REPLY_YES : REPLY_NO;
}

/* Where a line ends in the length of a literal, "{12}" or "{12+}" (RFC 5804 4), the octets behind it belong to it, and
 * the end of their line. False: not whole yet. */
static bool read_literal(struct bytes in, struct bytes *line, size_t *next)
{
	const uint8_t *end = line->p + line->n, *at = line->n > 0 ? memrchr(line->p, '{', line->n) : NULL, *close;
	size_t n = 0;

	if (at == NULL || end[-1] != '}')
		return true;
	for (at++; at < end && isdigit(*at) && n <= LIMIT_LINE_BYTES; at++)
		n = 10 * n + (size_t)(*at - '0');
	at += *at == '+';
	if (at != end - 1 || n > LIMIT_LINE_BYTES)
		return true;
	close = in.n - *next > n ? memchr(in.p + *next + n, '\n', in.n - *next - n) : NULL;
	if (close == NULL)
		return false;
	line->n = (size_t)(in.p + *next + n - line->p);
	*next = (size_t)(close - in.p) + 1;
	return true;
}

/* Lines up to the one that has the tag in front: "a OK", "a NO" (IMAP), or OK, NO, BYE themselves (ManageSieve, wants
 * ""). */
enum reply read_tagged(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	size_t tag = strlen(wants), from = 0, next;
	struct bytes line;

	for (; read_line(in, from, &line, &next); from = next) {
		struct bytes rest = line;

		if (tag > 0 && !read_starts(line, wants)) {
			if (!read_starts(line, "* "))
				return REPLY_ODD;
			continue;
		}
		if (tag > 0) {
			rest.p += tag;
			rest.n -= tag;
			if (rest.n == 0 || rest.p[0] != ' ')
				return REPLY_ODD;
			rest.p++;
			rest.n--;
		}
		if (tag == 0 && line.n > 0 && isalpha(line.p[0]) && !read_literal(in, &line, &next))
			return read_unfinished(in, from);
		*used = next;
		*text = line;
		if (read_starts(rest, "OK"))
			return REPLY_YES;
		if (read_starts(rest, "NO") || read_starts(rest, "BAD") || read_starts(rest, "BYE")
			|| read_starts(rest, "PREAUTH"))
			return REPLY_NO;
		if (tag > 0 || line.n == 0 || line.p[0] != '"')
			return REPLY_ODD;
	}
	return read_unfinished(in, from);
}

/* "+OK" or "-ERR" (RFC 1939 3). */
enum reply read_sign(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	if (in.n > 0 && in.p[0] != '+' && in.p[0] != '-')
		return REPLY_ODD;
	if (!read_line(in, 0, text, used))
		return read_unfinished(in, 0);
	if (read_starts(*text, wants))
		return REPLY_YES;
	return read_starts(*text, "-ERR") ? REPLY_NO : REPLY_ODD;
}

/* The command of an IRC line: behind the prefix that says who speaks. */
static struct bytes read_command(struct bytes line)
{
	const uint8_t *space = line.n > 0 && line.p[0] == ':' ? memchr(line.p, ' ', line.n) : NULL;

	return space == NULL ? line : (struct bytes){ space + 1, line.n - (size_t)(space + 1 - line.p) };
}

/* An IRC line that is not the one waited for: 4xx, 6xx and ERROR refuse; notices pass. */
static enum reply read_aside(struct bytes line)
{
	struct bytes word = read_command(line);

	if (read_starts(word, "ERROR")
		|| (word.n >= 3 && strchr("46", word.p[0]) != NULL && isdigit(word.p[1]) && isdigit(word.p[2])))
		return REPLY_NO;
	if (!isalnum(word.n > 0 ? word.p[0] : 0)
		|| (line.p[0] != ':' && !read_starts(line, "NOTICE") && !read_starts(line, "PING")))
		return REPLY_ODD;
	return REPLY_MORE;
}

/* Is `word` one of the words of this line? Capabilities may have a value: "sasl=PLAIN". */
static bool read_has_word(struct bytes line, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 1; i + n <= line.n; i++)
		if (memchr(" :", line.p[i - 1], 2) != NULL && memcmp(line.p + i, word, n) == 0
		    && (i + n == line.n || memchr(" =", line.p[i + n], 2) != NULL))
			return true;
	return false;
}

/* It knows no CAP (421), or not before registration (451): that says nothing of STARTTLS. */
static bool read_no_caps(struct bytes line)
{
	struct bytes word = read_command(line);

	return read_starts(word, "421 ") || read_starts(word, "451 ");
}

/* IRC: lines up to the numeric that consents. What still comes about CAP, asked before, passes. */
enum reply read_numeric(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	size_t from = 0, next;

	for (; read_line(in, from, text, &next); from = next) {
		enum reply aside = read_aside(*text);

		*used = next;
		if (read_starts(read_command(*text), wants))
			return REPLY_YES;
		if (aside != REPLY_MORE && !(read_no_caps(*text) && read_has_word(*text, "CAP")))
			return aside;
	}
	return read_unfinished(in, from);
}

/* IRC: the list of capabilities, whose lines but the last have a * before the list
 * (https://ircv3.net/specs/extensions/capability-negotiation). `wants` must be in it, where there is one. */
enum reply read_caps(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	size_t from = 0, next;
	struct bytes line;
	bool has = false;

	for (; read_line(in, from, &line, &next); from = next) {
		enum reply aside = read_aside(line);

		*used = next;
		if (read_starts(read_command(line), "CAP ")) {
			has = has || read_has_word(line, wants);
			if (memmem(line.p, line.n, " LS * :", 7) == NULL)
				return has ? REPLY_YES : REPLY_ABSENT;
		} else if (read_no_caps(line)) {
			return REPLY_YES;
		} else if (aside != REPLY_MORE) {
			*text = line;
			return aside;
		}
	}
	return read_unfinished(in, from);
}

/* The end of the tag that begins at `at` ("<"): behind its ">", which does not count inside quotes. NULL: not whole. */
static const uint8_t *read_tag_end(const uint8_t *at, const uint8_t *end)
{
	uint8_t quote = 0;

	for (; at < end; at++) {
		if (quote != 0)
			quote = *at == quote ? 0 : quote;
		else if (*at == '"' || *at == '\'')
			quote = *at;
		else if (*at == '>')
			return at + 1;
	}
	return NULL;
}

/* Is the tag at `at` one of this local name, with whatever prefix (XML Namespaces 1.0)? */
static bool read_tag_is(const uint8_t *at, const uint8_t *end, const char *name)
{
	const uint8_t *from = at, *p;
	size_t n = strlen(name);

	for (p = at; p < end && (isalnum(*p) || strchr("-_.:", *p) != NULL); p++)
		if (*p == ':')
			from = p + 1;
	return p < end && (size_t)(p - from) == n && memcmp(from, name, n) == 0;   /* not half a name */
}

/* The next start tag ("<name") or, with `closing`, end tag ("</name") of this local name from `from` on. NULL: none. */
static const uint8_t *read_tag(struct bytes in, const uint8_t *from, const char *name, bool closing)
{
	const uint8_t *end = in.p + in.n, *p = from;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		bool is_closing = p + 1 < end && p[1] == '/';

		if (is_closing == closing && read_tag_is(p + 1 + closing, end, name))
			return p;
		p++;
	}
	return NULL;
}

/* The first element of this local name, empty or not, in whatever prefix (RFC 6120 4.8.5). False: none, or not whole.
 */
static bool read_whole_element(struct bytes in, const char *name, struct bytes *out)
{
	const uint8_t *end = in.p + in.n, *at = read_tag(in, in.p, name, false), *close = NULL, *last;

	if (at != NULL)
		close = read_tag_end(at, end);
	if (close != NULL && close[-2] != '/') {
		last = read_tag(in, close, name, true);
		close = last == NULL ? NULL : read_tag_end(last, end);
	}
	if (close != NULL)
		*out = (struct bytes){ at, (size_t)(close - at) };
	return close != NULL;
}

/* XMPP: up to the end of the element of this local name. A refusal is whole when its element is, or the stream is at
 * its end. */
enum reply read_element(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	struct bytes element;
	const uint8_t *at;

	if (in.n > 0 && in.p[0] != '<' && !isspace(in.p[0]))
		return REPLY_ODD;
	*text = in;
	if (read_whole_element(in, wants, &element)) {
		*used = (size_t)(element.p + element.n - in.p);
		return REPLY_YES;
	}
	*used = in.n;
	if (read_whole_element(in, "failure", text) || read_whole_element(in, "error", text))
		return REPLY_NO;
	at = read_tag(in, in.p, "stream", true);
	if (at == NULL)
		return REPLY_MORE;
	*text = (struct bytes){ at, (size_t)(in.p + in.n - at) };
	return REPLY_NO;
}

/* One BER element at the front: tag, content. 0: whole, 1: more is needed, -1: not BER as LDAP writes it. */
static int read_ber(struct bytes *in, uint8_t *tag, struct bytes *content)
{
	size_t head = 2, n;

	if (in->n < 2)
		return 1;
	*tag = in->p[0];
	n = in->p[1];
	if (n & 0x80) {
		size_t octets = n & 0x7f, i;

		if (octets == 0 || octets > 4)
			return -1;
		if (in->n < 2 + octets)
			return 1;
		for (n = 0, i = 0; i < octets; i++)
			n = n << 8 | in->p[2 + i];
		head += octets;
	}
	if (n > LIMIT_BANNER_BYTES)
		return -1;
	if (in->n - head < n)
		return 1;
	*content = (struct bytes){ in->p + head, n };
	in->p += head + n;
	in->n -= head + n;
	return 0;
}

/* An ENUMERATED that is not negative and fits. */
static bool ldap_number(struct bytes content, unsigned *out)
{
	if (content.n == 0 || content.n > sizeof *out || (content.p[0] & 0x80) != 0)
		return false;
	for (*out = 0; content.n > 0; content.p++, content.n--)
		*out = *out << 8 | content.p[0];
	return true;
}

/* LDAPMessage with an ExtendedResponse (RFC 4511 4.12): resultCode, matchedDN, diagnosticMessage. `rest` is left behind
 * the message. REPLY_YES: `code` and `text` are read. */
static enum reply ldap_response(struct bytes *rest, unsigned *code, struct bytes *text)
{
	enum { SEQUENCE = 0x30, EXTENDED_RESPONSE = 0x78, ENUMERATED = 0x0a };
	struct bytes message, id, response, number, dn;
	uint8_t tag;
	int r;

	if (rest->n > 0 && rest->p[0] != SEQUENCE)
		return REPLY_ODD;
	r = read_ber(rest, &tag, &message);
	if (r != 0)
		return r > 0 ? REPLY_MORE : REPLY_ODD;
	if (read_ber(&message, &tag, &id) != 0 || read_ber(&message, &tag, &response) != 0 || tag != EXTENDED_RESPONSE
	    || read_ber(&response, &tag, &number) != 0 || tag != ENUMERATED || !ldap_number(number, code))
		return REPLY_ODD;
	if (read_ber(&response, &tag, &dn) != 0 || read_ber(&response, &tag, text) != 0)
		*text = (struct bytes){ 0 };
	return REPLY_YES;
}

enum reply read_ldap(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	struct bytes rest = in;
	unsigned code = 0;
	enum reply r = ldap_response(&rest, &code, text);

	(void)wants;
	if (r != REPLY_YES)
		return r;
	*used = in.n - rest.n;
	return code == 0 ? REPLY_YES : REPLY_NO;
}

void ldap_code(struct bytes in, char *out, size_t size)
{
	static const struct { unsigned code; const char *name; } names[] = {
#define RESULT(number, name) { number, name },
#include "tls/ldap-results.def"
	};
	struct bytes text;
	unsigned code = 0;

	out[0] = '\0';
	if (ldap_response(&in, &code, &text) != REPLY_YES)
		return;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].code == code) {
			(void)snprintf(out, size, "%s (%u)", names[i].name, code);
			return;
		}
	(void)snprintf(out, size, "result code %u", code);
}

/* Is all of PostgreSQL's error there? Its length, in four octets, counts itself; before version 3 of the protocol it is
 * a text up to a zero. */
static bool postgres_error_whole(struct bytes in)
{
	size_t n;

	if (in.n < 5)
		return false;
	if (in.p[1] != 0)
		return memchr(in.p, 0, in.n) != NULL || in.n > LIMIT_LINE_BYTES;
	n = (size_t)in.p[2] << 16 | (size_t)in.p[3] << 8 | in.p[4];
	return n > LIMIT_LINE_BYTES || in.n > n;
}

/* One octet: S, N, or E with an error message whose M field is for people. */
enum reply read_postgres(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	const uint8_t *m;

	if (in.n == 0)
		return REPLY_MORE;
	*used = 1;
	if (in.p[0] == (uint8_t)wants[0])
		return REPLY_YES;
	if (in.p[0] == 'N')
		return REPLY_ABSENT;
	if (in.p[0] != 'E')
		return REPLY_ODD;
	if (!postgres_error_whole(in))
		return REPLY_MORE;
	if (in.p[1] != 0)
		*text = (struct bytes){ in.p + 1, strnlen((const char *)in.p + 1, in.n - 1) };
	m = memmem(in.p, in.n, "\0M", 2);
	if (m != NULL && memchr(m + 2, 0, in.n - (size_t)(m + 2 - in.p)) != NULL)
		*text = (struct bytes){ m + 2, strlen((const char *)m + 2) };
	return REPLY_NO;
}

/* The greeting: a packet of number 0; version 10, a version text, 4 octets of thread, 8 of salt, a filler,
 * capabilities.
 * Version 255 is an error packet: a number, then the reason. */
enum reply read_mysql(struct bytes in, const char *wants, size_t *used, struct bytes *text)
{
	enum { HEAD = 4, BEHIND_VERSION = 4 + 8 + 1, CLIENT_SSL = 0x0800 };
	const uint8_t *end;
	size_t n;

	(void)wants;
	if (in.n < HEAD + 1)
		return REPLY_MORE;
	n = in.p[0] | (size_t)in.p[1] << 8 | (size_t)in.p[2] << 16;
	if (in.p[3] != 0 || n < 4 || n > LIMIT_LINE_BYTES || (in.p[4] != 10 && in.p[4] != 255))
		return REPLY_ODD;
	if (in.n < HEAD + n)
		return REPLY_MORE;
	*used = HEAD + n;
	if (in.p[4] == 255) {
		*text = (struct bytes){ in.p + HEAD + 3, n - 3 };
		return REPLY_NO;
	}
	end = memchr(in.p + HEAD + 1, 0, n - 1);
	if (end == NULL || (size_t)(end - in.p) + 1 + BEHIND_VERSION + 2 > HEAD + n)
		return REPLY_ODD;
	end += 1 + BEHIND_VERSION;
	return (end[0] | end[1] << 8) & CLIENT_SSL ? REPLY_YES : REPLY_ABSENT;
}
