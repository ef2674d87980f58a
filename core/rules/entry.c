/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries that somebody meant for a host and that do not stand for it. The entry is mended step by step, each step with
 * the words for what it mends; if it stands for the host then, the first of them is what is wrong with it. */
#include "rules/entry.h"

#include "base/limits.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* An entry being mended: a window on a copy of its octets, which ends in a NUL. */
struct entry {
	char *text;
	size_t n;
	const char *fault;       /* what was mended first */
};

static void entry_blame(struct entry *e, const char *fault)
{
	if (e->fault == NULL)
		e->fault = fault;
}

static void entry_cut(struct entry *e, size_t n, const char *fault)
{
	e->n = n;
	e->text[n] = '\0';
	entry_blame(e, fault);
}

static void entry_skip(struct entry *e, size_t n, const char *fault)
{
	e->text += n;
	e->n -= n;
	entry_blame(e, fault);
}

static bool entry_is_blank(char c)
{
	return c != '\0' && strchr(" \t\r\n", c) != NULL;
}

static void entry_trim(struct entry *e)
{
	static const char blank[] = "has a blank in it, and a name has none";

	while (e->n > 0 && entry_is_blank(e->text[0]))
		entry_skip(e, 1, blank);
	while (e->n > 0 && entry_is_blank(e->text[e->n - 1]))
		entry_cut(e, e->n - 1, blank);
}

/* "DNS:host": what stands before the value in the settings of openssl and in what it prints. */
static void entry_strip_kind(struct entry *e)
{
	static const char *const kinds[] = { "DNS:", "DNS=", "IP:", "IP=" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncasecmp(e->text, kinds[i], strlen(kinds[i])) == 0) {
			entry_skip(e, strlen(kinds[i]),
				"has its kind in front of the name, and an entry has to be the bare name");
			return;
		}
}

/* "[2001:db8::7]", and a name in quotes */
static void entry_strip_quotes(struct entry *e)
{
	static const char open[] = "[(<\"'", close[] = "])>\"'", fault[] =
		"stands in quotes or brackets, and an entry has to be the bare name";
	const char *pair = e->n > 2 ? strchr(open, e->text[0]) : NULL;

	if (pair == NULL || e->text[e->n - 1] != close[pair - open])
		return;
	entry_skip(e, 1, fault);
	entry_cut(e, e->n - 1, fault);
}

static void entry_strip_user(struct entry *e)
{
	const char *at = memrchr(e->text, '@', e->n);

	if (at != NULL && memchr(e->text, ':', (size_t)(at - e->text)) == NULL)
		entry_skip(e, (size_t)(at + 1 - e->text), "has a user in front of the name, as a mail address has");
}

/* "https://host/path" and "host/path" */
static void entry_strip_url(struct entry *e)
{
	char *scheme = memmem(e->text, e->n, "://", 3), *slash;

	if (scheme != NULL)
		entry_skip(e, (size_t)(scheme + 3 - e->text), "is a URL, and an entry has to be the bare name");
	slash = memchr(e->text, '/', e->n);
	if (slash != NULL)
		entry_cut(e, (size_t)(slash - e->text),
			"has a path behind the name, and an entry has to be the bare name");
}

/* "host:8443", not the colons of an IPv6 address */
static void entry_strip_port(struct entry *e)
{
	const char *colon = memrchr(e->text, ':', e->n), *bracket = memchr(e->text, ']', e->n);

	if (colon != NULL && (colon == memchr(e->text, ':', e->n) || bracket == colon - 1)
		&& strspn(colon + 1, "0123456789") == strlen(colon + 1))
		entry_cut(e, (size_t)(colon - e->text),
		"has a port behind the name, and an entry has to be the bare name");
}

static void entry_strip_dots(struct entry *e)
{
	while (e->n > 2 && e->text[e->n - 1] == '.' && e->text[e->n - 2] == '.')
		entry_cut(e, e->n - 1, "has more than one dot at its end");
	if (e->n > 1 && e->text[e->n - 1] == '.')
		entry_cut(e, e->n - 1, "has a dot at its end: Chromium and curl overlook it, Firefox, OpenSSL, Go and"
			" Python do not");
	if (e->n > 1 && e->text[0] == '.')
		entry_skip(e, 1, "begins with a dot, as limits of a CA do; in an entry that stands for no name");
}

/* A star anywhere, for any letters: what somebody will have meant by it. */
static bool entry_star_matches(const char *p, const char *name)
{
	const char *star = NULL, *back = NULL;

	while (*name != '\0') {
		if (*p == '*') {
			star = p++;
			back = name;
		} else if (*p != '\0' && strncasecmp(p, name, 1) == 0) {
			p++;
			name++;
		} else if (star != NULL) {
			p = star + 1;
			name = ++back;
		} else {
			return false;
		}
	}
	return p[strspn(p, "*")] == '\0';
}

/* Where the star is not the whole first label. One that is and stands in for too few or too many labels is a variant of
 * its own (names_variant). */
