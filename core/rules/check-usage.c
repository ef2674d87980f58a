/* SPDX-License-Identifier: GPL-3.0-or-later
 * May the key be used for what it is used for here? Key usage (RFC 5280 4.2.1.3) and extended key usage (4.2.1.12), the
 * latter nested through the CAs as browsers do it: a CA that names its purposes hands on only these. And is it a
 * server's certificate at all, or a CA's in the place of one? */
#include "rules/common.h"

#include "base/limits.h"
#include "x509/cert-ext.h"

#include <stdlib.h>
#include <string.h>

/* What a purpose asks for: one of the bits. In TLS both sides sign (RFC 8446 4.4.2.2; RFC 5246 7.4.2 with ECDHE or DHE,
 * 7.4.8): static Diffie-Hellman, for which keyAgreement was, is negotiated by nobody (RFC 9325 4.1). Those for mail are
 * RFC 5280 4.2.1.12's. */
struct usage {
	const char *what, *eku, *eku_words;
	unsigned ku;
};

static const struct usage usages[] = {
	[PURPOSE_SERVER] = { "a server's", "serverAuth", "TLS servers", KU_DIGITAL_SIGNATURE },
	[PURPOSE_CLIENT] = { "a client's", "clientAuth", "TLS clients", KU_DIGITAL_SIGNATURE },
	[PURPOSE_EMAIL] = { "a mail sender's", "emailProtection", "e-mail",
		KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT },
	[PURPOSE_ANY] = { "any", NULL, "anything", ~0U },
};

/* What a key of this kind cannot do, whatever its certificate says. */
static unsigned usage_never(enum key_algorithm a)
{
	switch (a) {
	case KEY_RSA: return KU_KEY_AGREEMENT;                               /* RFC 3279 2.3.1 */
	case KEY_EC: return KU_KEY_ENCIPHERMENT;                             /* RFC 8813 3 */
	case KEY_DSA:                                                        /* RFC 3279 2.3.2 */
	case KEY_ED25519:
	case KEY_ED448: return KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT;       /* RFC 9295 3 */
	default: return 0;
	}
}

/* With RSA key exchange, seen in the handshake, the key deciphers and does not sign (RFC 5246 7.4.2). */
static bool usage_deciphers(const struct inputs *f)
{
	return f->purpose == PURPOSE_SERVER && f->tls.server && f->tls.rsa_exchange;
}

static unsigned usage_wanted(const struct inputs *f)
{
	if (usage_deciphers(f))
		return KU_KEY_ENCIPHERMENT;
	return usages[f->purpose].ku & ~usage_never(f->path[0]->key.algorithm);
}

/* RFC 5280 4.2.1.3, in the order of the bits. */
static const struct { const char *name, *words; } usage_bits[] = {
	{ "digitalSignature", "to sign a handshake" }, { "nonRepudiation", "to sign documents" },
		{ "keyEncipherment", "to receive keys" },
	{ "dataEncipherment", "to receive data" }, { "keyAgreement", "to agree on keys" },
		{ "keyCertSign", "to sign certificates" },
	{ "cRLSign", "to sign revocation lists" }, { "encipherOnly", "to encipher only" },
		{ "decipherOnly", "to decipher only" },
};

static char *usage_names(unsigned ku)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t i = 0; i < sizeof usage_bits / sizeof *usage_bits; i++)
		if (ku & 1U << i)
			(void)buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", usage_bits[i].name);
	if (b.len == 0)
		(void)buf_adds(&b, "nothing");
	return buf_take(&b);
}

static char *usage_words(unsigned ku)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t i = 0; i < sizeof usage_bits / sizeof *usage_bits; i++)
		if (ku & 1U << i)
			(void)buf_addf(&b, "%s%s", b.len > 0 ? " and " : "", usage_bits[i].words);
	if (b.len == 0)
		(void)buf_adds(&b, "nothing");
	return buf_take(&b);
}

/* Firefox takes any bit that some key exchange of TLS has ever asked for: digitalSignature, keyEncipherment and
 * keyAgreement are tried in turn (CertVerifier::VerifyCert(), security/certverifier/CertVerifier.cpp). */
static enum shade usage_shade(const struct inputs *f, const struct cert *c)
{
	if (f->purpose != PURPOSE_SERVER)
		return SHADE_OTHER_USE;
	if (usage_deciphers(f))
		return SHADE_RSA_EXCHANGE;
	if ((c->ku & (KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT)) != 0)
		return SHADE_NO_SIGNATURE;
	return SHADE_NONE;
}

