/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching host names and addresses against a certificate's names (RFC 9525). */
#include "rules/names.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <string.h>
#include <strings.h>

struct name_ref name_ref(const char *host)
{
	struct name_ref r = { .host = host };

	if (inet_pton(AF_INET, host, r.ip) == 1)
		r.ip_len = 4;
	else if (inet_pton(AF_INET6, host, r.ip) == 1)
		r.ip_len = 16;
	r.is_ip = r.ip_len > 0;
	r.is_email = strchr(host, '@') != NULL;
	return r;
}

/* Labels of letters, digits, hyphens and underscores, none empty, no final dot; a first label `*` is fine. */
static bool names_well_formed(const char *name, size_t n)
{
	size_t label = 0;

	if (n == 0 || n > LIMIT_HOST_BYTES)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)name[i];
		if (c == '.') {
			if (label == 0)
				return false;
			label = 0;
			continue;
		}
		bool star = c == '*' && i == 0 && n > 2 && name[1] == '.';
		bool ldh = ascii_is_alnum(c) || c == '-' || c == '_';
		if (!ldh && !star)
			return false;
		if (++label > 63)
			return false;
	}
	return label > 0;
}

/* Is everything below `base` in the hands of a registry, or unknown to the list (libpsl's default rule `*`)? */
static bool names_is_registry(const char *base)
{
	const psl_ctx_t *psl = psl_builtin();

	if (psl == NULL)
		return strchr(base, '.') == NULL;
	return psl_is_public_suffix2(psl, base, PSL_TYPE_ICANN) == 1;
}

bool names_dns_match(const char *presented, size_t n, const char *host)
{
	const char *rest;

	if (!names_well_formed(presented, n))
		return false;
	if (presented[0] != '*')
		return strlen(host) == n && strncasecmp(presented, host, n) == 0;
	rest = strchr(host, '.');
	if (rest == NULL || rest == host || strlen(rest) != n - 1 || strncasecmp(presented + 1, rest, n - 1) != 0)
		return false;
	return !names_is_registry(rest + 1);
}

/* RFC 5280 7.5: the local part as it stands, the host without regard to ASCII case. */
static bool names_email_match(const char *presented, size_t n, const char *mailbox)
{
	const char *at = strrchr(mailbox, '@');
	size_t local = (size_t)(at - mailbox);

	return strlen(mailbox) == n && memcmp(presented, mailbox, local) == 0
		&& strncasecmp(presented + local, at, n - local) == 0;
}

bool names_match_san(const struct san *s, const struct name_ref *ref)
{
	if (ref->is_email)
		return s->type == SAN_EMAIL && names_email_match((const char *)s->raw.p, s->raw.n, ref->host);
	if (ref->is_ip)
		return s->type == SAN_IP && s->raw.n == ref->ip_len && memcmp(s->raw.p, ref->ip, ref->ip_len) == 0;
	return s->type == SAN_DNS && names_dns_match((const char *)s->raw.p, s->raw.n, ref->host);
}

bool names_match_cert(const struct cert *c, const struct name_ref *ref)
{
	for (size_t i = 0; i < c->n_sans; i++)
		if (names_match_san(&c->sans[i], ref))
			return true;
	return false;
}

bool names_has_host_entry(const struct cert *c)
{
	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].type == SAN_DNS || c->sans[i].type == SAN_IP)
			return true;
	return false;
}

bool names_match_cn(const struct cert *c, const struct name_ref *ref)
{
	const char *cn = c->subject.cn;

	if (cn == NULL)
		return false;
	if (ref->is_ip)
		return strcasecmp(cn, ref->host) == 0;
	return names_dns_match(cn, strlen(cn), ref->host);
}

const char *names_registrable(const char *name)
{
	const psl_ctx_t *psl = psl_builtin();
	const char *d = psl != NULL ? psl_registrable_domain(psl, name) : NULL;

	return d != NULL ? d : name;
}

