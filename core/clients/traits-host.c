/* SPDX-License-Identifier: GPL-3.0-or-later
 * The host's name and the entries that stand for it, as those see them who differ. */
#include "clients/traits-host.h"

#include "rules/names.h"

#include <string.h>
#include <strings.h>

/* Does an entry match the host once its final dot is taken off? Chromium does so (X509Certificate::VerifyHostname). */
static bool host_but_for_dot(const struct cert *c, const char *host)
{
	for (size_t k = 0; k < c->n_sans; k++) {
		struct bytes raw = c->sans[k].raw;

		if (c->sans[k].type == SAN_DNS && raw.n > 1 && raw.p[raw.n - 1] == '.'
			&& names_dns_match((const char *)raw.p, raw.n - 1, host))
			return true;
	}
	return false;
}

/* A star that stands for any letters of one label, beside others in the first label (NAME_STAR) or elsewhere. */
static whole_set host_star(const struct bytes entry, const char *host)
{
	const char *star = memchr(entry.p, '*', entry.n), *text = (const char *)entry.p;
	size_t before = star != NULL ? (size_t)(star - text) : 0, after = entry.n - before - 1, n = strlen(host);

	if (star == NULL || n < entry.n - 1 || memchr(star + 1, '*', after) != NULL
		|| strncasecmp(text, host, before) != 0 || strncasecmp(star + 1, host + n - after, after) != 0
		|| memchr(host + before, '.', n - after - before) != NULL)
		return 0;
	if (memchr(text, '.', before) != NULL)
		return W(NAME_ODD_STAR);
	return before == 0 ? W(NAME_STAR) | W(STAR_FIRST) : W(NAME_STAR);
}

/* Does the star stand at either end of the first label? In the midst of one OpenSSL takes none. */
static bool host_star_ends(const struct bytes entry)
{
	const uint8_t *star = memchr(entry.p, '*', entry.n), *dot = memchr(entry.p, '.', entry.n);

	return star == entry.p || (dot != NULL && star + 1 == dot);
}

/* Java alone compares label by label, with a star wherever one is (HostnameChecker.matchAllWildcards). */
static bool host_several_stars(const struct cert *c)
{
	for (size_t k = 0; k < c->n_sans; k++) {
		struct bytes raw = c->sans[k].raw;
		const uint8_t *star = c->sans[k].type == SAN_DNS && raw.n > 0 ? memchr(raw.p, '*', raw.n) : NULL;

		if (star != NULL && memchr(star + 1, '*', raw.n - (size_t)(star + 1 - raw.p)) != NULL)
			return true;
	}
	return false;
}

static whole_set host_stars(const struct cert *c, const char *host)
{
	whole_set t = 0;

	for (size_t k = 0; k < c->n_sans && t == 0; k++)
		if (c->sans[k].type == SAN_DNS && c->sans[k].raw.n > 1)
			t = host_star(c->sans[k].raw, host);
	return t;
}

/* An underscore in the host's name, and whether only entries with a star match. */
static whole_set host_underscore(const struct cert *c, const struct name_ref *ref)
{
	bool star = false;

	if (strchr(ref->host, '_') == NULL || ref->is_email)
		return 0;
	for (size_t k = 0; k < c->n_sans; k++) {
		bool matches = names_match_san(&c->sans[k], ref);

		if (matches && memchr(c->sans[k].raw.p, '*', c->sans[k].raw.n) == NULL)
			return W(HOST_UNDERSCORE);
		star = star || matches;
	}
	return star ? W(HOST_UNDERSCORE) | W(NAME_UNDERSCORE) : W(HOST_UNDERSCORE);
}

/* A common name that would do, beside names of which none is a host's and one an address: who looks for hosts' names
 * alone goes on to it. */
static bool host_beside_addresses(const struct cert *c, const struct name_ref *ref)
{
	bool address = false;

	for (size_t k = 0; k < c->n_sans; k++) {
		if (c->sans[k].type == SAN_DNS)
			return false;
		address = address || c->sans[k].type == SAN_IP;
	}
	return address && names_match_cn(c, ref);
}

/* A common name that would do without the dot at its end, or with a star as only some take one, where the certificate
 * has no names of hosts: who goes on to it goes by his rules for names (measured with OpenSSL 3.0, Node 20 and Java 17,
 * and without addresses with curl 7.88). */
static whole_set host_common(const struct cert *c, const char *host)
{
	bool address = false;
	const char *cn = c->subject.cn;
	struct bytes text = { (const uint8_t *)cn, cn != NULL ? strlen(cn) : 0 };
	whole_set star;

	for (size_t k = 0; k < c->n_sans; k++) {
		if (c->sans[k].type == SAN_DNS)
			return 0;
		address = address || c->sans[k].type == SAN_IP;
	}
	if (text.n > 1 && text.p[text.n - 1] == '.' && names_dns_match(cn, text.n - 1, host))
		return address ? W(CN_DOT_BESIDE) : W(CN_DOT);
	if (text.n < 2 || memchr(text.p, '*', text.n) == NULL)
		return 0;
	star = host_star(text, host);
	return (star & W(NAME_STAR)) != 0 && text.p[text.n - 1] != '.' && host_star_ends(text) ? W(CN_STAR)
		: W(CN_STAR_OPEN);
}

whole_set traits_host(const struct inspection *i, const struct cert *leaf, whole_set whole)
{
	const char *host = i->target.servername != NULL ? i->target.servername : i->target.host;
	const struct name_ref ref = name_ref(host != NULL ? host : "");
	whole_set star;

	if (host == NULL || ref.is_ip)
		return whole;
	whole |= host_underscore(leaf, &ref);
	if ((whole & (W(NAME) | W(CN_ONLY))) != 0 && host_but_for_dot(leaf, host))
		return (whole & ~(W(NAME) | W(CN_ONLY))) | W(NAME_DOT);
	if ((whole & W(NAME)) != 0 && host_beside_addresses(leaf, &ref))
		return whole | W(CN_BESIDE);
	if ((whole & W(NAME)) != 0)
		whole |= host_common(leaf, host);
	if ((whole & W(NAME)) != 0 && (star = host_stars(leaf, host)) != 0)
		return (whole & ~W(NAME)) | star;
	return (whole & W(NAME)) != 0 && host_several_stars(leaf) ? whole | W(NAME_STARS) : whole;
}
