/* SPDX-License-Identifier: GPL-3.0-or-later
 * The links of a path: can each certificate be read, who issued it, may that issuer sign, and is what stands at the top
 * trusted? */
#include "rules/common.h"
#include "rules/name-forms.h"

#include "asn1/der.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "x509/cert-ext.h"
#include "x509/dn.h"
#include "x509/post-quantum.h"

#include <stdio.h>
#include <string.h>

static bool chain_was_sent(const struct inputs *f, const struct cert *c)
{
	for (size_t i = 0; i < f->n_presented; i++)
		if (cert_same(f->presented[i], c))
			return true;
	return false;
}

static const char *chain_sent(const struct inputs *f)
{
	return f->tls.server ? "sent" : "in the file";
}

enum { FIREFOX_PATH_LENGTH = 127, CHROMIUM_PATH_LENGTH = 255 };

/* RFC 5280 4.2.1.9 lets a path length be any number. BoringSSL (ParseBasicConstraints(), pki/parse_certificate.cc)
 * reads one octet without a sign, mozilla::pkix (OptionalInteger(), pkixder.h) one with it. */
static const char *parse_path_length(const struct cert *c)
{
	if (c->path_length <= FIREFOX_PATH_LENGTH)
		return NULL;
	return c->path_length > CHROMIUM_PATH_LENGTH
		? "its path length is above 255, where neither Chromium nor Firefox reads on"
		: "its path length is above 127, where Firefox does not read on";
}

/* ParseSignatureAlgorithm(), pki/signature_algorithm.cc of BoringSSL. Nobody reads how the anchor is signed. */
static const char *parse_signed(const struct inputs *f, size_t at)
{
	return f->path[at]->sig_alg.null && !check_is_anchor(f, at)
		? "its signature algorithm has NULL for parameters, where there may be none, and Chromium knows no such"
		" method" : NULL;
}

/* Names of nobody, which are refused by CheckIssuer() of mozilla::pkix (pkixcheck.cpp) and by
 * ParsedCertificate::Create() of BoringSSL (pki/parsed_certificate.cc). Browsers read those of servers. */
static const char *parse_names(const struct inputs *f, const struct cert *c)
{
	const struct extension *names = cert_extension(c, "2.5.29.17");

	if (!check_for_browsers(f))
		return NULL;
	if (c->issuer.empty)
		return "its issuer has no name, and Firefox takes nothing from such a one";
	return c->subject.empty && names != NULL && !names->critical
		? "it has no subject, and its alternative names are not marked critical, so that Chromium does not"
		" read on" : NULL;
}

/* Firefox takes one feature alone, and of what an issuer with a feature signed that very one (CheckTLSFeatures() and
 * TLSFeaturesSatisfiedInternal() of mozilla::pkix); GnuTLS asks for the latter as well (RFC 7633 4.2.2). */
static const char *parse_feature(const struct inputs *f, size_t at)
{
	static const uint8_t staple[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };
	const struct extension *own = cert_extension(f->path[at], "1.3.6.1.5.5.7.1.24"), *above = at + 1 < f->n_path
		? cert_extension(f->path[at + 1], "1.3.6.1.5.5.7.1.24") : NULL;

	if (!check_for_browsers(f))
		return NULL;
	if (at == 0 && own != NULL && !own->critical
		&& !bytes_same(own->value, (struct bytes){ staple, sizeof staple }))
		return "it asks for another TLS feature than a stapled proof, and Firefox takes no other";
	return above != NULL && (own == NULL || !bytes_same(own->value, above->value))
		? "its issuer asks for a TLS feature that it does not ask for itself, and Firefox wants it of both"
		: NULL;
}

/* Chromium reads the two names of a server's own certificate before all else (ParsedFields::Initialize(),
 * net/cert/x509_certificate.cc), and has no other on its way whose names it cannot compare. What OpenSSL does not read
 * either is not for browsers alone. */