bool names_has_tld(const char *name)
{
	const psl_ctx_t *psl = psl_builtin();
	const char *dot = strrchr(name, '.');
	char last[64];
	size_t n = 0;

	if (psl == NULL || dot == NULL)
		return psl == NULL;
	for (dot++; n < sizeof last - 1 && dot[n] != '\0'; n++)
		last[n] = (char)ascii_lower(dot[n]);
	last[n] = '\0';
	return psl_is_public_suffix2(psl, last, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
}

/* The entry as a lower-case string without its `*.`; false for what is no DNS name. `out` holds LIMIT_HOST_BYTES +
 * 1. */
static bool names_base(const struct san *s, char *out, bool *wildcard)
{
	const char *p = (const char *)s->raw.p;
	size_t n = s->raw.n;

	if (s->type != SAN_DNS || !names_well_formed(p, n))
		return false;
	*wildcard = p[0] == '*';
	if (*wildcard) {
		p += 2;
		n -= 2;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = (char)ascii_lower(p[i]);
	out[n] = '\0';
	return true;
}

/* The host, and its registrable domain looked up once. */
struct names_wanted { const char *host, *domain; };

typedef bool names_is(const char *base, bool wildcard, const struct names_wanted *w);

static bool names_is_www(const char *base, bool wildcard, const struct names_wanted *w)
{
	const char *host = w->host;

	if (wildcard)
		return false;
	return (strncmp(base, "www.", 4) == 0 && strcmp(base + 4, host) == 0)
	    || (strncmp(host, "www.", 4) == 0 && strcmp(host + 4, base) == 0);
}

static bool names_is_depth(const char *base, bool wildcard, const struct names_wanted *w)
{
	const char *host = w->host;
	size_t b = strlen(base), h = strlen(host);

	if (!wildcard)
		return false;
	if (h == b)
		return strcmp(base, host) == 0;
	if (h < b + 2 || host[h - b - 1] != '.' || strcmp(host + h - b, base) != 0)
		return false;
	return memchr(host, '.', h - b - 1) != NULL;   /* two labels or more in front of the base */
}

/* The list is asked only for names that end like the host's domain: a certificate may have thousands. */
static bool names_is_sibling(const char *base, bool wildcard, const struct names_wanted *w)
{
	size_t b = strlen(base), d = strlen(w->domain);

	(void)wildcard;
	return b >= d && strcmp(base + b - d, w->domain) == 0 && strcmp(names_registrable(base), w->domain) == 0;
}

/* Of two registrable domains or more? None is the host's here, or it would be a sibling. */
static bool names_are_shared(const struct cert *c)
{
	char first[LIMIT_HOST_BYTES + 1] = "", base[LIMIT_HOST_BYTES + 1];
	bool wildcard;

	for (size_t i = 0; i < c->n_sans; i++) {
		if (!names_base(&c->sans[i], base, &wildcard))
			continue;
		const char *d = names_registrable(base);
		if (first[0] == '\0')
			memcpy(first, d, strlen(d) + 1);
		else if (strcmp(first, d) != 0)
			return true;
	}
	return false;
}

/* The first entry of which `is` holds; -1: none. */
static int names_find(const struct cert *c, const struct names_wanted *w, names_is *is)
{
	char base[LIMIT_HOST_BYTES + 1];
	bool wildcard;

	for (size_t i = 0; i < c->n_sans; i++)
		if (names_base(&c->sans[i], base, &wildcard) && (is == NULL || is(base, wildcard, w)))
			return (int)i;
	return -1;
}

enum variant names_variant(const struct cert *c, const struct name_ref *ref, int *nearest)
{
	static const struct { enum variant variant; names_is *is; } variants[] = {
		{ VARIANT_WWW, names_is_www },
		{ VARIANT_WILDCARD_DEPTH, names_is_depth },
		{ VARIANT_SIBLING, names_is_sibling },
	};
	struct names_wanted w = { ref->host, names_registrable(ref->host) };
	int none;

	if (nearest == NULL)
		nearest = &none;
	*nearest = names_find(c, &w, NULL);
	if (ref->is_email)
		return VARIANT_UNRELATED;
	if (ref->is_ip)
		return VARIANT_IP_ADDRESS;
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		int at = names_find(c, &w, variants[i].is);
		if (at >= 0) {
			*nearest = at;
			return variants[i].variant;
		}
	}
	return names_are_shared(c) ? VARIANT_SHARED_HOST : VARIANT_UNRELATED;
}
