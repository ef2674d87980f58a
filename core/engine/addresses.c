/* SPDX-License-Identifier: GPL-3.0-or-later
 * --all-addresses: one inspection for each address of a name, delivered together with what differs between them. */
#include "engine/addresses.h"

#include "base/mem.h"
#include "engine/connect.h"
#include "engine/group.h"
#include "base/moment.h"
#include "tls/no-answer.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

bool addresses_worth(const struct job *j)
{
	const struct target_facts *t = &j->out->target;

	return !j->failed && j->engine->opts->all_addresses && t->kind == TARGET_HOST && !t->host_is_ip
		&& j->addresses.own == NULL && j->target.connect_host == NULL && j->connect.proxy == NULL;
}

static void addresses_join(struct job *j, struct group *group, size_t at, const char *address)
{
	j->addresses.own = mem_strdup(address);
	group_join(j, group, at);
}

/* This job goes on with the first address; each further one gets a job of its own, with its own deadline. */
static void addresses_spread(struct job *j)
{
	const struct lookup *l = j->addresses.lookup;
	size_t n = lookup_count(l), i;
	struct group *group = group_new(n, addresses_compare);

	addresses_join(j, group, 0, lookup_address(l, 0));
	for (i = 1; i < n; i++) {
		struct target t = { .facts = target_facts_copy(&j->out->target), .service = j->target.service };
		struct job *other = job_new(j->engine, j->id, &t, j->tag);

		addresses_join(other, group, i, lookup_address(l, i));
	}
}

/* It no longer counts among those that resolve. */
static void addresses_resolved(struct job *j)
{
	if (j->addresses.resolving)
		j->engine->resolving--;
	j->addresses.resolving = false;
}

enum wait addresses_step(struct job *j)
{
	struct engine *g = j->engine;

	if (j->addresses.lookup == NULL) {
		struct connecting_request r = connect_request(j, j->out->target.host, 0);

		if (connecting_must_wait(&r))
			return WAIT_LOOP;
		j->addresses.lookup = lookup_start(j->out->target.host, g->opts->family);
		if (j->addresses.lookup == NULL) {
			struct cc_err e;

			err_setx(&e, ERR_IO, "this machine has no thread or descriptor left to look the name up");
			return job_failed(j, &e);
		}
		j->addresses.resolving = true;
		g->resolving++;
		job_enter(j, STAGE_RESOLVE);
	}
	j->fd = lookup_fd(j->addresses.lookup);
	if (!lookup_done(j->addresses.lookup))
		return WAIT_READ;
	addresses_resolved(j);
	if (lookup_count(j->addresses.lookup) == 0) {
		struct finding *f = job_finding(j, FINDING_DNS_FAILED);

		if (lookup_error(j->addresses.lookup) != NULL)
			finding_param(f, PARAM_REASON, lookup_error(j->addresses.lookup));
		return job_unreachable(j);
	}
	addresses_spread(j);
	j->connect.host = j->addresses.own;
	lookup_free(j->addresses.lookup);
	j->addresses.lookup = NULL;
	job_enter(j, STAGE_WAITING);
	return WAIT_OVER;
}

void addresses_release(struct job *j)
{
	addresses_resolved(j);
	lookup_free(j->addresses.lookup);
	j->addresses.lookup = NULL;
	free(j->addresses.own);
	j->addresses.own = NULL;
}

enum wait addresses_expired(struct job *j)
{
	return job_timeout(j,
		j->addresses.lookup != NULL ? "while looking up the name" : "while waiting for a free place");
}

/* ---- together again ---- */

static const struct cert *addresses_leaf(const struct inspection *i)
{
	return i == NULL || i->n_presented == 0 ? NULL : i->cards[i->presented[0]].cert;
}

/* Is inspection `at` the first that shows its leaf? */
static bool addresses_is_first(struct inspection *const *list, size_t at)
{
	const struct cert *leaf = addresses_leaf(list[at]);
	size_t i;

	for (i = 0; leaf != NULL && i < at; i++) {
		const struct cert *other = addresses_leaf(list[i]);

		if (other != NULL && cert_same(other, leaf))
			return false;
	}
	return leaf != NULL;
}

