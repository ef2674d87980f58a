/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names against the subtrees of name constraints. */
#include "rules/constraints.h"

#include "base/ascii.h"

#include "asn1/der.h"
#include "x509/dn.h"

#include <string.h>
#include <strings.h>

/* GeneralName's tags (RFC 5280 4.2.1.6). */
enum { NAME_EMAIL = 1, NAME_DNS = CONSTRAINT_TAG_DNS, NAME_DIRECTORY = 4, NAME_URI = 6, NAME_IP = 7 };

/* One name to be compared; text is for people. */
struct constrained {
	uint8_t tag;
	struct bytes raw;
	const char *text;
};

static bool ends_with(struct bytes s, struct bytes end)
{
	return s.n >= end.n && strncasecmp((const char *)s.p + s.n - end.n, (const char *)end.p, end.n) == 0;
}

static struct bytes skip(struct bytes s, size_t n)
{
	return (struct bytes){ s.p + n, s.n - n };
}

static struct bytes without_final_dot(struct bytes s)
{
	return s.n > 0 && s.p[s.n - 1] == '.' ? (struct bytes){ s.p, s.n - 1 } : s;
}

/* `*.example.com` and the excluded `www.example.com`: one of the names that the star stands for. */
bool constraints_star_touches(struct bytes name, struct bytes base)
{
	const uint8_t *dot = memchr(base.p, '.', base.n);

	if (name.n < 3 || name.p[0] != '*' || name.p[1] != '.' || dot == NULL)
		return false;
	struct bytes parent = skip(base, (size_t)(dot - base.p) + 1);
	name = skip(name, 2);
	return name.n == parent.n && ends_with(name, parent);
}

bool constraints_dns_lies_in(struct bytes name, struct bytes base)
{
	name = without_final_dot(name);
	base = without_final_dot(base);
	if (base.n == 0)
		return true;
	if (!ends_with(name, base))
		return false;
	return name.n == base.n || base.p[0] == '.' || name.p[name.n - base.n - 1] == '.';
}

static bool dns_within(struct bytes name, struct bytes base, bool excluded)
{
	/* with a dot at its end it permits nothing for OpenSSL, and Firefox does not read it (IsValidDNSID() in
	 * mozilla::pkix's pkixnames.cpp: only what is asked for may be absolute); so of a name, and for Java as well */
	if (!excluded && base.n > 0 && (base.p[base.n - 1] == '.' || (name.n > 0 && name.p[name.n - 1] == '.')))
		return false;
	return constraints_dns_lies_in(name, base)
		|| (excluded && constraints_star_touches(without_final_dot(name), without_final_dot(base)));
}

static bool ip_within(struct bytes name, struct bytes base, bool excluded)
{
	(void)excluded;
	if (base.n != 2 * name.n || name.n == 0)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] ^ base.p[i]) & base.p[name.n + i])
			return false;
	return true;
}

/* A host against one host, or with a leading dot against all below. */
static bool host_within(struct bytes host, struct bytes base)
{
	if (base.n > 0 && base.p[0] == '.')
		return host.n > base.n && ends_with(host, base);
	return host.n == base.n && ends_with(host, base);
}

static bool email_within(struct bytes name, struct bytes base, bool excluded)
{
	const uint8_t *at = memrchr(name.p, '@', name.n), *base_at = memrchr(base.p, '@', base.n);

	if (at == NULL)
		return excluded;         /* no mailbox at all: no reason to let it pass */
	size_t local = (size_t)(at - name.p);
	struct bytes host = skip(name, local + 1);
	if (base_at == NULL)
		return base.n == 0 || host_within(host, base);
	size_t base_local = (size_t)(base_at - base.p);
	return local == base_local && memcmp(name.p, base.p, local) == 0
		&& host_within(host, skip(base, base_local + 1));
}

/* Is it an address of version 4? Its last label is a number (RFC 3986 3.2.2; a domain's last label never is, RFC 3696
 * 2). */
static bool is_number_host(struct bytes host)
{
	size_t i = host.n;

	while (i > 0 && ascii_is_digit(host.p[i - 1]))
		i--;
	return i < host.n && (i == 0 || host.p[i - 1] == '.');
}

/* The host name of a URI (RFC 3986 3.2); n == 0: it has none, or an address instead. */
static struct bytes uri_host(struct bytes uri)
{
	const uint8_t *p = memmem(uri.p, uri.n, "://", 3);
	size_t n = 0;

	if (p == NULL)
		return (struct bytes){ NULL, 0 };
	uri = skip(uri, (size_t)(p - uri.p) + 3);
	while (n < uri.n && strchr("/?#", uri.p[n]) == NULL)
		n++;
	uri.n = n;
	p = n > 0 ? memrchr(uri.p, '@', n) : NULL;
	if (p != NULL)
		uri = skip(uri, (size_t)(p - uri.p) + 1);
	p = uri.n > 0 ? memchr(uri.p, ':', uri.n) : NULL;
	if (p != NULL)
		uri.n = (size_t)(p - uri.p);
	if (uri.n == 0 || uri.p[0] == '[' || is_number_host(uri))
		return (struct bytes){ NULL, 0 };
	return uri;
}

static bool uri_within(struct bytes name, struct bytes base, bool excluded)
{
	struct bytes host = uri_host(name);

	if (host.n == 0)
		return excluded;         /* RFC 5280: such a URI must be refused once there is a constraint on URIs */
	return base.n == 0 || host_within(host, base);
}

static bool directory_within(struct bytes name, struct bytes base, bool excluded)
{
	(void)excluded;
	return dn_within(name, base);
}

