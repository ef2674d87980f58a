/* SPDX-License-Identifier: GPL-3.0-or-later
 * Trust anchors, looked up and not loaded: making the index reads each root's subject and nothing more. */
#include "config.h"

#include "trust/trust.h"

#include "asn1/der.h"
#include "x509/dn.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "asn1/pem.h"
#include "trust/roots.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One root of the bundle: where its base64 is, and a hash of its subject that dn_match() names share. */
struct trust_entry { struct bytes body; uint64_t subject; };

struct trust_index {
	char *path;                      /* of a bundle that is not read yet; NULL: it is */
	struct buf bundle;
	struct trust_entry *entries;
	size_t n;
	int64_t date;
};

struct trust_added { struct cert *cert; enum anchor_kind kind; };

struct trust {
	const struct trust_index *ix;    /* NULL: none, or the base has it */
	struct trust *base;              /* NULL: none; its cache is filled through the views on it */
	struct trust_added *added;
	size_t n_added;
	/* of the index, once asked for: one for each entry; kind NONE: not looked at */
	struct trust_added *read;
};

/* What of a certificate is decoded at first to get at its subject. */
enum { TRUST_HEAD = 480 };

/* Step into an element that may go on behind what was decoded. */
static bool trust_enter(struct bytes *in)
{
	size_t head;

	if (in->n < 2 || in->p[0] != DER_SEQUENCE)
		return false;
	head = 2 + (in->p[1] < 0x80 ? 0 : in->p[1] & 0x7f);
	if (head > in->n)
		return false;
	*in = (struct bytes){ in->p + head, in->n - head };
	return true;
}

/* The subject's Name in the first bytes of a certificate. */
static bool trust_subject(struct bytes der, struct bytes *subject)
{
	struct bytes skipped;
	struct der name;

	if (!trust_enter(&der) || !trust_enter(&der) || !der_optional(&der, DER_CONSTRUCTED_TAG(0), &skipped) ||
	    !der_take(&der, DER_INTEGER, &skipped) || !der_take(&der, DER_SEQUENCE, &skipped)
	    || !der_take(&der, DER_SEQUENCE, &skipped) ||
	    !der_take(&der, DER_SEQUENCE, &skipped) || !der_take_whole(&der, DER_SEQUENCE, &name))
		return false;
	*subject = name.whole;
	return true;
}

static bool trust_hash_whole(const struct pem_block *b, uint64_t *hash)
{
	size_t n;
	uint8_t *der = pem_decode(b, &n);
	struct bytes subject;
	bool ok = der != NULL && trust_subject((struct bytes){ der, n }, &subject);

	if (ok)
		*hash = dn_hash(subject);
	free(der);
	return ok;
}

static bool trust_hash(const struct pem_block *b, uint64_t *hash)
{
	uint8_t head[TRUST_HEAD];
	struct bytes subject;
	size_t n;

	if (!base64_decode(b->body, head, sizeof head, &n))
		return false;
	if (!trust_subject((struct bytes){ head, n }, &subject))
		return trust_hash_whole(b, hash);
	*hash = dn_hash(subject);
	return true;
}

void trust_index_fill(struct trust_index *ix, struct cc_err *e)
{
	char *path = ix != NULL ? ix->path : NULL;
	struct trust_entry entry;
	struct pem_block block;
	struct bytes in;
	struct stat st;

	if (path == NULL)
		return;
	ix->path = NULL;
	if (file_read(path, &ix->bundle, e) != 0) {
		buf_done(&ix->bundle);
		goto out;
	}
	if (stat(path, &st) == 0)
		ix->date = (int64_t)st.st_mtime;
	in = buf_bytes(&ix->bundle);
	while (ix->n < LIMIT_FILE_CERTS && pem_next(&in, &block)) {
		entry.body = block.body;
		if (!pem_is(&block, "CERTIFICATE") || !trust_hash(&block, &entry.subject))
			continue;
		MEM_GROW(ix->entries, ix->n);
		ix->entries[ix->n++] = entry;
	}
	if (ix->n == 0)
		(void)err_setx(e, ERR_PARSE, "the trust store %s holds no certificate", path);
out:
	free(path);
}

struct trust_index *trust_index_later(void)
{
	struct trust_index *ix = mem_alloc(sizeof *ix);
	const char *path = getenv("SSL_CERT_FILE");

	buf_init(&ix->bundle, LIMIT_FILE_BYTES);
	ix->path = mem_strdup(path != NULL && *path != '\0' ? path : TRUST_BUNDLE);
	return ix;
}

struct trust_index *trust_index_system(struct cc_err *e)
{
	struct trust_index *ix = trust_index_later();

	if (e != NULL)
		*e = (struct cc_err){ 0 };
	trust_index_fill(ix, e);
	return ix;
}

void trust_index_free(struct trust_index *ix)
{
	if (ix == NULL)
		return;
	buf_done(&ix->bundle);
	free(ix->path);
	free(ix->entries);
	free(ix);
}

int64_t trust_index_date(const struct trust_index *ix)
{
	return ix == NULL ? 0 : ix->date;
}