static const char *parse_forms(const struct inputs *f, size_t at)
{
	const struct cert *c = f->path[at];
	unsigned unread = name_unread_in(c);

	if (at > 0)
		unread &= ~(unsigned)NAME_CHROMIUM;
	return (unread & (NAME_CHROMIUM | NAME_CHROMIUM_PATH)) != 0
		&& (check_for_browsers(f) || (at == 0 && (unread & NAME_OPENSSL) != 0))
		? "its subject or its issuer's name holds text in a form that Chromium does not read" : NULL;
}

static void parse_unread(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const char *why = parse_path_length(c);

	if (why == NULL)
		why = parse_forms(f, at);
	if (why == NULL)
		why = parse_signed(f, at);
	if (why == NULL)
		why = parse_names(f, c);
	if (why == NULL)
		why = parse_feature(f, at);
	if (why != NULL)
		check_unread(c, STEP_PARSE, why, o);
}

/* Parameters: reason. Shades: "limit", a limit of ours, and no rule of the format; "unread", no rule either. */
void check_parse(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	char count[TEXT_COUNT];

	if (c->parsed && c->fault == NULL) {
		parse_unread(f, at, o);
		outcome_step(o, STEP_PARSE, c, STEP_PASS,
			"It reads as X.509, version %d, %s bytes long.", c->version, text_count(c->der_len, count));
		return;
	}
	outcome_step(o, STEP_PARSE, c, STEP_FAIL, "%s: %s.", c->met_limit ? "It was not read to its end"
		: c->parsed ? "It breaks a rule of the format" : "It cannot be read", c->fault);
	struct finding *fd = outcome_finding(o, FINDING_MALFORMED, c);

	fd->shade = c->met_limit ? SHADE_LIMIT : SHADE_NONE;
	finding_param(fd, PARAM_REASON, c->fault);
}

/* An issuer that had to be found although the server should have sent it. Parameters: subject, issuer (who was
 * missing). */
static void chain_issuer_found(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at], *issuer = f->path[at + 1];
	struct finding *fd;
	struct step *s = outcome_step(o, STEP_ISSUER, c, f->anchor != ANCHOR_NONE ? STEP_WARN : STEP_PASS,
		"Its issuer is %s, which was not %s but found elsewhere.", cert_issuer_label(c), chain_sent(f));

	step_sides(s, "issuer", c->issuer.text, "found: made out to", issuer->subject.text);
	if (f->anchor == ANCHOR_NONE)
		return;
	fd = outcome_finding(o, FINDING_INCOMPLETE_CHAIN, issuer);
	fd->level = LEVEL_CAUTION;
	fd->shade = f->tls.server ? SHADE_NONE : SHADE_FILE;
	finding_param(fd, PARAM_SUBJECT, cert_label(c));
	finding_param(fd, PARAM_ISSUER, cert_label(issuer));
}

/* CAs that issued one another: who issued this one stands further down in its own path. */
static bool chain_is_ring(const struct inputs *f, const struct cert *c)
{
	for (size_t i = 1; i < f->n_path && !c->self_issued; i++)
		if (f->path[i] != c && dn_match(f->path[i]->subject.der, c->issuer.der)
			&& !cert_names_other_key(c, f->path[i]))
			return true;
	return false;
}

/* RFC 5280 7.1 has names that differ in case, blanks or string type be equal; mozilla::pkix compares octets
 * (NSSCertDBTrustDomain::FindIssuer()), as Go, rustls and, at the anchor, Chromium (TrustStoreNSS::SyncGetIssuersOf())
 * do. */
static bool chain_is_respelt(const struct inputs *f, size_t at)
{
	return check_for_browsers(f) && f->path[at + 1]->parsed
		&& !bytes_same(f->path[at]->issuer.der, f->path[at + 1]->subject.der);
}

