/* SPDX-License-Identifier: GPL-3.0-or-later
 * Can its signature or its key be forged with today's means? */
#include "rules/common.h"

#include <stdio.h>

enum { RSA_BITS = 2048, EC_BITS = 224 };

static const char *const hash_names[] = {
	[HASH_UNKNOWN] = "an unknown hash", [HASH_MD2] = "MD2", [HASH_MD5] = "MD5", [HASH_SHA1] = "SHA-1",
		[HASH_SHA224] = "SHA-224",
	[HASH_SHA256] = "SHA-256", [HASH_SHA384] = "SHA-384", [HASH_SHA512] = "SHA-512",
		[HASH_NONE] = "the whole message",
};

static bool hash_is_weak(enum sig_hash h)
{
	return h == HASH_MD2 || h == HASH_MD5 || h == HASH_SHA1;
}

/* Nobody relies on the signature of the anchor, nor on what a self-signed certificate says of itself. */
static bool signature_counts(const struct facts *f, size_t at)
{
	return !check_is_anchor(f, at) && !(f->path[at]->self_signed && at == f->n_path - 1);
}

/* Parameters: algorithm ("SHA-1"). */
void check_weak_signature(const struct facts *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];

	if (!c->parsed || !signature_counts(f, at) || (o->quiet && !hash_is_weak(c->sig_alg.hash)))
		return;
	struct step *s;
	const char *name = c->sig_alg.name != NULL ? c->sig_alg.name : c->sig_alg.oid;
	const char *hash = hash_names[c->sig_alg.hash];
	if (name == NULL)
		name = "unknown";
	if (c->sig_alg.hash == HASH_UNKNOWN) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP, "Its signature uses %s, whose strength is not known here.",
			name);
	} else if (!hash_is_weak(c->sig_alg.hash)) {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_PASS,
			"Its signature (%s) is made over %s, for which no forgery is known.", name, hash);
		step_sides(s, "signed over", hash, "no longer good enough", "MD5, SHA-1");
	} else {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_FAIL,
			"Its signature (%s) is made over %s, for which forgeries have been made.", name, hash);
		step_sides(s, "signed over", hash, "no longer good enough", "MD5, SHA-1");
		struct finding *fd = outcome_finding(o, FINDING_WEAK_SIGNATURE, c);
		finding_param(fd, PARAM_ALGORITHM, hash);
	}
}

/* RSA and DSA by the modulus, EC by the field: 2048 and 224 bits are both worth 112 bits of security (NIST SP 800-57
 * part 1, table 2), which browsers ask for. DSA is out whatever its size: no browser has it any more (BR 6.1.5 leaves
 * it out, too). */
static bool key_is_weak(const struct key *k)
{
	switch (k->algorithm) {
	case KEY_RSA: return k->bits > 0 && k->bits < RSA_BITS;
	case KEY_EC: return k->bits > 0 && k->bits < EC_BITS;
	case KEY_DSA: return true;
	default: return false;
	}
}

static const char *const key_names[] = {
	[KEY_RSA] = "RSA", [KEY_EC] = "EC", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448", [KEY_DSA] = "DSA",
		[KEY_OTHER] = "unknown",
};

static const char *key_words(const struct key *k, char *out, size_t size)
{
	if (k->algorithm == KEY_EC && k->curve != NULL)
		(void)snprintf(out, size, "EC %s", k->curve);
	else if (k->algorithm == KEY_ED25519 || k->algorithm == KEY_ED448 || k->bits == 0)
		(void)snprintf(out, size, "%s", key_names[k->algorithm]);
	else
		(void)snprintf(out, size, "%s with %u bits", key_names[k->algorithm], k->bits);
	return out;
}

static const char *key_least(const struct key *k)
{
	return k->algorithm == KEY_EC ? "EC with 224 bits" : "RSA with 2048 bits";
}

/* Parameters: algorithm ("RSA"), bits. */
void check_weak_key(const struct facts *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	struct step *s;
	char key[64];

	if (!c->parsed || (o->quiet && !key_is_weak(&c->key)))
		return;
	key_words(&c->key, key, sizeof key);
	if (c->key.algorithm == KEY_OTHER) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP, "Its key is of a kind whose strength is not known here.");
	} else if (!key_is_weak(&c->key)) {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_PASS, "Its key (%s) is strong enough.", key);
		if (c->key.algorithm == KEY_RSA || c->key.algorithm == KEY_EC)
			step_sides(s, "its key", key, "at least", key_least(&c->key));
	} else {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_FAIL, "Its key (%s) is too weak to prove anything.", key);
		step_sides(s, "its key", key, "at least", key_least(&c->key));
		struct finding *fd = outcome_finding(o, FINDING_WEAK_KEY, c);
		finding_param(fd, PARAM_ALGORITHM, key_names[c->key.algorithm]);
		check_param(fd, PARAM_BITS, "%u", c->key.bits);
	}
}
