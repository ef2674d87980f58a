/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on the certificates of servers, their names above all. */
#include "rules/profile.h"

#include "base/ascii.h"
#include "x509/cert-ext.h"

#include <string.h>

bool profile_leaf_is_ca(const struct profile_place *p)
{
	return p->c->is_ca;
}

static bool leaf_has_eku(const struct cert *c, const char *name)
{
	for (size_t i = 0; i < c->n_eku; i++)
		if (strcmp(c->eku[i], name) == 0)
			return true;
	return false;
}

bool profile_leaf_eku_missing(const struct profile_place *p)
{
	return !leaf_has_eku(p->c, "serverAuth");
}

/* Forbidden by name; others are merely not recommended. */
bool profile_leaf_eku_other(const struct profile_place *p)
{
	static const char *const forbidden[] =
		{ "codeSigning", "emailProtection", "timeStamping", "OCSPSigning", "anyExtendedKeyUsage",
			PURPOSE_PRECERTIFICATES };

	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (leaf_has_eku(p->c, forbidden[i]))
			return true;
	return false;
}

/* The table of 7.1.2.7.11: what an RSA key and what an EC key must not be used for, and what an EC key must be. */
bool profile_leaf_ku(const struct profile_place *p)
{
	static const unsigned never = KU_KEY_CERT_SIGN | KU_CRL_SIGN | KU_NON_REPUDIATION | KU_ENCIPHER_ONLY
		| KU_DECIPHER_ONLY;
	const struct cert *c = p->c;

	if (!c->has_ku)
		return false;
	if ((c->ku & never) != 0)
		return true;
	if (c->key.algorithm == KEY_RSA)
		return (c->ku & KU_KEY_AGREEMENT) != 0;
	if (c->key.algorithm == KEY_EC)
		return (c->ku & KU_DIGITAL_SIGNATURE) == 0
			|| (c->ku & (KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT)) != 0;
	return false;
}

bool profile_san_missing(const struct profile_place *p)
{
	return !p->c->has_san;
}

bool profile_san_kind(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (p->c->sans[i].type != SAN_DNS && p->c->sans[i].type != SAN_IP)
			return true;
	return false;
}

static bool leaf_san_marked(const struct cert *c, bool critical)
{
	const struct extension *e = cert_extension(c, "2.5.29.17");

	return e != NULL && e->critical == critical;
}

bool profile_san_critical(const struct profile_place *p)
{
	return !p->c->subject.empty && leaf_san_marked(p->c, true);
}

bool profile_san_not_critical(const struct profile_place *p)
{
	return p->c->subject.empty && leaf_san_marked(p->c, false);
}

/* The preferred name syntax (RFC 1034 3.5, RFC 1123 2.1): labels of at most 63 letters, digits and hyphens, beginning
 * and ending with one of the former; and a wildcard as the whole first label, on which RFC 5280 is silent. */
static bool leaf_dns_fine(struct bytes s)
{
	size_t begin = 0;

	if (s.n >= 2 && s.p[0] == '*' && s.p[1] == '.')
		s = (struct bytes){ s.p + 2, s.n - 2 };
	if (s.n == 0 || s.n > 253)
		return false;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '.') {
			if (!ascii_is_alnum(s.p[i]) && s.p[i] != '-')
				return false;
			continue;
		}
		if (i == begin || i - begin > 63 || s.p[begin] == '-' || s.p[i - 1] == '-')
			return false;
		begin = i + 1;
	}
	return true;
}

/* RFC 5321 4.1.2 in short: something, an @, a host name. */
static bool leaf_email_fine(struct bytes s)
{
	const uint8_t *at = s.n > 0 ? memrchr(s.p, '@', s.n) : NULL;

	if (at == NULL || at == s.p || (s.p[0] != '"' && memchr(s.p, '@', s.n) != at))
		return false;            /* an @ in the local part must be quoted */
	size_t local = (size_t)(at - s.p) + 1;
	return memchr(s.p, ' ', s.n) == NULL && leaf_dns_fine((struct bytes){ s.p + local, s.n - local });
}

/* A scheme and something behind it (RFC 5280 4.2.1.6: not a relative one). */
static bool leaf_uri_fine(struct bytes s)
{
	const uint8_t *colon = s.n > 0 ? memchr(s.p, ':', s.n) : NULL;

	if (colon == NULL || colon == s.p || colon + 1 == s.p + s.n)
		return false;
	for (const uint8_t *c = s.p; c < colon; c++)
		if (!ascii_is_alnum(*c) && (c == s.p || (*c != '+' && *c != '-' && *c != '.')))
			return false;
	return true;
}

bool profile_san_form(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++) {
		const struct san *s = &p->c->sans[i];
		bool fine = s->type == SAN_DNS ? leaf_dns_fine(s->raw)
			: s->type == SAN_EMAIL ? leaf_email_fine(s->raw)
			: s->type == SAN_URI   ? leaf_uri_fine(s->raw)
			: s->type == SAN_IP    ? s->raw.n == 4 || s->raw.n == 16 : true;
		if (!fine)
			return true;
	}
	return false;
}

/* Character for character one of the entries. */
bool profile_cn_not_san(const struct profile_place *p)
{
	const struct cert *c = p->c;

	if (c->subject.cn == NULL || c->n_sans < c->sans_total)
		return false;
	for (size_t i = 0; i < c->n_sans; i++)
		if (strcmp(c->sans[i].value, c->subject.cn) == 0)
			return false;
	return true;
}