void check_issuer(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at], *issuer;
	struct step *s;

	if (!c->parsed || check_is_anchor(f, at))
		return;
	if (at + 1 < f->n_path) {
		issuer = f->path[at + 1];
		if (chain_is_respelt(f, at))
			check_unread(c, STEP_ISSUER, "it does not spell the name of its issuer as that one's own"
				" certificate does, and Firefox, which compares octet by octet, finds no issuer", o);
		if (!check_is_anchor(f, at + 1) && !chain_was_sent(f, issuer)) {
			chain_issuer_found(f, at, o);
			return;
		}
		s = outcome_step(o, STEP_ISSUER, c, STEP_PASS,
			"Its issuer is %s, and that is whom the next certificate is made out to%s.",
			cert_issuer_label(c),
			cert_names_other_key(c, issuer) ? ", though its key identifier speaks of another key" : "");
		step_sides(s, "issuer", c->issuer.text, "next is made out to", issuer->subject.text);
	} else if (c->self_issued) {
		s = outcome_step(o, STEP_ISSUER, c, STEP_PASS, "It names itself as its issuer.");
		step_sides(s, "issuer", c->issuer.text, "made out to", c->subject.text);
	} else if (chain_is_ring(f, c)) {
		outcome_step(o, STEP_ISSUER, c, STEP_FAIL,
			"Its issuer %s stands below it in this very chain, which goes round in a ring.",
			cert_issuer_label(c));
	} else if (f->namesake != NULL) {
		s = outcome_step(o, STEP_ISSUER, c, STEP_FAIL,
			"Its issuer %s was not %s. The trust store has a root of that name, but with another key.",
			cert_issuer_label(c), chain_sent(f));
		step_sides(s, "issuer", c->issuer.text, "trust store", "has the name with another key");
	} else {
		outcome_step(o, STEP_ISSUER, c, STEP_FAIL,
			"Its issuer %s was not %s and is not in the trust store.",
			cert_issuer_label(c), chain_sent(f));
	}
}

/* What keeps a certificate from signing others; NULL: nothing. A version 1 root says nothing about it, and verifiers
 * take it for a CA where it is trusted (OpenSSL, Firefox; RFC 5280 6.1.4 (k) asks only certificates below the
 * anchor). */
static const char *chain_not_ca(const struct inputs *f, size_t at)
{
	const struct cert *c = f->path[at];

	if (c->version < 3 && check_is_anchor(f, at) && c->self_issued)
		return NULL;
	if (!c->has_bc)
		return "it does not say that it is a CA";
	if (!c->is_ca)
		return "it says that it is no CA";
	if (c->has_ku && (c->ku & KU_KEY_CERT_SIGN) == 0)
		return "its key may not sign certificates";
	return NULL;
}

/* Parameters: issuer (who signed), subject (what was signed), reason. */
void check_ca(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const char *why;
	struct finding *fd;
	struct step *s;

	if (at == 0 || !c->parsed)
		return;
	why = chain_not_ca(f, at);
	if (why == NULL) {
		s = outcome_step(o, STEP_CA, c, STEP_PASS, "It is a CA and may sign certificates.");
		step_sides(s, "it signed", cert_label(f->path[at - 1]), "it says of itself", "it is a CA");
		return;
	}
	s = outcome_step(o, STEP_CA, c, STEP_FAIL, "It signed %s but must not: %s.", cert_label(f->path[at - 1]), why);
	step_sides(s, "it signed", cert_label(f->path[at - 1]), "it says of itself",
		c->is_ca ? "its key may not sign certificates" : "nothing of being a CA");
	fd = outcome_finding(o, FINDING_ISSUER_NOT_CA, c);
	finding_param(fd, PARAM_ISSUER, cert_label(c));
	finding_param(fd, PARAM_SUBJECT, cert_label(f->path[at - 1]));
	finding_param(fd, PARAM_REASON, why);
}

