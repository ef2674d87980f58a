/* SPDX-License-Identifier: GPL-3.0-or-later
 * Can its signature or its key be forged with today's means? */
#include "rules/check-strength.h"
#include "rules/common.h"
#include "base/mem.h"
#include "rules/key-support.h"
#include "x509/cert-key.h"
#include "x509/post-quantum.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

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
static bool signature_counts(const struct inputs *f, size_t at)
{
	return !check_is_anchor(f, at) && !(f->path[at]->self_signed && at == f->n_path - 1);
}

/* Parameters: algorithm (the method), reason; shade "unchecked". */
void strength_unchecked(const struct cert *c, const char *why, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_WEAK_SIGNATURE, c);

	fd->shade = SHADE_UNCHECKED;
	finding_param(fd, PARAM_ALGORITHM, cert_signed_with(c));
	finding_param(fd, PARAM_REASON, why);
}

static void signature_is_weak(const struct cert *c, const char *name, struct outcome *o)
{
	const char *hash = hash_names[c->sig_alg.hash];
	struct step *s = outcome_step(o, STEP_STRENGTH, c, STEP_FAIL,
		"Its signature (%s) is made over %s, for which forgeries have been made.", name, hash);
	struct finding *fd = outcome_finding(o, FINDING_WEAK_SIGNATURE, c);

	step_sides(s, "signed over", hash, "no longer good enough", "MD5, SHA-1");
	fd->shade = SHADE_NONE;
	finding_param(fd, PARAM_ALGORITHM, hash);
}

/* SHA-224 is not weak, but no browser takes it (BoringSSL pki/, mozilla::pkix), nor does BR 7.1.3.2. */
static void signature_is_odd(const struct cert *c, const char *name, struct outcome *o)
{
	struct finding *fd;

	outcome_step(o, STEP_STRENGTH, c, STEP_FAIL,
		"Its signature (%s) is made over SHA-224, which Chromium and Firefox do not take.", name);
	fd = outcome_finding(o, FINDING_WEAK_SIGNATURE, c);
	if (fd->shade == SHADE_NONE)
		fd->shade = SHADE_UNSUPPORTED;
	finding_param(fd, PARAM_ALGORITHM, name);
}

/* Parameters: algorithm ("SHA-1"). */
void check_weak_signature(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	enum sig_hash h = c->sig_alg.hash;
	const char *name;
	struct step *s;

	if (!c->parsed || !signature_counts(f, at))
		return;
	name = cert_signed_with(c);
	if (hash_is_weak(h)) {
		signature_is_weak(c, name, o);
	} else if (h == HASH_SHA224) {
		signature_is_odd(c, name, o);
	} else if (c->sig_alg.post != NULL) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP, c->sig_alg.post->use == POST_PROVES
			? "It has no signature but a place in a Merkle tree (%s); nothing is said of that here."
			: "Its signature (%s) is made to withstand quantum computers; no weakness is known here.",
			name);
	} else if (h == HASH_UNKNOWN) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP, "Its signature uses %s, whose strength is not known here.",
			name);
	} else {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_PASS,
			"Its signature (%s) is made over %s, for which no forgery is known.", name, hash_names[h]);
		step_sides(s, "signed over", hash_names[h], "no longer good enough", "MD5, SHA-1");
	}
}

/* RSA and DSA by the modulus, EC by the field: 2048 and 224 bits are both worth 112 bits of security (NIST SP 800-57
 * part 1, table 2). */
static bool key_is_short(const struct key *k)
{
	switch (k->algorithm) {
	case KEY_RSA:
	case KEY_DSA: return k->bits > 0 && k->bits < RSA_BITS;
	case KEY_EC: return k->bits > 0 && k->bits < EC_BITS;
	default: return false;
	}
}

/* What is wrong with an exponent that is weak, as a clause. */
static char *key_exponent(const struct key *k)
{
	if (k->rsa_exponent >> 33 != 0)
		return mem_strdup("its exponent is longer than 33 bits, and whoever checks with it is kept busy");
	if (k->rsa_exponent == 1)
		return mem_strdup("its exponent is 1, so that everybody can make its signatures");
	return mem_printf("its exponent is %" PRIu64 ", and no key can be made for an even one", k->rsa_exponent);
}

static const char *key_least(const struct key *k)
{
	return k->algorithm == KEY_EC ? "EC with 224 bits" : k->algorithm == KEY_DSA ? "2048 bits"
		: "RSA with 2048 bits";
}

