/* SPDX-License-Identifier: GPL-3.0-or-later
 * Searches once more, with the roots of one client's store. */
#include "judge/detours.h"

#include "base/buf.h"
#include "x509/dn.h"

#include <stdlib.h>

/* One client's public roots, and the leaf that they are to take. */
struct detour_store { const struct public_roots *roots; enum root_store store; const struct issued *leaf; };

static bool detour_store_has(void *ctx, const struct cert *c)
{
	const struct detour_store *s = ctx;
	const struct public_root *root = public_root_find(s->roots, c);

	return root != NULL && public_root_in(root, s->store)
		&& public_root_objection(root, s->store, s->leaf, INT64_MAX, NULL) == ROOT_TAKEN;
}

/* Is somebody of this name here: sent, fetched, or trusted? */
static bool detour_name_known(const struct judge *j, const struct dn *name, struct bytes key_id)
{
	struct cert *found;
	bool known = false;

	for (size_t i = 0; i < j->n_presented && !known; i++)
		known = j->presented[i]->parsed && dn_match(j->presented[i]->subject.der, name->der);
	for (size_t i = 0; i < j->n_fetched && !known; i++)
		known = dn_match(j->fetched[i]->subject.der, name->der);
	if (!known && trust_by_subject(j->in.trust, name->der, key_id, &found, 1) > 0) {
		cert_unref(found);
		known = true;
	}
	return known;
}

/* Does something that was sent stand for a certificate of the path, signed by somebody who is not here? What is not in
 * this machine's store may be in the client's. */
static bool detour_open(const struct judge *j)
{
	const struct path *p = path_best(j->search);

	for (size_t i = 1; i < j->n_presented; i++) {
		const struct cert *c = j->presented[i];

		for (size_t at = 1; c->parsed && !c->self_issued && at < p->n; at++)
			if (!cert_same(c, p->certs[at]) && dn_match(c->subject.der, p->certs[at]->subject.der)
				&& !detour_name_known(j, &c->issuer, c->akid))
				return true;
	}
	return false;
}

static char *detour_way(const struct path *p)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t k = 0; k < p->n; k++)
		(void)buf_addf(&b, "%s%s", k > 0 ? ", signed by " : "", cert_label(p->certs[k]));
	return buf_take(&b);
}

/* What Chrome and Firefox have against a root is no fault for others. */
static const struct public_root detour_row;
static const struct public_roots detour_untold = { &detour_row, 0 };

static struct client_path detour_look(struct detours *d, enum root_store store, const struct issued *leaf)
{
	const struct judge *j = d->judge;
	struct detour_store s = { j->in.roots, store, leaf };
	struct path_roots roots = { detour_store_has, &s };
	struct inputs inputs = j->inputs;
	struct path_input in = { .inputs = &inputs, .trust = j->in.trust, .fetched = j->fetched,
		.n_fetched = j->n_fetched, .withdrawn = j->withdrawn, .n_withdrawn = j->n_withdrawn, .roots = &roots };
	struct path_search *search;
	struct client_path found = { .open = detour_open(j) };
	double begun = path_clock();

	inputs.roots = &detour_untold;
	search = path_new(&in);
	if (d->spent < LIMIT_SLICE_MS && path_step(search, LIMIT_SLICE_MS - d->spent) && path_good(search)
		&& path_best(search)->anchor == ANCHOR_PUBLIC) {
		const struct path *p = path_best(search);

		found = (struct client_path){ .root = public_root_find(j->in.roots, p->certs[p->n - 1])->name,
			.way = detour_way(p) };
	}
	d->spent += path_clock() - begun;
	path_free(search);
	return found;
}

const struct client_path *detour_find(void *ctx, enum root_store s, const struct issued *leaf)
{
	struct detours *d = ctx;

	if (!d->asked[s])
		d->paths[s] = detour_look(d, s, leaf);
	d->asked[s] = true;
	return &d->paths[s];
}

void detours_done(struct detours *d)
{
	for (size_t s = 0; s < N_STORES; s++)
		free(d->paths[s].way);
}
