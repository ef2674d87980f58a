/* SPDX-License-Identifier: GPL-3.0-or-later
 * The judge's first half: search for a path, ask for what is missing, search again. */
#include "judge/want.h"

#include "base/mem.h"
#include "rules/names.h"
#include "x509/issuer-form.h"
#include "x509/pemfile.h"
#include "x509/verify.h"

#include <stdlib.h>
#include <string.h>

static struct cert **judge_refs(struct cert *const *certs, size_t n)
{
	struct cert **refs = mem_alloc(n * sizeof *refs);

	for (size_t i = 0; i < n; i++)
		refs[i] = cert_ref(certs[i]);
	return refs;
}

static void judge_facts(struct judge *j)
{
	const struct opts *o = j->in.opts;

	j->inputs = (struct inputs){
		.now = j->in.now, .purpose = o->purpose, .strict = o->strict, .max_depth = o->max_depth,
			.warn_days = o->warn_days,
		.host = j->in.host, .place = j->in.place, .host_is_ip = j->in.host_is_ip, .tls = j->in.tls,
		.presented = j->presented, .n_presented = j->n_presented, .file = j->in.file, .anchor = ANCHOR_NONE,
		.ctlogs = j->in.ctlogs, .roots = j->in.roots,
		.verify = sigs_verify, .verify_ctx = &j->sigs,
	};
	if (j->in.host != NULL) {
		struct name_ref ref = name_ref(j->in.host);

		j->inputs.host_is_ip = ref.is_ip;
		j->inputs.ip_len = ref.ip_len;
		memcpy(j->inputs.ip, ref.ip, sizeof ref.ip);
	}
}

/* Look again from the start: signatures are remembered, so it costs little. */
static void judge_search(struct judge *j)
{
	struct path_input in =
		{ .inputs = &j->inputs, .trust = j->in.trust, .fetched = j->fetched, .n_fetched = j->n_fetched,
		.withdrawn = j->withdrawn, .n_withdrawn = j->n_withdrawn };

	path_free(j->search);
	j->search = path_new(&in);
	j->stage = JUDGE_SEARCHING;
}

struct judge *judge_new(const struct judge_input *in)
{
	struct judge *j = mem_alloc(sizeof *j);

	j->in = *in;
	j->presented = judge_refs(in->presented, in->n_presented);
	j->n_presented = in->n_presented;
	sigs_init(&j->sigs, in->cache, cert_verify_signature);
	judge_facts(j);
	if (j->n_presented > 0 && j->presented[0]->parsed)
		judge_search(j);
	else
		j->stage = JUDGE_FINISHED;
	return j;
}

static void judge_unref(struct cert **certs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cert_unref(certs[i]);
	free(certs);
}

void judge_free(struct judge *j)
{
	if (j == NULL)
		return;
	judge_forget_statuses(j);
	path_free(j->search);
	judge_unref(j->presented, j->n_presented);
	judge_unref(j->fetched, j->n_fetched);
	free(j->odd);
	for (size_t i = 0; i < j->n_fetches; i++) {
		free(j->fetches[i].url);
		free(j->fetches[i].why_not);
	}
	free(j);
}

static bool judge_waits(const struct judge *j)
{
	return j->n_fetches > 0 && !j->fetches[j->n_fetches - 1].answered;
}

/* After a search: is there more to know, or another path to look for? */
static enum judge_state judge_asking(struct judge *j)
{
	if (judge_waits(j) || judge_ask_issuers(j) || judge_ask_revocation(j))
		return JUDGE_WANTS;
	if (judge_note_withdrawn(j)) {
		judge_search(j);
		return JUDGE_AGAIN;
	}
	j->stage = JUDGE_FINISHED;
	return JUDGE_DONE;
}

enum judge_state judge_step(struct judge *j)
{
	if (j->stage == JUDGE_SEARCHING && path_step(j->search, LIMIT_SLICE_MS))
		j->stage = JUDGE_ASKING;
	if (j->stage == JUDGE_ASKING)
		return judge_asking(j);
	return j->stage == JUDGE_FINISHED ? JUDGE_DONE : JUDGE_AGAIN;
}

const struct want *judge_want(struct judge *j)
{
	struct judge_fetch *f = j->n_fetches > 0 ? &j->fetches[j->n_fetches - 1] : NULL;

	if (f == NULL || f->handed)
		return NULL;
	f->handed = true;
	return &f->want;
}

/* Keep what came, as far as there is room. Returns how many certificates can be used. */
static size_t judge_take(struct judge *j, struct bytes body)
{
	struct cert **certs = NULL;
	size_t n = 0, before = j->n_fetched;

	if (pemfile_parse(body, "the issuer", &certs, &n, NULL, NULL) != 0)
		return 0;
	for (size_t i = 0; i < n && j->n_fetched < LIMIT_POOL_CERTS; i++) {
		if (!certs[i]->parsed)
			continue;
		MEM_GROW(j->odd, j->n_fetched);
		j->odd[j->n_fetched] = !issuer_form_common(body, certs[i]);
		MEM_GROW(j->fetched, j->n_fetched);
		j->fetched[j->n_fetched++] = cert_ref(certs[i]);
	}
	pemfile_free(certs, n);
	return j->n_fetched - before;
}

static void judge_take_issuer(struct judge *j, struct judge_fetch *f, struct bytes body)
{
	if (judge_take(j, body) > 0)
		judge_search(j);
	else
		f->why_not = mem_strdup("what came holds no certificate");
}

void judge_answer(struct judge *j, const struct want *w, struct bytes body, const char *why_not)
{
	for (size_t i = 0; i < j->n_fetches; i++) {
		struct judge_fetch *f = &j->fetches[i];

		if (&f->want != w || f->answered)
			continue;
		f->answered = true;
		if (body.n == 0)
			f->why_not = mem_strdup(why_not != NULL ? why_not : "nothing came");
		if (f->want.kind != WANT_ISSUER)
			revocation_answer(judge_status(j, path_best(j->search))->asker, body, f->why_not);
		else if (body.n > 0)
			judge_take_issuer(j, f, body);
	}
}
