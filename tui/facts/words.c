/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates in words that need no book. */
#include "facts/words.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX_BYTES = 1024 };

char *words_key(const struct key *k)
{
	static const char *const names[] = {
		[KEY_RSA] = "RSA", [KEY_EC] = "EC", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448", [KEY_DSA] = "DSA",
			[KEY_OTHER] = "other key",
	};

	if (k->curve != NULL && k->algorithm == KEY_EC)
		return mem_printf("EC %s", k->curve);
	if (k->bits > 0 && (k->algorithm == KEY_RSA || k->algorithm == KEY_DSA || k->algorithm == KEY_EC))
		return mem_printf("%s %u", names[k->algorithm], k->bits);
	return mem_strdup(names[k->algorithm]);
}

char *words_hex(const uint8_t *p, size_t n, size_t max)
{
	struct buf b = BUF_INIT(3 * max + 8);

	for (size_t i = 0; i < n && i < max; i++)
		(void)buf_addf(&b, "%s%02X", i > 0 ? ":" : "", p[i]);
	if (n > max)
		(void)buf_adds(&b, "…");
	return buf_take(&b);
}

char *words_names(const struct inspection *i, const struct card *c)
{
	size_t n = c->cert->sans_total, matching = 0;

	if (n == 0)
		return mem_strdup("no names at all");
	if (c->san_matches == NULL || i->target.host == NULL)
		return mem_printf("%zu %s", n, n == 1 ? "name" : "names");
	for (size_t k = 0; k < c->cert->n_sans; k++)
		matching += c->san_matches[k];
	if (matching == 0)
		return n == 1 ? mem_strdup("its only name; it does not match")
			: mem_printf("%zu names, none matches", n);
	return n == 1 ? mem_strdup("its only name; it matches")
		: mem_printf("%zu names, %zu of them %s", n, matching, matching == 1 ? "matches" : "match");
}

/* What each purpose means to somebody who never heard of it (RFC 5280 4.2.1.12). */
static const struct { const char *eku, *words; } words_purposes[] = {
	{ "serverAuth", "prove a server's identity" }, { "clientAuth", "log in as a client" },
		{ "codeSigning", "sign programs" },
	{ "emailProtection", "sign and encrypt e-mail" }, { "timeStamping", "put a time on documents" },
	{ "OCSPSigning", "say which certificates were withdrawn" }, { "anyExtendedKeyUsage", "anything" },
};

static const char *words_purpose(const char *eku)
{
	for (size_t i = 0; i < sizeof words_purposes / sizeof *words_purposes; i++) {
		if (strcmp(eku, words_purposes[i].eku) == 0)
			return words_purposes[i].words;
	}
	return eku;
}

static void words_list(struct buf *b, const char *item)
{
	if (b->len > 0)
		(void)buf_adds(b, ", ");
	(void)buf_adds(b, item);
}

char *words_may(const struct cert *c)
{
	struct buf b = BUF_INIT(WORDS_MAX_BYTES);

	if (c->is_ca && (!c->has_ku || (c->ku & KU_KEY_CERT_SIGN) != 0)) {
		if (c->path_length == 0)
			words_list(&b, "issue certificates, but not to further CAs");
		else
			words_list(&b, c->path_length > 0 ? "issue certificates, also to some further CAs"
				: "issue certificates, also to further CAs");
		if (c->has_ku && (c->ku & KU_CRL_SIGN) != 0)
			words_list(&b, "withdraw them");
		if (c->nc != NULL)
			words_list(&b, "only for certain names");
	} else {
		for (size_t i = 0; i < c->n_eku; i++)
			words_list(&b, words_purpose(c->eku[i]));
		if (!c->has_eku)
			words_list(&b, "be used for any purpose: it names none");
	}
	return buf_take(&b);
}

/* Who vouches at the top of the path. */
static enum anchor_kind words_anchor(const struct inspection *i)
{
	return i->n_path > 0 ? i->cards[i->path[i->n_path - 1]].anchor : ANCHOR_NONE;
}

static const struct { const char *class, *words; } words_classes[] = {
	{ "DV", "DV: only the name was checked" },
	{ "OV", "OV: the organisation was checked as well" },
	{ "IV", "IV: the person was checked as well" },
	{ "EV", "EV: the organisation was checked thoroughly" },
};

char *words_process(const struct inspection *i, const struct card *c)
{
	static const char *const by_anchor[] = {
		[ANCHOR_NONE] = "nobody known here stands behind it",
		[ANCHOR_PUBLIC] = "a public authority, by browsers' rules",
		[ANCHOR_ADDED] = "a private authority, by its own rules",
		[ANCHOR_DEMO] = "the gallery's own authority, for this run",
		[ANCHOR_SESSION] = "an authority that you trust for now",
	};

	if (c->cert->self_signed && !c->in_trust_store)
		return mem_strdup("none: it vouches for itself");
	if (c->in_trust_store)
		return mem_strdup(c->anchor == ANCHOR_PUBLIC ? "a root that browsers let in after audits"
			: by_anchor[c->anchor]);
	for (size_t k = 0; c->validation != NULL && k < sizeof words_classes / sizeof *words_classes; k++) {
		if (strcmp(c->validation, words_classes[k].class) == 0)
			return mem_strdup(words_classes[k].words);
	}
	return mem_strdup(by_anchor[words_anchor(i)]);
}

