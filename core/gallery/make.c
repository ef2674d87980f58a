/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's workshop: it follows the recipes. */
#include "gallery/make.h"
#include "gallery/keep.h"

#include "gallery/gallery.h"
#include "gallery/leaf-keys.h"
#include "gallery/list.h"
#include "pki/status.h"
#include "base/mem.h"
#include "base/moment.h"

#include <stdlib.h>

enum { DEMO_PARTS_MAX = 12 };

static const char *const demo_any_policy[] = { "2.5.29.32.0", NULL };
static const char *const demo_domain_validated[] = { "2.23.140.1.2.1", NULL };

/* What a root of the gallery can vouch for, should somebody import it: names below `localhost`, no addresses. */
static const char *const demo_root_permitted[] = { "localhost", "email:localhost", NULL };
static const char *const demo_root_excluded[] = { "ip:", NULL };

/* A certificate on the bench: made, and found again by its letter. */
struct demo_piece { char id; struct pki_cert cert; };

struct demo_bench {
	const struct demo_authority *authority;
	const struct demo_recipe *recipe;
	const struct demo_scenario *scenario;
	struct demo_chain *chain;
	struct demo_piece pieces[DEMO_PARTS_MAX];
	size_t n_pieces;
	char *url;               /* where the leaf's issuer can be fetched; NULL: nowhere */
	char **names;            /* of a leaf with many; NULL: few */
};

/* A letter that no recipe knows finds a certificate without a key. */
static const struct pki_cert demo_no_cert = { 0 };

static const struct pki_cert *demo_bench_find(const struct demo_bench *b, char id)
{
	for (size_t i = 0; i < b->n_pieces; i++)
		if (b->pieces[i].id == id)
			return &b->pieces[i].cert;
	return id == 'r' ? &b->authority->root : id == 'i' ? &b->authority->intermediate : &demo_no_cert;
}

/* A key that the chain owns: the leaf's is the same in every run, all others are fresh. */
static struct pki_key *demo_bench_key(struct demo_bench *b, const struct demo_part *p, struct cc_err *e)
{
	struct demo_chain *c = b->chain;
	struct pki_key *k = p->id == 'l' && !(p->spec.flags & PKI_CA) ? demo_leaf_key(b->scenario->name, p->key, e)
		: pki_key_new(p->key, e);

	if (k == NULL)
		return NULL;
	MEM_GROW(c->keys, c->n_keys);
	c->keys[c->n_keys++] = k;
	return k;
}

/* What every authority of the gallery has unless its recipe says otherwise. */
static void demo_ca_usual(struct pki_spec *s, bool own_root)
{
	if (s->o == NULL)
		s->o = "certcard gallery, demonstration only";
	if (!own_root) {
		s->policies = demo_any_policy;
	} else if (s->permitted == NULL) {
		s->permitted = demo_root_permitted;
		s->excluded = demo_root_excluded;
	}
}

static void demo_dates(struct pki_spec *s, int64_t now, int from, int to, bool own_root)
{
	if (from == 0 && to == 0) {
		from = own_root ? -800 : s->flags & PKI_CA ? -400 : -30;
		to = own_root ? 7300 : s->flags & PKI_CA ? 3250 : 60;
	}
	/* the half day keeps "nine days left" true while somebody looks at it; both ends count as valid (RFC 5280
	 * 4.1.2.5) */
	s->not_before = now + (int64_t)from * MOMENT_DAY + MOMENT_DAY / 2;
	s->not_after = now + (int64_t)to * MOMENT_DAY + MOMENT_DAY / 2 - 1;
}

static int demo_bench_make(struct demo_bench *b, const struct demo_part *p, const struct pki_spec *spec,
	struct cc_err *e)
{
	const struct pki_cert *issuer = p->by == p->id ? NULL : demo_bench_find(b, p->by);
	const struct pki_key *key = p->key_of != 0 ? demo_bench_find(b, p->key_of)->key
		: demo_bench_key(b, p, e);
	struct demo_piece *piece;

	if (key == NULL && p->key_of == 0)
		return -1;
	if (b->n_pieces == DEMO_PARTS_MAX || key == NULL || (issuer != NULL && issuer->key == NULL))
		return err_setx(e, ERR_LIMIT, "the recipe of %s cannot be followed", b->scenario->name);
	piece = &b->pieces[b->n_pieces];
	if (pki_cert_make(&piece->cert, spec, key, issuer, e) != 0)
		return -1;
	piece->id = p->id;
	b->n_pieces++;
	return 0;
}

