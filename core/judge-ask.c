/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge asks the world for: issuers that are missing, and whether a certificate was withdrawn. */
#include "judge-inner.h"

#include "mem.h"

#include <stdlib.h>
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
			judge_ask(j, &(struct want){ .kind = WANT_ISSUER, .url = c->ca_issuers[i].raw, .max_bytes = LIMIT_ISSUER_BYTES });
			return true;
		}
	return false;
}

/* Where the best path is open at the top, its last certificate says where to look (RFC 5280 4.2.2.1). Where it reaches an anchor
 * but something on the way is wrong, another issuer of the same name may be better: a browser would ask from the leaf up. */
bool judge_ask_issuers(struct judge *j)
{
	const struct path *p = path_best(j->search);
	bool open = p->anchor == ANCHOR_NONE;

	if (!j->in.may_fetch || path_good(j->search))
		return false;
	if (open && judge_ask_issuer_of(j, p->certs[p->n - 1]))
		return true;
	for (size_t i = 0; i + 1 < p->n; i++)
		if ((!open || sigs_verify(&j->sigs, p->certs[i], p->certs[i + 1]) != 1) && judge_ask_issuer_of(j, p->certs[i]))
			return true;
	return false;
}

void judge_forget_revocation(struct judge *j)
{
	revocation_asker_free(j->asker);
	revocation_free(j->revocation);
	for (size_t i = 0; i < j->n_walked; i++)
		cert_unref(j->walked[i]);
	j->asker = NULL;
	j->revocation = NULL;
	j->facts.revocation = NULL;
	j->n_walked = 0;
}

static bool judge_walked(const struct judge *j, const struct path *p)
{
	return j->revocation != NULL && j->n_walked == p->n && memcmp(j->walked, p->certs, p->n * sizeof p->certs[0]) == 0;
}

/* Gather what is known of the best path without asking anybody. */
static void judge_look_up(struct judge *j, const struct path *p)
{
	judge_forget_revocation(j);
	for (size_t i = 0; i < p->n; i++)
		j->walked[j->n_walked++] = cert_ref(p->certs[i]);
	j->revocation = revocation_new(j->walked, j->n_walked);
	j->revocation->may_fetch = j->in.may_fetch;
	revocation_staple(j->revocation, j->in.tls.staple, j->in.now);
	if (j->in.crls.n > 0)
		revocation_lists(j->revocation, j->in.crls, j->in.now);
	j->asker = revocation_asker_new(j->revocation, j->in.now, LIMIT_FETCHES);
	j->facts.revocation = j->revocation;
}

/* Asking is worth it only where there is something to be trusted. */
bool judge_ask_revocation(struct judge *j)
{
	const struct path *p = path_best(j->search);
	struct want w;

	if (!judge_walked(j, p))
		judge_look_up(j, p);
	if (!j->in.may_fetch || p->anchor == ANCHOR_NONE)
		return false;
	while (revocation_want(j->asker, &w)) {
		if (judge_may_ask(j, w.url)) {
			judge_ask(j, &w);
			return true;
		}
		revocation_answer(j->asker, (struct bytes){ NULL, 0 }, "its address could not be asked within the limits");
	}
	return false;
}

bool judge_path_withdrawn(const struct judge *j)
{
	for (size_t i = 1; i < j->revocation->n; i++)
		if (j->revocation->entries[i].status == REV_REVOKED)
			return true;
	return false;
}