/* Parameters: usage ("to sign certificates and to sign revocation lists"). Shades: "rsa-exchange", the connection was
 * made with it and the key may not decipher; "no-signature", a key that may do what static key exchanges need;
 * "other-use", where another use than a server's was asked about. */
void check_key_usage(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct usage *u = &usages[f->purpose];
	unsigned wanted = usage_wanted(f);

	if (!c->parsed || f->purpose == PURPOSE_ANY || check_leaf_is_ca(f))
		return;
	if (!c->has_ku) {
		outcome_step(o, STEP_USAGE, c, STEP_PASS, "It does not limit what its key may do.");
		return;
	}
	bool good = (c->ku & wanted) != 0;
	if (good && o->quiet)
		return;
	char *has = usage_names(c->ku), *need = usage_names(wanted);
	struct step *s = outcome_step(o, STEP_USAGE, c, good ? STEP_PASS : STEP_FAIL,
		"Its key usage is %s; %s key needs %s%s.", has, u->what,
		wanted & (wanted - 1) ? "one of " : "", need);
	step_sides(s, "its key may", has, "needed", need);
	if (!good) {
		struct finding *fd = outcome_finding(o, FINDING_KEY_USAGE, c);
		fd->shade = usage_shade(f, c);
		char *words = usage_words(c->ku);
		finding_param(fd, PARAM_USAGE, words);
		free(words);
	}
	free(has);
	free(need);
}

static char *usage_list(const struct cert *c)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t i = 0; i < c->n_eku; i++)
		(void)buf_addf(&b, "%s%s", i > 0 ? ", " : "", c->eku[i]);
	if (b.len == 0)
		(void)buf_adds(&b, "nothing");
	return buf_take(&b);
}

/* The same in words, as far as there are words. */
static char *usage_purposes(const struct cert *c)
{
	static const struct { const char *name, *words; } purposes[] = {
		{ "serverAuth", "TLS servers" }, { "clientAuth", "TLS clients" }, { "codeSigning", "signing programs" },
		{ "emailProtection", "e-mail" }, { "timeStamping", "time stamps" }, { "OCSPSigning", "OCSP answers" },
	};
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t i = 0; i < c->n_eku; i++) {
		const char *words = c->eku[i];
		for (size_t k = 0; k < sizeof purposes / sizeof *purposes; k++)
			if (strcmp(purposes[k].name, words) == 0)
				words = purposes[k].words;
		(void)buf_addf(&b, "%s%s", i == 0 ? "" : i + 1 < c->n_eku ? ", " : " and ", words);
	}
	if (b.len == 0)
		(void)buf_adds(&b, "nothing");
	return buf_take(&b);
}

static bool usage_has(const struct cert *c, const char *eku)
{
	for (size_t i = 0; i < c->n_eku; i++)
		if (strcmp(c->eku[i], eku) == 0)
			return true;
	return false;
}

enum usage_answer { USAGE_GOOD, USAGE_OTHER, USAGE_ANY, USAGE_RESPONDER };

/* "Any" alone is not enough for OpenSSL (check_purpose_ssl_server() in v3_purp.c) and Firefox (MatchEKU() in
 * pkixcheck.cpp), in a leaf and in a CA. In a leaf, OCSPSigning beside the purpose stops Firefox
 * (CheckExtendedKeyUsage()): such a certificate could answer for itself. */
static enum usage_answer usage_purpose(const struct cert *c, const char *eku, bool leaf)
{
	if (!usage_has(c, eku))
		return usage_has(c, "anyExtendedKeyUsage") ? USAGE_ANY : USAGE_OTHER;
	return leaf && usage_has(c, "OCSPSigning") ? USAGE_RESPONDER : USAGE_GOOD;
}

static enum shade purpose_shade(const struct inputs *f, enum usage_answer answer, bool leaf)
{
	if (f->purpose != PURPOSE_SERVER)
		return leaf ? SHADE_OTHER_USE : SHADE_CA_OTHER_USE;
	switch (answer) {
	case USAGE_ANY: return leaf ? SHADE_ANY : SHADE_CA_ANY;
	case USAGE_RESPONDER: return SHADE_RESPONDER;
	default: return leaf ? SHADE_NONE : SHADE_CA;
	}
}

/* A server's certificate shown by a client: public CAs issue no other any more. */
static bool purpose_server_only(const struct inputs *f, const struct cert *c, enum usage_answer answer, bool leaf)
{
	return leaf && answer == USAGE_OTHER && f->purpose == PURPOSE_CLIENT && usage_has(c, "serverAuth");
}

