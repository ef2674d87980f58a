/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two small tables in which a newcomer takes the place of whatever stood in its slot. */
#include "judge/cache.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct cache_pair {
	bool used, verified;
	uint8_t child[32];       /* SHA-256 of the certificate */
	uint8_t issuer[32];      /* SHA-256 of the key: twins of one key give one answer */
};

struct cert_cache {
	struct cert *certs[LIMIT_CACHE_CERTS];
	struct cache_pair pairs[LIMIT_CACHE_PAIRS];
};

struct cert_cache *cert_cache_new(void)
{
	return mem_alloc(sizeof(struct cert_cache));
}

void cert_cache_free(struct cert_cache *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < LIMIT_CACHE_CERTS; i++)
		cert_unref(k->certs[i]);
	free(k);
}

/* FNV-1a over the end of the certificate, which is its signature and so as good as random. */
static size_t cache_slot(const uint8_t *der, size_t n)
{
	uint64_t h = 14695981039346656037U;
	size_t from = n > 32 ? n - 32 : 0;

	for (size_t i = from; i < n; i++)
		h = (h ^ der[i]) * 1099511628211U;
	return (size_t)(h ^ h >> 32) % LIMIT_CACHE_CERTS;
}

struct cert *cert_cache_read(struct cert_cache *k, const void *der, size_t n)
{
	struct cert *c;
	size_t slot;

	if (k == NULL || n > LIMIT_CACHE_CERT_BYTES)
		return cert_read(der, n);
	slot = cache_slot(der, n);
	c = k->certs[slot];
	if (c != NULL && c->der_len == n && memcmp(c->der, der, n) == 0)
		return cert_ref(c);
	c = cert_read(der, n);
	if (c->parsed && c->is_ca) {
		cert_unref(k->certs[slot]);
		k->certs[slot] = cert_ref(c);
	}
	return c;
}

static size_t cache_pair_slot(const struct cert *child, const struct cert *issuer)
{
	uint32_t a, b;

	memcpy(&a, child->sha256, sizeof a);
	memcpy(&b, issuer->spki_sha256, sizeof b);
	return (a ^ b) % LIMIT_CACHE_PAIRS;
}

int cert_cache_verified(const struct cert_cache *k, const struct cert *child, const struct cert *issuer)
{
	const struct cache_pair *p;

	if (k == NULL)
		return -1;
	p = &k->pairs[cache_pair_slot(child, issuer)];
	if (!p->used || memcmp(p->child, child->sha256, sizeof p->child) != 0
		|| memcmp(p->issuer, issuer->spki_sha256, sizeof p->issuer) != 0)
		return -1;
	return p->verified ? 1 : 0;
}

void cert_cache_learn(struct cert_cache *k, const struct cert *child, const struct cert *issuer, int verified)
{
	struct cache_pair *p;

	if (k == NULL || !child->is_ca)
		return;
	p = &k->pairs[cache_pair_slot(child, issuer)];
	p->used = true;
	p->verified = verified == 1;
	memcpy(p->child, child->sha256, sizeof p->child);
	memcpy(p->issuer, issuer->spki_sha256, sizeof p->issuer);
}