/* CAs from path[1] to path[last], the self-issued ones not counted (RFC 5280 6.1.4 (l)). */
static int chain_cas(const struct inputs *f, size_t last)
{
	int n = 0;

	for (size_t i = 1; i <= last; i++)
		if (!f->path[i]->self_issued)
			n++;
	return n;
}

static void chain_too_long(const struct inputs *f, size_t at, int limit, enum shade shade, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_PATH_LENGTH_EXCEEDED, f->path[at]);

	fd->shade = shade;
	check_param(fd, PARAM_LIMIT, "%d", limit);
	finding_param(fd, PARAM_ISSUER, cert_label(f->path[at]));
	finding_param(fd, PARAM_SUBJECT, cert_label(f->path[0]));
}

/* A number in a sentence: "no", "1", "2". */
static const char *chain_count(int n, char *out, size_t size)
{
	(void)snprintf(out, size, "%d", n);
	return n == 0 ? "no" : out;
}

/* Parameters: issuer (the CA whose limit it is), subject (the leaf), limit. Shade "max-depth": the limit is the
 * user's. Firefox, Go and GnuTLS count CAs of their own issuer's name as well; RFC 5280 6.1.4 (l) does not, and
 * Chromium and OpenSSL go on: that Firefox stops is said by core/clients. */
void check_path_length(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	int below, here;

	if (at == 0 || !c->parsed)
		return;
	below = chain_cas(f, at - 1);
	here = chain_cas(f, at);
	if (c->is_ca && c->path_length >= 0) {
		char allowed[CHECK_NUMBER], counted[CHECK_NUMBER];
		struct step *s = outcome_step(o, STEP_PATH_LENGTH, c, below > c->path_length ? STEP_FAIL : STEP_PASS,
			"It allows %s CA%s below itself, and there %s %s.",
			chain_count(c->path_length, allowed, sizeof allowed), c->path_length == 1 ? "" : "s",
			below == 1 ? "is" : "are", below == 0 ? "none" : chain_count(below, counted, sizeof counted));

		(void)snprintf(allowed, sizeof allowed, "%d", c->path_length);
		(void)snprintf(counted, sizeof counted, "%d", below);
		step_sides(s, "CAs allowed below", allowed, "CAs below", counted);
		if (below > c->path_length)
			chain_too_long(f, at, c->path_length, SHADE_NONE, o);
	}
	if (f->max_depth >= 0 && !check_is_anchor(f, at) && here > f->max_depth && here > below) {
		outcome_step(o, STEP_PATH_LENGTH, c, STEP_FAIL,
			"It is intermediate number %d, and --max-depth allows %d.", here, f->max_depth);
		chain_too_long(f, at, f->max_depth, SHADE_MAX_DEPTH, o);
	}
}

/* The last certificate of the path that was presented. */
static const struct cert *chain_top_sent(const struct inputs *f)
{
	size_t at = f->n_path - 1;

	while (at > 0 && !chain_was_sent(f, f->path[at]))
		at--;
	return f->path[at];
}

/* Nobody builds chains as long as the limit; going on would be work without end. Otherwise: the contract's three, one
 * of which fits a chain that reaches no anchor, and self-signed. */
