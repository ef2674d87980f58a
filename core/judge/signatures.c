/* SPDX-License-Identifier: GPL-3.0-or-later
 * A memory of verified signatures, by pairs of certificates. */
#include "judge/signatures.h"

#include "base/limits.h"
#include "rules/check.h"
#include "x509/verify.h"

#include <string.h>

void sigs_init(struct sigs *s, struct cert_cache *cache,
	int (*verify)(const struct cert *, const struct cert *, struct cc_err *))
{
	memset(s, 0, sizeof *s);
	s->cache = cache;
	s->verify = verify;
}

/* The slot of this pair, or the free one where it would go. The table never fills: see sigs_verify(). */
static struct sigs_pair *sigs_slot(struct sigs *s, const struct cert *child, const struct cert *issuer)
{
	uint32_t key;
	size_t at;

	memcpy(&key, issuer->spki_sha256, sizeof key);
	at = (((uintptr_t)child >> 4) * 31 + key) % SIGS_SLOTS;
	while (s->slots[at].child != NULL
		&& (s->slots[at].child != child || memcmp(s->slots[at].key, issuer->spki_sha256, 32) != 0))
		at = (at + 1) % SIGS_SLOTS;
	return &s->slots[at];
}

static int sigs_try(struct sigs *s, const struct cert *child, const struct cert *issuer)
{
	int r = cert_cache_verified(s->cache, child, issuer);

	if (r >= 0)
		return r;
	if (s->spent >= LIMIT_SIGNATURES)
		return SIGNATURE_OVER_BUDGET;
	s->spent++;
	r = s->verify(child, issuer, NULL);
	if (r >= 0)
		cert_cache_learn(s->cache, child, issuer, r);
	return r;
}

int sigs_verify(void *ctx, const struct cert *child, const struct cert *issuer)
{
	struct sigs *s = ctx;
	struct sigs_pair *p;
	int r;

	if (!child->parsed || !issuer->parsed)
		return SIGNATURE_UNCHECKED;
	if (verify_obstacle(&issuer->key, &child->sig_alg) != VERIFY_FREE)
		return SIGNATURE_UNCHECKED;
	if (verify_impossible(child, issuer))     /* costs no budget */
		return SIGNATURE_BAD;
	p = sigs_slot(s, child, issuer);
	if (p->child != NULL)
		return p->result;
	r = sigs_try(s, child, issuer);
	if (s->used < SIGS_SLOTS / 2) {
		s->used++;
		p->child = child;
		memcpy(p->key, issuer->spki_sha256, 32);
		p->result = r;
	}
	return r;
}
