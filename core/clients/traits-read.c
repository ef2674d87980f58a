/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one client reads of a certificate and the rest do not. */
#include "clients/traits-read.h"

#include "x509/cert-ext.h"
#include "x509/resources.h"

#include <string.h>

/* ---- Go ---- */

static bool read_among(uint8_t c, const char *others)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
		|| (c != 0 && strchr(others, c) != NULL);
}

static bool read_all_among(struct bytes text, const char *others)
{
	for (size_t i = 0; i < text.n; i++)
		if (!read_among(text.p[i], others))
			return false;
	return true;
}

/* Up to one of `ends`; `text` begins there afterwards. */
static struct bytes read_until(struct bytes *text, const char *ends)
{
	struct bytes part = { text->p, 0 };

	while (part.n < text->n && (text->p[part.n] == 0 || strchr(ends, text->p[part.n]) == NULL))
		part.n++;
	*text = (struct bytes){ text->p + part.n, text->n - part.n };
	return part;
}

/* Labels from the end on: of these none may be empty, save for a dot before the first (domainToReverseLabels(),
 * crypto/x509/verify.go). */
static bool read_labels(struct bytes host)
{
	if (host.n > 0 && host.p[host.n - 1] == '.')
		return false;
	for (size_t i = 1; i < host.n; i++)
		if (host.p[i] == '.' && host.p[i - 1] == '.')
			return false;
	return true;
}

static bool read_only(struct bytes text, const char *these)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == 0 || strchr(these, text.p[i]) == NULL)
			return false;
	return true;
}

static enum read read_escapes(struct bytes text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '%' && (i + 2 >= text.n
			|| !read_only((struct bytes){ text.p + i + 1, 2 }, "0123456789abcdefABCDEF")))
			return READ_NO;
	return READ_YES;
}

/* Host and port. In brackets, with a user or with anything escaped is what is not gone into here. */
static enum read read_authority(struct bytes host)
{
	struct bytes name, rest = host;

	if (host.n > 0 && host.p[0] == '[')
		return memchr(host.p, ']', host.n) == NULL ? READ_NO : READ_OPEN;
	if (!read_all_among(host, "-._~:"))
		return READ_OPEN;
	name = read_until(&rest, ":");
	if (rest.n > 0 && !read_only((struct bytes){ rest.p + 1, rest.n - 1 }, "0123456789"))
		return READ_NO;
	return read_labels(name) ? READ_YES : rest.n == 0 ? READ_NO : READ_OPEN;
}

/* url.Parse() (net/url/url.go), then the labels of its host (parseSANExtension(), crypto/x509/parser.go); measured with
 * Go 1.19. A query may hold anything. */
static enum read read_uri(struct bytes uri)
{
	struct bytes rest = uri, scheme, fragment = { 0 }, part;
	enum read host = READ_YES;

	part = read_until(&rest, "#");
	if (rest.n > 0)
		fragment = (struct bytes){ rest.p + 1, rest.n - 1 };
	if (!read_all_among(uri, "-._~:/?#[]@!$&'()*+,;=%"))
		return READ_OPEN;
	if (read_escapes(fragment) == READ_NO)
		return READ_NO;
	rest = part;
	scheme = read_until(&rest, ":/?");
	if (rest.n == 0 || rest.p[0] != ':')
		return rest.n > 0 && memchr(rest.p, ':', rest.n) != NULL ? READ_OPEN : read_escapes(scheme);
	/* one that begins with a digit is none, and the colon is in the first segment of a path, where none may be */
	if (scheme.n == 0 || (scheme.p[0] >= '0' && scheme.p[0] <= '9'))
		return READ_NO;
	if (!read_all_among(scheme, "+-."))
		return READ_OPEN;
	rest = (struct bytes){ rest.p + 1, rest.n - 1 };
	if (rest.n < 2 || rest.p[0] != '/')
		return READ_YES;
	if (rest.p[1] == '/') {
		rest = (struct bytes){ rest.p + 2, rest.n - 2 };
		host = read_authority(read_until(&rest, "/?"));
	}
	part = read_until(&rest, "?");
	return read_escapes(part) == READ_NO ? READ_NO : host;
}

enum read traits_read_uris(const struct cert *c)
{
	enum read worst = READ_YES, one;

	for (size_t k = 0; k < c->n_sans; k++)
		if (c->sans[k].type == SAN_URI && (one = read_uri(c->sans[k].raw)) > worst)
			worst = one;
	return worst;
}

/* parseRFC2821Mailbox() of verify.go; what is quoted or escaped is not gone into here. */
static enum read read_mailbox(struct bytes text)
{
	struct bytes rest = text, local = read_until(&rest, "@");

	if (text.n == 0)
		return READ_NO;
	if (memchr(text.p, '"', text.n) != NULL || memchr(text.p, '\\', text.n) != NULL)
		return READ_OPEN;
	if (rest.n == 0 || local.n == 0 || local.p[0] == '.' || !read_labels(local)
		|| !read_all_among(local, "!#$%&'*+-/=?^_`{|}~."))
		return READ_NO;
	rest = (struct bytes){ rest.p + 1, rest.n - 1 };
	return !read_labels(rest) ? READ_NO : read_all_among(rest, "-._@") ? READ_YES : READ_OPEN;
}

static enum read read_mails(const struct cert *c)
{
	enum read worst = READ_YES, one;

	for (size_t k = 0; k < c->n_sans; k++)
		if (c->sans[k].type == SAN_EMAIL && (one = read_mailbox(c->sans[k].raw)) > worst)
			worst = one;
	return worst;
}

static bool read_limits(const struct cert *c)
{
	return cert_extension(c, "2.5.29.30") != NULL;
}

/* A CA that limits names reads those of the leaf, and its own. */
static trait_set read_by_go(const struct traits *t, size_t at)
{
	static const trait_set uris[] = { [READ_OPEN] = T(ODD_GO), [READ_NO] = T(UNREAD_GO) },
		mails[] = { [READ_OPEN] = T(ODD_GO), [READ_NO] = T(MAIL_GO) };
	const struct cert *c = t->certs[at];
	bool limited = at > 0 && read_limits(c);

	for (size_t k = 1; at == 0 && k < t->n; k++)
		limited = limited || read_limits(t->certs[k]);
	return uris[traits_read_uris(c)] | (limited ? mails[read_mails(c)] : 0);
}

/* ---- OpenSSL ---- */

/* Both are read beforehand (ossl_x509v3_cache_extensions(), crypto/x509/v3_purp.c). What a leaf names has to be among
 * what every CA above names (X509v3_addr_validate_path(), v3_addr.c; X509v3_asid_validate_path(), v3_asid.c), which
 * is not gone into here: of those nothing is said. */
static trait_set read_by_openssl(const struct cert *c)
{
	enum resources r = resources_read(c);

	return r == RESOURCES_NONE ? 0 : r == RESOURCES_READ ? T(RESOURCES) : T(UNREAD_OPENSSL) | T(RESOURCES);
}

trait_set traits_read_by_some(const struct traits *t, size_t at)
{
	return read_by_openssl(t->certs[at]) | read_by_go(t, at);
}