static void chain_open_top(const struct inputs *f, struct outcome *o)
{
	const struct cert *top = f->path[f->n_path - 1], *sent = chain_top_sent(f);
	struct finding *fd;
	bool namesake = check_by_namesake(f, top),
		own = top->self_issued && !namesake && !cert_names_other_key(top, top);

	if (f->n_path == LIMIT_PATH_CERTS && !top->self_issued) {
		chain_too_long(f, f->n_path - 1, LIMIT_PATH_CERTS, SHADE_TOO_LONG, o);
		return;
	}
	/* whoever vouches for a place in a tree is known beforehand and not sent
	 * (draft-ietf-plants-merkle-tree-certs 7.1): nothing is missing */
	if (top->sig_alg.post != NULL && top->sig_alg.post->use == POST_PROVES && !own)
		return;
	if (f->limit != NULL && !own) {
		fd = outcome_finding(o, FINDING_UNKNOWN_ISSUER, top);
		fd->shade = SHADE_LIMIT;
		finding_param(fd, PARAM_REASON, f->limit);
		return;
	}
	if (own) {
		fd = outcome_finding(o, f->n_path == 1 ? FINDING_SELF_SIGNED : FINDING_UNTRUSTED_ROOT, top);
	} else if (!sent->is_ca && !sent->self_signed) {
		fd = outcome_finding(o, FINDING_INCOMPLETE_CHAIN, sent);
		fd->level = LEVEL_UNTRUSTED;
		fd->shade = f->tls.server ? SHADE_NONE : SHADE_FILE_OPEN;
		finding_param(fd, PARAM_ISSUER, cert_issuer_label(top));
	} else {
		fd = outcome_finding(o, FINDING_UNKNOWN_ISSUER, top);
		fd->shade = chain_is_ring(f, top) ? SHADE_RING : SHADE_NONE;
		if (fd->shade == SHADE_RING)
			finding_param(fd, PARAM_ISSUER, cert_issuer_label(top));
	}
	if (f->namesake != NULL)
		fd->shade = SHADE_NAMESAKE;
	else if (namesake)
		fd->shade = SHADE_SELF_ISSUED;
	if (top->self_issued)
		finding_param(fd, PARAM_ISSUER, cert_label(top));
}

static const char *const chain_anchors[] = {
	[ANCHOR_PUBLIC] = "a root of the public list that browsers and systems share",
	[ANCHOR_ADDED] = "which somebody added to the trust store here",
	[ANCHOR_DEMO] = "the gallery's own root, trusted for its demos alone",
	[ANCHOR_SESSION] = "which you trusted for this session",
};

/* Somebody added one that another signed. RFC 5280 6.1.1 (d) lets an anchor be any, and OpenSSL wants one that signed
 * itself, unless X509_V_FLAG_PARTIAL_CHAIN is set: curl does since 7.68 (lib/vtls/openssl.c), Python since 3.13
 * (ssl.create_default_context), Node and `openssl` do not. Firefox takes none that is a server's and no CA's. */
static void chain_no_root(const struct inputs *f, const struct cert *top, struct outcome *o)
{
	struct step *s = outcome_step(o, STEP_ANCHOR, top, STEP_PASS, "The path ends at %s, %s. It is no root:"
		" %s signed it. OpenSSL without -partial_chain, Python before 3.13%s Node refuse a path that ends so, unless"
		" they trust that one as well.", cert_label(top), chain_anchors[f->anchor], cert_issuer_label(top),
		f->n_path == 1 && !top->is_ca ? ", Firefox and" : " and");

	step_sides(s, "top of the chain", cert_label(top), "trust store", "has it, and it is no root");
}

void check_anchor(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *top = f->path[f->n_path - 1];
	struct step *s;

	(void)at;
	if (!top->parsed)
		return;
	if (f->anchor != ANCHOR_NONE && !top->self_issued) {
		chain_no_root(f, top, o);
		return;
	}
	if (f->anchor != ANCHOR_NONE) {
		s = outcome_step(o, STEP_ANCHOR, top, STEP_PASS, "The path ends at %s, %s.", cert_label(top),
			chain_anchors[f->anchor]);
		step_sides(s, "top of the chain", cert_label(top), "trust store", "has it");
		return;
	}
	s = outcome_step(o, STEP_ANCHOR, top, STEP_FAIL, "The path ends at %s, which is not in the trust store%s.",
		cert_label(top), f->namesake == NULL ? "" : top->self_signed
		? "; what is there of the same name has another key"
		: "; nor is its issuer, only somebody of that name");
	step_sides(s, "top of the chain", cert_label(top), "trust store",
		f->namesake != NULL && top->self_signed ? "has the name with another key" : "does not have it");
	if (!o->quiet)
		chain_open_top(f, o);
}
