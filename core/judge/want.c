/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge asks the world for: issuers that are missing, and whether a certificate was withdrawn. */
#include "judge/want.h"

#include "base/mem.h"

#include <string.h>
#include <strings.h>

/* One fetch per URL and LIMIT_FETCHES in all (contract, "By default missing issuers ..."). */
static bool judge_may_ask(const struct judge *j, const char *url)
{
	if (strncasecmp(url, "http://", 7) != 0 || j->n_fetches >= LIMIT_FETCHES)
		return false;
	for (size_t i = 0; i < j->n_fetches; i++)
		if (strcmp(j->fetches[i].url, url) == 0)
			return false;
	return true;
}

static void judge_ask(struct judge *j, const struct want *w)
{
	struct judge_fetch *f = &j->fetches[j->n_fetches++];

	*f = (struct judge_fetch){ .want = *w, .url = mem_strdup(w->url) };
	f->want.url = f->url;
}

static bool judge_ask_issuer_of(struct judge *j, const struct cert *c)
{
	for (size_t i = 0; !c->self_signed && i < c->n_ca_issuers; i++)
		if (judge_may_ask(j, c->ca_issuers[i].raw)) {
			judge_ask(j, &(struct want){ .kind = WANT_ISSUER, .url = c->ca_issuers[i].raw,
				.max_bytes = LIMIT_ISSUER_BYTES });
			return true;
		}
	return false;
}

/* Where the best path is open at the top, its last certificate says where to look (RFC 5280 4.2.2.1). Where it reaches
 * an anchor but something on the way is wrong, another issuer of the same name may be better: a browser would ask from
 * the leaf up. */
bool judge_ask_issuers(struct judge *j)
{
	const struct path *p = path_best(j->search);
	bool open = p->anchor == ANCHOR_NONE;

	if (!j->in.may_fetch || path_good(j->search))
		return false;
	if (open && judge_ask_issuer_of(j, p->certs[p->n - 1]))
		return true;
	for (size_t i = 0; i + 1 < p->n; i++)
		if ((!open || sigs_verify(&j->sigs, p->certs[i], p->certs[i + 1]) != 1)
			&& judge_ask_issuer_of(j, p->certs[i]))
			return true;
	return false;
}

void judge_forget_statuses(struct judge *j)
{
	for (size_t i = 0; i < j->n_statuses; i++) {
		struct path_status *known = &j->statuses[i];

		revocation_asker_free(known->asker);
		revocation_free(known->revocation);
		for (size_t k = 0; k < known->n; k++)
			cert_unref(known->certs[k]);
	}
	for (size_t i = 0; i < j->n_withdrawn; i++)
		cert_unref(j->withdrawn[i]);
}

/* Gather what is known of a path without asking anybody. */
static struct path_status *judge_status_new(struct judge *j, const struct path *p)
{
	struct path_status *made = &j->statuses[j->n_statuses++];

	for (size_t i = 0; i < p->n; i++)
		made->certs[made->n++] = cert_ref(p->certs[i]);
	made->revocation = revocation_new(made->certs, made->n);
	made->revocation->may_fetch = j->in.may_fetch;
	revocation_staple(made->revocation, j->in.tls.staple, j->in.now);
	revocation_lists(made->revocation, j->in.crls, j->in.now);
	made->asker = revocation_asker_new(made->revocation, j->in.now, LIMIT_FETCHES);
	return made;
}

const struct path_status *judge_status_known(const struct judge *j, const struct path *p)
{
	for (size_t i = 0; i < j->n_statuses; i++)
		if (j->statuses[i].n == p->n && memcmp(j->statuses[i].certs, p->certs, p->n * sizeof p->certs[0]) == 0)
			return &j->statuses[i];
	return NULL;
}

struct path_status *judge_status(struct judge *j, const struct path *p)
{
	const struct path_status *known = judge_status_known(j, p);

	if (known != NULL)
		return &j->statuses[known - j->statuses];
	return j->n_statuses < JUDGE_STATUSES ? judge_status_new(j, p) : NULL;
}

/* Asking is worth it only where there is something to be trusted. */
bool judge_ask_revocation(struct judge *j)
{
	const struct path *p = path_best(j->search);
	struct path_status *status = judge_status(j, p);
	struct want w;

	if (!j->in.may_fetch || p->anchor == ANCHOR_NONE || status == NULL)
		return false;
	while (revocation_want(status->asker, &w)) {
		if (judge_may_ask(j, w.url)) {
			judge_ask(j, &w);
			return true;
		}
		revocation_answer(status->asker, (struct bytes){ NULL, 0 },
			"its address could not be asked within the limits");
	}
	return false;
}

static bool judge_knows_withdrawn(const struct judge *j, const struct cert *c)
{
	for (size_t i = 0; i < j->n_withdrawn; i++)
		if (cert_same(j->withdrawn[i], c))
			return true;
	return false;
}

bool judge_note_withdrawn(struct judge *j)
{
	const struct path_status *known = judge_status(j, path_best(j->search));
	size_t before = j->n_withdrawn;

	for (size_t i = 1; known != NULL && i < known->revocation->n; i++) {
		const struct rev_entry *e = &known->revocation->entries[i];

		if (e->status == REV_REVOKED && !judge_knows_withdrawn(j, e->cert))
			j->withdrawn[j->n_withdrawn++] = cert_ref(e->cert);
	}
	return j->n_withdrawn > before && j->n_statuses < JUDGE_STATUSES;
}

bool judge_came_oddly(const struct judge *j, const struct cert *c)
{
	bool odd = false;

	for (size_t i = 0; i < j->n_fetched; i++) {
		if (!cert_same(j->fetched[i], c))
			continue;
		if (!j->odd[i])
			return false;
		odd = true;
	}
	return odd;
}