/* What a root of the distribution says of itself binds nobody: the programmes of browsers say what it is for. */
static bool purpose_is_beside(const struct inputs *f, size_t at)
{
	return check_leaf_is_ca(f) || (at > 0 && check_is_anchor(f, at) && f->anchor == ANCHOR_PUBLIC);
}

/* Whoever is built on OpenSSL (check_purpose_ssl_server() in v3_purp.c) and Java (EndEntityChecker) look at this old
 * extension as well; no browser does. Shade "netscape" for servers. */
static void purpose_netscape(const struct inputs *f, const struct cert *c, struct outcome *o)
{
	bool server = f->purpose == PURPOSE_SERVER;

	if ((!server && f->purpose != PURPOSE_CLIENT)
		|| cert_netscape_allows(c, server ? NETSCAPE_SERVER : NETSCAPE_CLIENT))
		return;
	outcome_step(o, STEP_USAGE, c, STEP_FAIL, "Its Netscape certificate type is for others than %s.",
		usages[f->purpose].eku_words);
	struct finding *fd = outcome_finding(o, FINDING_WRONG_PURPOSE, c);
	fd->shade = server ? SHADE_NETSCAPE : SHADE_OTHER_USE;
	finding_param(fd, PARAM_RULE, usages[f->purpose].eku_words);
	finding_param(fd, PARAM_NEEDS, usages[f->purpose].eku);
}

/* Parameters: usage ("TLS clients and e-mail"), rule (the use in question), needs ("clientAuth"). Shades: "ca" when it
 * is a CA above that excludes the use, "any" and "ca-any" where "any" is there instead of the purpose, "responder"
 * where OCSPSigning is beside it, "netscape" where another extension excludes it; "other-use" and "ca-other-use" where
 * another use than a server's was asked about, and "server-only" where a server's is used by a client. */
void check_purpose(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct usage *u = &usages[f->purpose];

	if (!c->parsed || u->eku == NULL || purpose_is_beside(f, at))
		return;
	enum usage_answer answer = c->has_eku ? usage_purpose(c, u->eku, at == 0) : USAGE_GOOD;
	bool good = answer == USAGE_GOOD;
	if (at == 0 && good)
		purpose_netscape(f, c, o);
	if (!c->has_eku) {
		if (at == 0 && cert_extension(c, "2.16.840.1.113730.1.1") == NULL)
			outcome_step(o, STEP_USAGE, c, STEP_PASS, "It is not limited to certain purposes.");
		return;
	}
	if (good && o->quiet)
		return;
	char *has = usage_list(c);
	struct step *s = outcome_step(o, STEP_USAGE, c, good ? STEP_PASS : STEP_FAIL,
		"%s for %s; its use for %s needs %s%s.",
		at == 0 ? "It is made out" : "It may only hand on certificates", has, u->eku_words, u->eku,
		answer == USAGE_RESPONDER ? " without OCSPSigning" : "");
	step_sides(s, at == 0 ? "made out for" : "hands on", has, "used for", u->eku);
	if (!good) {
		struct finding *fd = outcome_finding(o, FINDING_WRONG_PURPOSE, c);
		fd->shade = purpose_server_only(f, c, answer, at == 0) ? SHADE_SERVER_ONLY
			: purpose_shade(f, answer, at == 0);
		finding_param(fd, PARAM_RULE, u->eku_words);
		finding_param(fd, PARAM_NEEDS, u->eku);
		char *words = usage_purposes(c);
		finding_param(fd, PARAM_USAGE, words);
		free(words);
	}
	free(has);
}

/* mozilla::pkix (CheckBasicConstraints() in pkixcheck.cpp) and rustls-webpki (CaUsedAsEndEntity) take no CA for a
 * server; Chromium and OpenSSL do. Shade "imported": it stands in the trust store itself. */
void check_ca_as_server(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];

	if (!c->parsed || f->purpose != PURPOSE_SERVER || !c->is_ca || check_leaf_is_ca(f))
		return;
	struct step *s = outcome_step(o, STEP_USAGE, c, STEP_FAIL,
		"It says of itself that it is a CA (CA:TRUE), and is used as a server's own.");
	step_sides(s, "it says of itself", "it is a CA", "used for", usages[PURPOSE_SERVER].eku);
	struct finding *fd = outcome_finding(o, FINDING_CA_AS_SERVER, c);
	fd->shade = check_is_anchor(f, at) ? SHADE_IMPORTED : SHADE_NONE;
}