static int demo_make_part(struct demo_bench *b, const struct demo_part *p, struct cc_err *e)
{
	const bool own_root = p->by == p->id;
	struct pki_spec spec = p->spec;

	if (spec.flags & PKI_CA)
		demo_ca_usual(&spec, own_root);
	demo_dates(&spec, b->authority->now, p->from, p->to, own_root);
	return demo_bench_make(b, p, &spec, e);
}

/* Many names in front of the leaf's own: the one that matters is to be looked for. */
static const char *const *demo_more_names(struct demo_bench *b, const char *const *own)
{
	const unsigned n = b->recipe->more_names;
	size_t k = 0;

	b->names = mem_alloc((n + 3) * sizeof *b->names);
	for (unsigned i = 0; i < n; i++) {
		if (i == n / 2)
			b->names[k++] = mem_strdup(own[0]);
		b->names[k++] = mem_printf("shop-%04u.%s", i + 1, b->scenario->host);
	}
	return (const char *const *)b->names;
}

static int demo_make_leaf(struct demo_bench *b, struct cc_err *e)
{
	const char *const host[] = { b->scenario->host, NULL };
	struct demo_part p = b->recipe->leaf;
	/* the log's key is the root's: nobody needs to be told another one */
	struct pki_logged logged = { .log = b->authority->root_key };
	struct pki_spec spec = p.spec;

	p.id = 'l';
	if (p.by == 0)
		p.by = 'i';
	if (spec.cn == NULL)
		spec.cn = spec.names != NULL ? spec.names[0] : b->scenario->host;
	if (spec.names == NULL && !b->recipe->no_names)
		spec.names = host;
	if (b->recipe->more_names > 0)
		spec.names = demo_more_names(b, host);
	if (spec.policies == NULL)
		spec.policies = demo_domain_validated;
	spec.ca_issuers = b->url;
	demo_dates(&spec, b->authority->now, p.from, p.to, false);
	logged.time_ms = spec.not_before * 1000;
	spec.logged = &logged;
	spec.n_logged = b->recipe->old_log;
	if (demo_bench_make(b, &p, &spec, e) != 0)
		return -1;
	b->chain->key = pki_key_gnutls(demo_bench_find(b, 'l')->key);
	return 0;
}

static int demo_chain_add(struct demo_chain *c, const struct pki_cert *cert, struct cc_err *e)
{
	gnutls_datum_t der = { .data = (unsigned char *)cert->der.data, .size = (unsigned)cert->der.len };
	int r;

	if (c->n_certs == LIMIT_DEMO_CERTS)
		return err_setx(e, ERR_LIMIT, "more than %d certificates", LIMIT_DEMO_CERTS);
	r = gnutls_pcert_import_x509_raw(&c->certs[c->n_certs], &der, GNUTLS_X509_FMT_DER, 0);
	if (r < 0)
		return err_setx(e, ERR_CRYPTO, "a certificate made here: %s", gnutls_strerror(r));
	c->n_certs++;
	return 0;
}

/* Certificates that have nothing to do with the chain, signed by an authority that is never seen. */
static int demo_add_strangers(struct demo_bench *b, struct cc_err *e)
{
	struct pki_cert nobody = { 0 }, stranger = { 0 };
	struct pki_spec spec = { .cn = "Nobody's Root", .flags = PKI_CA };
	int r = 0;

	demo_ca_usual(&spec, false);
	demo_dates(&spec, b->authority->now, 0, 0, false);
	if (b->recipe->strangers > 0)
		r = pki_cert_make(&nobody, &spec, b->authority->stranger_key, NULL, e);
	for (unsigned i = 0; r == 0 && i < b->recipe->strangers; i++) {
		char *cn = mem_printf("Stranger No. %u", i + 1);

		spec.cn = cn;
		r = pki_cert_make(&stranger, &spec, b->authority->stranger_key, &nobody, e);
		if (r == 0)
			r = demo_chain_add(b->chain, &stranger, e);
		pki_cert_done(&stranger);
		free(cn);
	}
	pki_cert_done(&nobody);
	return r;
}

static int demo_staple(struct demo_bench *b, struct cc_err *e)
{
	const int64_t now = b->authority->now;
	const struct pki_cert *issuer = demo_bench_find(b, b->recipe->leaf.by != 0 ? b->recipe->leaf.by : 'i');
	const struct pki_ocsp_entry entry = {
		/* keyCompromise */
		.cert = demo_bench_find(b, 'l'), .issuer = issuer, .status = PKI_STATUS_REVOKED, .reason = 1,
		.this_update = now - MOMENT_HOUR, .next_update = now + 6 * MOMENT_DAY,
		.revoked_at = now - 2 * MOMENT_DAY,
	};

	return pki_ocsp_make(&b->chain->staple,
		&(struct pki_ocsp_spec){ .entries = &entry, .n_entries = 1, .produced_at = now - MOMENT_HOUR,
		.signer = issuer }, e);
}