/* "192.0.2.1, 192.0.2.2 – www.example.com until 3 May 2027 (SHA-256 0a1b2c3d…)" */
static void addresses_describe(struct inspection *const *list, size_t n, size_t at, struct buf *out)
{
	const struct cert *leaf = addresses_leaf(list[at]), *other;
	char day[MOMENT_SIZE];
	size_t i;

	for (i = at; i < n; i++) {
		other = addresses_leaf(list[i]);
		if (other != NULL && cert_same(other, leaf))
			(void)buf_addf(out, "%s%s", i == at ? "" : ", ", list[i]->connection.address);
	}
	(void)buf_addf(out, " – %s", cert_label(leaf));
	if (leaf->parsed)
		(void)buf_addf(out, " until %s", moment_day(leaf->not_after, day));
	(void)buf_adds(out, " (SHA-256 ");
	(void)buf_addhex(out, leaf->sha256, 4, "");
	(void)buf_adds(out, "…)");
}

static bool addresses_has_name(const struct cert *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n_sans && i < LIMIT_LOOKALIKES; i++)
		if (strcmp(c->sans[i].value, name) == 0)
			return true;
	return false;
}

/* As far as they are looked at. */
static bool addresses_same_names(const struct cert *a, const struct cert *b)
{
	size_t i;

	if (a->n_sans != b->n_sans)
		return false;
	for (i = 0; i < a->n_sans && i < LIMIT_LOOKALIKES; i++)
		if (!addresses_has_name(b, a->sans[i].value))
			return false;
	return true;
}

/* What differs between this inspection's certificate and another address's: one sentence. */
static void addresses_evidence(struct finding *f, const struct inspection *i, const struct inspection *other)
{
	const struct cert *a = addresses_leaf(i), *b = addresses_leaf(other);
	const char *at = other->connection.address;

	if (!a->parsed || !b->parsed)
		return;
	if (!addresses_same_names(a, b))
		finding_evidence(f, EVIDENCE_AGAINST,
			mem_printf("%s shows a certificate for other names: perhaps it is not the site's.", at));
	else if (strcmp(a->issuer.text, b->issuer.text) != 0)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("%s shows the same names from another issuer, %s.", at, cert_issuer_label(b)));
	else if (memcmp(a->spki_sha256, b->spki_sha256, sizeof a->spki_sha256) == 0)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s shows the same names, issuer and key: one of the two is merely newer.", at));
	else
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s shows the same names and issuer with another key: a renewal that missed one of"
			" the two, or a key for each"
			" machine.", at));
}

static void addresses_say_so(struct inspection *i, const char *names, struct inspection *const *list, size_t n)
{
	const struct cert *mine = addresses_leaf(i);
	struct finding *f;
	size_t k;

	MEM_GROW(i->findings, i->n_findings);
	f = &i->findings[i->n_findings++];
	unreach_init(f, FINDING_ADDRESSES_DIFFER);
	finding_param(f, PARAM_HOST, i->target.host_unicode);
	finding_param(f, PARAM_NAMES, names);
	for (k = 0; k < n; k++)
		if (addresses_is_first(list, k) && !cert_same(addresses_leaf(list[k]), mine))
			addresses_evidence(f, i, list[k]);
	finding_explain(f);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
}

void addresses_compare(struct inspection **list, size_t n)
{
	struct buf names = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t kinds = 0, i;

	for (i = 0; i < n; i++)
		if (addresses_is_first(list, i)) {
			if (kinds++ > 0)
				(void)buf_adds(&names, "; ");
			addresses_describe(list, n, i, &names);
		}
	for (i = 0; kinds > 1 && i < n; i++)
		if (addresses_leaf(list[i]) != NULL)
			addresses_say_so(list[i], names.data, list, n);
	buf_done(&names);
}
