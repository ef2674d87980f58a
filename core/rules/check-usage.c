/* SPDX-License-Identifier: GPL-3.0-or-later
 * May the key be used for what it is used for here? Key usage (RFC 5280 4.2.1.3) and extended key usage (4.2.1.12), the
 * latter nested through the CAs as browsers do it: a CA that names its purposes hands on only these. */
#include "rules/common.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

/* What a purpose asks for: one of the bits (RFC 5280 4.2.1.12 names those consistent with each purpose). */
struct usage {
	const char *what, *eku, *eku_words;
	unsigned ku;
};

static const struct usage usages[] = {
	[PURPOSE_SERVER] = { "a server's", "serverAuth", "TLS servers",
		KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT },
	[PURPOSE_CLIENT] = { "a client's", "clientAuth", "TLS clients", KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT },
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

/* TLS 1.3 has nothing but signatures (RFC 8446 4.4.2.2); BoringSSL asks for the bit with every key exchange of
 * today. */
static unsigned usage_wanted(const struct facts *f)
{
	if (f->purpose == PURPOSE_SERVER && f->tls.server && f->tls.version >= 0x0304)
		return KU_DIGITAL_SIGNATURE;
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

/* Parameters: usage ("to sign certificates and to sign revocation lists"). */
void check_key_usage(const struct facts *f, size_t at, struct outcome *o)
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
		char *words = usage_words(c->ku);
		finding_param(fd, "usage", words);
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

/* Parameters: usage ("TLS clients and e-mail"). Shade "ca" when it is a CA above that excludes the use. */
void check_purpose(const struct facts *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct usage *u = &usages[f->purpose];

	if (!c->parsed || u->eku == NULL || check_leaf_is_ca(f) || (at > 0 && check_is_anchor(f, at)))
		return;
	if (!c->has_eku) {
		if (at == 0)
			outcome_step(o, STEP_USAGE, c, STEP_PASS, "It is not limited to certain purposes.");
		return;
	}
	bool good = cert_allows_eku(c, u->eku);
	if (good && o->quiet)
		return;
	char *has = usage_list(c);
	struct step *s = outcome_step(o, STEP_USAGE, c, good ? STEP_PASS : STEP_FAIL,
		"%s for %s; its use for %s needs %s.",
		at == 0 ? "It is made out" : "It may only hand on certificates", has, u->eku_words, u->eku);
	step_sides(s, at == 0 ? "made out for" : "hands on", has, "used for", u->eku);
	if (!good) {
		struct finding *fd = outcome_finding(o, FINDING_WRONG_PURPOSE, c);
		fd->shade = at > 0 ? "ca" : NULL;
		char *words = usage_purposes(c);
		finding_param(fd, "usage", words);
		free(words);
	}
	free(has);
}