typedef bool within_fn(struct bytes name, struct bytes base, bool excluded);

static within_fn *const within[] = {
	[NAME_EMAIL] = email_within, [NAME_DNS] = dns_within, [NAME_DIRECTORY] = directory_within,
		[NAME_URI] = uri_within, [NAME_IP] = ip_within,
	[8] = NULL,
};

static bool spend(size_t *budget, size_t n)
{
	if (*budget < n) {
		*budget = 0;
		return false;
	}
	*budget -= n;
	return true;
}

static bool breach(struct constraint_breach *out, enum constraint_result r, const struct constrained *name,
	const struct subtree *tree)
{
	*out = (struct constraint_breach){ .result = r, .tag = name->tag, .name = name->text, .tree = tree };
	return false;
}

static const struct subtree *find_kind(const struct subtree *trees, size_t n, uint8_t tag)
{
	for (size_t i = 0; i < n; i++)
		if (trees[i].tag == tag)
			return &trees[i];
	return NULL;
}

static const struct subtree *find_tree(const struct subtree *trees, size_t n, const struct constrained *name,
	bool excluded)
{
	for (size_t i = 0; i < n; i++)
		if (trees[i].tag == name->tag && within[name->tag](name->raw, trees[i].raw, excluded))
			return &trees[i];
	return NULL;
}

static bool name_kept(const struct name_constraints *nc, const struct constrained *name, size_t *budget,
	struct constraint_breach *out)
{
	const struct subtree *permitted, *excluded;

	if (!spend(budget, nc->n_permitted + nc->n_excluded))
		return breach(out, CONSTRAINT_TOO_MANY, name, NULL);
	permitted = find_kind(nc->permitted, nc->n_permitted, name->tag);
	excluded = find_kind(nc->excluded, nc->n_excluded, name->tag);
	if (permitted == NULL && excluded == NULL)
		return true;
	if (within[name->tag] == NULL)
		return breach(out, CONSTRAINT_UNSUPPORTED, name, permitted != NULL ? permitted : excluded);
	if (excluded != NULL && (excluded = find_tree(nc->excluded, nc->n_excluded, name, true)) != NULL)
		return breach(out, CONSTRAINT_EXCLUDED, name, excluded);
	if (permitted != NULL && find_tree(nc->permitted, nc->n_permitted, name, false) == NULL)
		return breach(out, CONSTRAINT_OUTSIDE, name, NULL);
	return true;
}

/* RFC 5280 4.2.1.10: without an alternative mail address, the subject's emailAddress is one (PKCS #9, RFC 2985
 * 5.2.1). */
static bool subject_kept(const struct name_constraints *nc, const struct cert *c, bool has_email, size_t *budget,
	struct constraint_breach *out)
{
	static const uint8_t oid[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01 };
	struct constrained name = { NAME_DIRECTORY, c->subject.der, c->subject.text };

	if (c->subject.empty)
		return true;
	if (!name_kept(nc, &name, budget, out))
		return false;
	name = (struct constrained){ NAME_EMAIL, dn_attribute(c->subject.der, (struct bytes){ oid, sizeof oid }),
		c->subject.text };
	return has_email || name.raw.n == 0 || name_kept(nc, &name, budget, out);
}

bool constraints_kept(const struct name_constraints *nc, const struct cert *c, size_t *budget,
	struct constraint_breach *out)
{
	bool has_email = false;

	*out = (struct constraint_breach){ .result = CONSTRAINT_KEPT };
	for (size_t i = 0; i < c->n_sans; i++) {
		struct constrained name = { c->sans[i].tag, c->sans[i].raw, c->sans[i].value };
		has_email |= name.tag == NAME_EMAIL;
		if (!name_kept(nc, &name, budget, out))
			return false;
	}
	return subject_kept(nc, c, has_email, budget, out);
}

/* Labels of letters, digits and hyphens with dots between (RFC 1034 3.5). */
static bool is_host(struct bytes s)
{
	bool label = false;

	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = s.p[i];
		if (c == '.' && !label)
			return false;
		label = c != '.';
		if (label && !ascii_is_alnum(c) && c != '-' && c != '_')
			return false;
	}
	return label;
}

/* Ones and then zeros (RFC 4632 3.1). */
static bool is_mask(struct bytes mask)
{
	bool zero = false;

	for (size_t i = 0; i < mask.n * 8; i++) {
		bool bit = mask.p[i / 8] >> (7 - i % 8) & 1;
		if (bit && zero)
			return false;
		zero |= !bit;
	}
	return true;
}

const char *constraint_fault(const struct subtree *t)
{
	struct bytes host = t->raw;
	const uint8_t *at;

	switch (t->tag) {
	case NAME_DNS:
		return host.n == 0 || is_host(host) ? NULL : "a constraint on DNS names is not a DNS name";
	case NAME_IP:
		if (host.n != 8 && host.n != 32)
			return "a constraint on addresses is no address with a mask";
		return is_mask(skip(host, host.n / 2)) ? NULL : "the mask of a constraint on addresses has gaps";
	case NAME_EMAIL:
	case NAME_URI:
		at = t->tag == NAME_EMAIL && host.n > 0 ? memrchr(host.p, '@', host.n) : NULL;
		if (at != NULL)
			host = skip(host, (size_t)(at - host.p) + 1);
		else if (host.n > 0 && host.p[0] == '.')
			host = skip(host, 1);
		return is_host(host) ? NULL : t->tag == NAME_EMAIL
			? "a constraint on mail addresses is neither mailbox nor host nor domain"
								   : "a constraint on URIs is neither host nor domain";
	default:
		return NULL;
	}
}