static int demo_follow(struct demo_bench *b, struct cc_err *e)
{
	const struct demo_recipe *recipe = b->recipe;
	const char *send = recipe->send != NULL ? recipe->send : "li";

	for (const struct demo_part *p = recipe->parts; p != NULL && p->id != 0; p++)
		if (demo_make_part(b, p, e) != 0)
			return -1;
	if (demo_make_leaf(b, e) != 0)
		return -1;
	for (const char *id = send; *id != '\0'; id++)
		if (demo_chain_add(b->chain, demo_bench_find(b, *id), e) != 0)
			return -1;
	if (recipe->fetch != 0) {
		const struct buf *der = &demo_bench_find(b, recipe->fetch)->der;

		(void)buf_add(&b->chain->fetch, der->data, der->len);
	}
	if (recipe->revoked && demo_staple(b, e) != 0)
		return -1;
	return demo_add_strangers(b, e);
}

struct demo_chain *demo_chain_make(const struct demo_authority *a, size_t i, const char *base, struct cc_err *e)
{
	struct demo_bench b = { .authority = a, .recipe = demo_recipe_at(i), .scenario = demo_at(i) };
	int r = 0;

	b.chain = mem_alloc(sizeof *b.chain);
	b.chain->scenario = i;
	b.chain->mode = b.recipe->mode;
	buf_init(&b.chain->staple, LIMIT_STAPLE_BYTES);
	buf_init(&b.chain->fetch, LIMIT_ISSUER_BYTES);
	if (b.recipe->fetch != 0)
		b.url = mem_printf("%s%s.der", base, b.scenario->name);
	if (b.recipe->mode != DEMO_PLAIN_HTTP && b.recipe->mode != DEMO_CLOSES)
		r = demo_follow(&b, e);
	for (size_t k = 0; k < b.n_pieces; k++)
		pki_cert_done(&b.pieces[k].cert);
	for (char **name = b.names; name != NULL && *name != NULL; name++)
		free(*name);
	free(b.names);
	free(b.url);
	if (r == 0)
		return b.chain;
	demo_chain_free(b.chain);
	return NULL;
}

void demo_chain_free(struct demo_chain *c)
{
	if (c == NULL)
		return;
	for (unsigned i = 0; i < c->n_certs; i++)
		gnutls_pcert_deinit(&c->certs[i]);
	for (size_t i = 0; i < c->n_keys; i++)
		pki_key_free(c->keys[i]);
	free(c->keys);
	buf_done(&c->staple);
	buf_done(&c->fetch);
	free(c);
}

/* The root of this run, or the one that is kept in a file. */
static int demo_authority_root(struct demo_authority *a, const char *keep, struct cc_err *e)
{
	struct pki_spec root = { .cn = "certcard Gallery Root", .ou = keep != NULL ? "kept for 30 days at most"
		: "new for each run", .flags = PKI_CA };
	int kept = keep != NULL ? demo_kept_read(keep, a->now, &a->root, &a->root_key, e) : 0;

	if (kept != 0)
		return kept > 0 ? 0 : -1;
	demo_ca_usual(&root, true);
	demo_dates(&root, a->now, 0, 0, true);
	if (keep != NULL)
		root.not_after = a->now + (int64_t)DEMO_KEPT_DAYS * MOMENT_DAY - 1;
	if ((a->root_key = pki_key_new(PKI_P256, e)) == NULL
		|| pki_cert_make(&a->root, &root, a->root_key, NULL, e) != 0)
		return -1;
	return keep != NULL ? demo_kept_write(keep, &a->root, e) : 0;
}

int demo_authority_make(struct demo_authority *a, int64_t now, const char *keep, struct cc_err *e)
{
	struct pki_spec intermediate = { .cn = "certcard Gallery Intermediate", .flags = PKI_CA };

	*a = (struct demo_authority){ .now = now };
	demo_ca_usual(&intermediate, false);
	demo_dates(&intermediate, now, 0, 0, false);
	if (demo_authority_root(a, keep, e) == 0
		&& (a->intermediate_key = pki_key_new(PKI_P256, e)) != NULL
		&& (a->stranger_key = pki_key_new(PKI_P256, e)) != NULL &&
		pki_cert_make(&a->intermediate, &intermediate, a->intermediate_key, &a->root, e) == 0)
		return 0;
	demo_authority_done(a);
	return -1;
}

void demo_authority_done(struct demo_authority *a)
{
	pki_cert_done(&a->root);
	pki_cert_done(&a->intermediate);
	pki_key_free(a->root_key);
	pki_key_free(a->intermediate_key);
	pki_key_free(a->stranger_key);
	*a = (struct demo_authority){ 0 };
}