static const char *entry_star_fault(const char *text)
{
	if (strncmp(text, "*.", 2) == 0 && strchr(text + 1, '*') == NULL)
		return NULL;
	if (strcmp(text, "*") == 0)
		return "is a star alone, which stands for no name";
	if (strncmp(text, "*.", 2) != 0 && strchr(text, '*') < strchrnul(text, '.'))
		return "has a star beside other letters, and a wildcard is a star that is the whole first part of a"
			" name";
	return "has a star in its middle, and a wildcard is a star that is the whole first part of a name";
}

/* "*.com", "*.co.uk": all of it fits but for who gives out the names there. */
static bool entry_star_is_high(const struct entry *e, const char *host)
{
	const char *rest = strchr(host, '.');

	return rest != NULL && rest != host && strcasecmp(e->text + 1, rest) == 0
		&& !names_dns_match(e->text, e->n, host);
}

/* What is left, compared with the host. */
static bool entry_stands(struct entry *e, const struct name_ref *ref)
{
	uint8_t ip[16];
	char *ascii = NULL;
	bool same;

	if (ref->is_ip) {
		same = inet_pton(ref->ip_len == 4 ? AF_INET : AF_INET6, e->text, ip) == 1
			&& memcmp(ip, ref->ip, ref->ip_len) == 0;
		if (same)
			entry_blame(e, "is a DNS entry, and an address counts only where it stands as an IP address"
				" entry");
		return same;
	}
	if (memchr(e->text, '*', e->n) != NULL) {
		const char *fault = entry_star_fault(e->text);

		if (fault == NULL && entry_star_is_high(e, ref->host))
			fault = "has a star in front of a top-level domain or of a registry's, where Chromium takes"
				" none";
		if (fault == NULL || !entry_star_matches(e->text, ref->host))
			return names_dns_match(e->text, e->n, ref->host);
		entry_blame(e, fault);
		return true;
	}
	if (names_dns_match(e->text, e->n, ref->host))
		return true;
	if (idn2_to_ascii_8z(e->text, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return false;
	same = strcasecmp(ascii, e->text) != 0 && strcasecmp(ascii, ref->host) == 0;
	idn2_free(ascii);
	if (same)
		entry_blame(e, "is written in letters beyond ASCII, and an entry holds such a name as the DNS does"
			" (xn--...)");
	return same;
}

/* One name, mended and compared. */
static const char *entry_one(char *text, size_t n, const struct name_ref *ref, const char *fault)
{
	struct entry e = { .text = text, .n = n, .fault = fault };

	entry_trim(&e);
	entry_strip_kind(&e);
	entry_strip_quotes(&e);
	entry_strip_url(&e);
	entry_strip_user(&e);
	entry_strip_port(&e);
	entry_strip_quotes(&e);
	entry_strip_dots(&e);
	return entry_stands(&e, ref) ? e.fault : NULL;
}

/* "a.example, b.example": each for itself. What has but one name in it is no list. */
static const char *entry_any(char *text, size_t n, const struct name_ref *ref)
{
	static const char list[] = "is a list of names, and each name needs an entry of its own", between[] =
		",; \t\r\n";
	char *end = text + n, *from = text, *next;

	from += strspn(from, between);
	from += strcspn(from, between);
	if (from[strspn(from, between)] == '\0' && strpbrk(text, ",;") == NULL)
		return entry_one(text, n, ref, NULL);
	for (from = text; from < end; from = next + 1) {
		const char *fault;

		next = from + strcspn(from, between);
		*next = '\0';
		fault = entry_one(from, (size_t)(next - from), ref, list);
		if (fault != NULL)
			return fault;
	}
	return NULL;
}

const char *entry_fault(const struct san *s, const struct name_ref *ref)
{
	const char *fault;
	size_t whole;
	char *copy;

	if (ref->is_email || (s->type != SAN_DNS && s->type != SAN_URI) || s->raw.n == 0
		|| s->raw.n > 2 * LIMIT_HOST_BYTES)
		return NULL;
	copy = mem_strndup((const char *)s->raw.p, s->raw.n);
	whole = strlen(copy);
	if (s->type == SAN_URI) {
		fault = entry_any(copy, whole, ref) != NULL
			? "is a URI entry, and hosts are looked for among the DNS entries alone" : NULL;
	} else if (whole < s->raw.n) {
		fault = names_dns_match(copy, whole, ref->host)
			? "goes on behind a NUL, which once fooled programs that stop reading there" : NULL;
	} else {
		fault = entry_any(copy, whole, ref);
	}
	free(copy);
	return fault;
}

int entry_meant(const struct cert *c, const struct name_ref *ref, const char **fault)
{
	for (size_t i = 0; i < c->n_sans && i < LIMIT_ENTRY_FAULTS; i++)
		if ((*fault = entry_fault(&c->sans[i], ref)) != NULL)
			return (int)i;
	return -1;
}