static const char *words_hash(enum sig_hash h)
{
	static const char *const names[] = {
		[HASH_UNKNOWN] = "an unknown hash", [HASH_MD2] = "MD2", [HASH_MD5] = "MD5", [HASH_SHA1] = "SHA-1",
			[HASH_SHA224] = "SHA-224",
		[HASH_SHA256] = "SHA-256", [HASH_SHA384] = "SHA-384", [HASH_SHA512] = "SHA-512", [HASH_NONE] = "",
	};

	return names[h];
}

static const char *words_signature_state(const struct inspection *i, int card)
{
	static const char *const states[] = {
		[STEP_PASS] = "checks out", [STEP_FAIL] = "does not check out",
		[STEP_WARN] = "checks out, but is weak", [STEP_SKIP] = "not checked",
	};

	for (size_t k = 0; k < i->n_steps; k++) {
		if (i->steps[k].id == STEP_SIGNATURE && i->steps[k].card == card)
			return states[i->steps[k].result];
	}
	return i->cards[card].in_trust_store ? "its own" : "not checked";
}

char *words_signature(const struct inspection *i, int card)
{
	static const char *const keys[] = {
		[KEY_RSA] = "RSA", [KEY_EC] = "ECDSA", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448",
			[KEY_DSA] = "DSA", [KEY_OTHER] = "unknown",
	};
	const struct sig_alg *s = &i->cards[card].cert->sig_alg;
	const char *state = words_signature_state(i, card);

	if (s->name == NULL)
		return mem_printf("%s; %s", s->oid != NULL ? s->oid : "unknown", state);
	if (s->hash == HASH_NONE)
		return mem_printf("%s; %s", keys[s->key], state);
	return mem_printf("%s with %s; %s", keys[s->key], words_hash(s->hash), state);
}

bool words_is_site(const struct inspection *i, const struct card *c)
{
	return c->role == ROLE_LEAF && i->target.kind != TARGET_FILE && i->target.kind != TARGET_STORE;
}

const char *words_licence(const struct inspection *i, const struct card *c)
{
	const struct cert *cert = c->cert;

	if (!cert->parsed)
		return "UNREADABLE";
	if (c->role == ROLE_ROOT || c->in_trust_store)
		return "ROOT LICENCE";
	if (cert->is_ca && !words_is_site(i, c))
		return "ISSUER'S LICENCE";
	if (cert_allows_eku(cert, "serverAuth"))
		return "SERVER LICENCE";
	return cert_allows_eku(cert, "clientAuth") ? "CLIENT LICENCE" : "LICENCE";
}

const char *words_place(const struct inspection *i, int card)
{
	static const char *const anchors[] = {
		[ANCHOR_NONE] = "nobody here trusts it", [ANCHOR_PUBLIC] = "public root, trusted",
			[ANCHOR_ADDED] = "private root, trusted",
		[ANCHOR_DEMO] = "demo root, trusted here", [ANCHOR_SESSION] = "trusted until you leave",
	};
	const struct card *c = &i->cards[card];

	if (c->role == ROLE_STRANGER)
		return "sent, but not needed";
	if (!c->cert->parsed)
		return "unreadable";
	if (c->in_trust_store)
		return anchors[c->anchor];
	if (c->role == ROLE_ROOT)
		return anchors[ANCHOR_NONE];
	if (c->origin == ORIGIN_FETCHED)
		return "fetched: left out by the server";
	if (c->role == ROLE_LEAF)
		return i->target.kind == TARGET_FILE ? "the file's first" : "the site's own";
	return c->origin == ORIGIN_STORE ? "known here: left out by the server" : "intermediate";
}

enum step_result words_worst(const struct inspection *i, int card)
{
	enum step_result worst = STEP_PASS;

	for (size_t k = 0; k < i->n_steps; k++) {
		if (i->steps[k].card != card)
			continue;
		if (i->steps[k].result == STEP_FAIL)
			return STEP_FAIL;
		if (i->steps[k].result == STEP_WARN)
			worst = STEP_WARN;
	}
	for (size_t k = 0; k < i->n_findings; k++) {
		if (i->findings[k].card != card || i->findings[k].level == LEVEL_INFO)
			continue;
		if (i->findings[k].level == LEVEL_UNTRUSTED)
			return STEP_FAIL;
		worst = STEP_WARN;
	}
	return worst;
}

int words_finding_of(const struct inspection *i, int card)
{
	for (size_t k = 0; k < i->n_findings; k++) {
		if (i->findings[k].card == card)
			return (int)k;
	}
	return -1;
}