size_t trust_index_count(const struct trust_index *ix)
{
	return ix == NULL ? 0 : ix->n;
}

struct cert *trust_index_read(const struct trust_index *ix, size_t i)
{
	struct pem_block block = { .body = ix->entries[i].body };
	size_t n = 0;
	uint8_t *der = pem_decode(&block, &n);
	struct cert *c = cert_read(der != NULL ? der : (const uint8_t *)"", der != NULL ? n : 0);

	free(der);
	return c;
}

bool trust_index_public(const struct trust_index *ix, size_t i)
{
	struct cert *c = trust_index_read(ix, i);
	bool is_public = root_is_public(c, NULL);

	cert_unref(c);
	return is_public;
}

struct trust *trust_new(const struct trust_index *ix)
{
	struct trust *t = mem_alloc(sizeof *t);

	t->ix = ix;
	return t;
}

struct trust *trust_over(const struct trust *base)
{
	struct trust *t = trust_new(NULL);

	t->base = (struct trust *)(uintptr_t)base;   /* what it holds stays the same; its cache may grow */
	return t;
}

void trust_free(struct trust *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->n_added; i++)
		cert_unref(t->added[i].cert);
	for (i = 0; t->read != NULL && i < trust_index_count(t->ix); i++)
		cert_unref(t->read[i].cert);
	free(t->added);
	free(t->read);
	free(t);
}

void trust_add(struct trust *t, const struct cert *c, enum anchor_kind kind)
{
	if (kind == ANCHOR_ADDED && root_is_public(c, NULL))
		kind = ANCHOR_PUBLIC;
	MEM_GROW(t->added, t->n_added);
	t->added[t->n_added++] = (struct trust_added){ cert_ref(c), kind };
}

/* A root of the index, read at most once. */
static struct cert *trust_read(struct trust *t, size_t i)
{
	if (t->read == NULL)
		t->read = mem_alloc(t->ix->n * sizeof *t->read);
	if (t->read[i].cert == NULL)
		t->read[i].cert = trust_index_read(t->ix, i);
	return t->read[i].cert;
}

static enum anchor_kind trust_read_kind(struct trust *t, size_t i)
{
	if (t->read[i].kind == ANCHOR_NONE)
		t->read[i].kind = root_is_public(t->read[i].cert, NULL) ? ANCHOR_PUBLIC : ANCHOR_ADDED;
	return t->read[i].kind;
}

static bool trust_has(struct cert *const *list, size_t n, const struct cert *c)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (cert_same(list[i], c))
			return true;
	return false;
}

/* What is looked for, and what was found of it. */
struct trust_search { struct bytes dn, key_id; uint64_t hash; bool keyed; struct cert **out; size_t n, max; };

static bool trust_is_keyed(const struct cert *c, struct bytes key_id)
{
	return key_id.n != 0 && c->skid.n == key_id.n && memcmp(c->skid.p, key_id.p, key_id.n) == 0;
}

/* Add a reference, unless it is there or there is no room. */
static void trust_collect(struct trust_search *s, struct cert *c)
{
	if (s->n < s->max && c->parsed && trust_is_keyed(c, s->key_id) == s->keyed && dn_match(c->subject.der, s->dn)
		&& !trust_has(s->out, s->n, c))
		s->out[s->n++] = cert_ref(c);
}

static void trust_look(struct trust *t, struct trust_search *s)
{
	size_t i;

	for (; t != NULL; t = t->base) {
		for (i = 0; i < t->n_added; i++)
			if (t->added[i].cert->subject.hash == s->hash)
				trust_collect(s, t->added[i].cert);
		for (i = 0; i < trust_index_count(t->ix); i++)
			if (t->ix->entries[i].subject == s->hash)
				trust_collect(s, trust_read(t, i));
	}
}

size_t trust_by_subject(struct trust *t, struct bytes dn, struct bytes key_id, struct cert **out, size_t max)
{
	struct trust_search s =
		{ .dn = dn, .key_id = key_id, .hash = dn_hash(dn), .keyed = true, .out = out, .max = max };

	if (key_id.n != 0)
		trust_look(t, &s);
	s.keyed = false;
	trust_look(t, &s);
	return s.n;
}

/* The system's word counts first: a root that is distributed stays public whoever adds it once more. */
static enum anchor_kind trust_kind_here(struct trust *t, const struct cert *c)
{
	size_t i;

	for (i = 0; i < trust_index_count(t->ix); i++)
		if (t->ix->entries[i].subject == c->subject.hash && cert_same(trust_read(t, i), c))
			return trust_read_kind(t, i);
	for (i = 0; i < t->n_added; i++)
		if (cert_same(t->added[i].cert, c))
			return t->added[i].kind;
	return ANCHOR_NONE;
}

enum anchor_kind trust_kind(struct trust *t, const struct cert *c)
{
	enum anchor_kind kind = ANCHOR_NONE, below;

	for (; t != NULL && c->parsed; t = t->base) {
		below = trust_kind_here(t, c);
		if (below != ANCHOR_NONE)
			kind = below;
	}
	return kind;
}