/* RSA of 829 bits is the longest that is known to have been factored (RSA-250, 2020). */
static bool key_is_in_reach(const struct key *k)
{
	return k->algorithm == KEY_EC || k->bits < 1024;
}

static void key_too_short(const struct cert *c, const char *key, struct outcome *o)
{
	bool reach = key_is_in_reach(&c->key);
	struct step *s = outcome_step(o, STEP_STRENGTH, c, STEP_FAIL, "Its key (%s) is %s.", key,
		reach ? "too weak to prove anything" : "shorter than is asked for today");
	struct finding *fd = outcome_finding(o, FINDING_WEAK_KEY, c);

	fd->shade = reach ? SHADE_NONE : SHADE_SHORT;

	step_sides(s, "its key", key, "at least", key_least(&c->key));
	finding_param(fd, PARAM_ALGORITHM, key_algorithm_name(c->key.algorithm));
	check_param(fd, PARAM_BITS, "%u", c->key.bits);
}

void strength_exponent(const struct cert *c, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_WEAK_KEY, c);
	char *why = key_exponent(&c->key);

	fd->shade = SHADE_EXPONENT;
	finding_param(fd, PARAM_REASON, why);
	free(why);
}

/* Parameters: algorithm ("RSA"), bits; of the shade "exponent": reason. Shade "short": nobody is known to have worked
 * such a key out. */
void check_weak_key(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct key *k = &c->key;
	struct step *s;
	char *key;

	if (!c->parsed || (o->quiet && !key_is_short(k) && !key_exponent_is_weak(k)))
		return;
	key = key_words(k);
	if (k->broken) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP,
			"What should be its key is none, so that nothing can be said of its"
			" strength.");
	} else if (key_exponent_is_weak(k)) {
		outcome_step(o, STEP_STRENGTH, c, STEP_FAIL,
			"Its key (%s) proves nothing, for its exponent is even, 1 or longer than"
			" 33 bits.", key);
		strength_exponent(c, o);
	} else if (key_is_short(k)) {
		key_too_short(c, key, o);
	} else if (k->algorithm == KEY_OTHER) {
		outcome_step(o, STEP_STRENGTH, c, STEP_SKIP,
			"Its key is of a kind whose strength is not known here: %s.", key);
	} else {
		s = outcome_step(o, STEP_STRENGTH, c, STEP_PASS, "Its key (%s) is strong enough.", key);
		if (k->algorithm == KEY_RSA || k->algorithm == KEY_EC)
			step_sides(s, "its key", key, "at least", key_least(k));
	}
	free(key);
}

/* Of the keys that Chromium does not negotiate, this one is known to work in Firefox (key-support.def). */
static bool strength_firefox_takes(const struct key *k)
{
	return k->curve != NULL && strcmp(k->curve, "P-521") == 0 && !k->explicit_curve && !k->compressed;
}

/* Parameters: algorithm ("Ed25519"), reason (who stops and who does not). Shade "partly": Firefox takes it. */
void strength_unsupported(const struct cert *c, bool ca, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_UNSUPPORTED_KEY, c);
	char *key = key_words(&c->key);

	if (ca)
		fd->shade = c->key.algorithm == KEY_EC ? SHADE_CA : SHADE_CA_KIND;
	else
		fd->shade = strength_firefox_takes(&c->key) ? SHADE_PARTLY : SHADE_NONE;
	finding_param(fd, PARAM_ALGORITHM, key);
	finding_param(fd, PARAM_REASON, key_unsupported(&c->key, ca));
	free(key);
}

/* Parameters: subject, algorithm (the method), reason. Shade "method": whatever the issuer's key is. */
void strength_unsupported_method(const struct cert *c, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_UNSUPPORTED_KEY, c);

	fd->shade = SHADE_METHOD;
	finding_param(fd, PARAM_ALGORITHM, c->sig_alg.name);
	finding_param(fd, PARAM_REASON, method_unsupported(&c->sig_alg));
}

/* Who verifies a client's certificate is no browser. */
void check_key_support(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	bool ca = at > 0 || check_leaf_is_ca(f);
	const char *why = c->parsed && !c->key.broken && f->purpose != PURPOSE_CLIENT ? key_unsupported(&c->key, ca)
		: NULL;
	char *key;

	if (why == NULL)
		return;
	key = key_words(&c->key);
	outcome_step(o, STEP_STRENGTH, c, STEP_FAIL, "Its key is %s: %s.", key, why);
	strength_unsupported(c, ca, o);
	free(key);
}
