/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an engine reads from files once, and the targets that are no hosts: files and the trust store. */
#include "engine/files.h"

#include "engine/bundle.h"

#include "base/file.h"
#include "base/mem.h"
#include "engine/keys.h"
#include "engine/parts.h"
#include "options/opts.h"
#include "judge/request.h"
#include "x509/bearable-key.h"
#include "x509/pemfile.h"
#include "net/net.h"
#include "net/proxy.h"
#include "base/text.h"
#include "base/moment.h"

#include <stdlib.h>

/* ---- once ---- */

/* The roots of all --ca or --add-ca. */
static int load_roots(struct engine *g, const struct opts_list *paths, struct cc_err *e)
{
	for (size_t k = 0; k < paths->n; k++) {
		struct cert **certs;
		size_t n;

		if (pemfile_read(paths->items[k], &certs, &n, NULL, e) != 0)
			return -1;
		for (size_t i = 0; i < n; i++)
			trust_add(g->base, certs[i], ANCHOR_ADDED);
		pemfile_free(certs, n);
	}
	return 0;
}

/* The revocation lists of one --crl. */
static int load_lists(struct engine *g, const char *path, struct cc_err *e)
{
	struct buf file = BUF_INIT(LIMIT_FILE_BYTES);
	struct cc_err why = { 0 };
	int r = file_read(path, &file, &why);

	if (r != 0) {
		r = err_setx(e, ERR_USAGE, "--crl: %s", why.msg);
	} else if (crl_lists_add(&g->crls, buf_bytes(&file), &why) != 0) {
		char *name = text_clean_str(path);

		r = err_setx(e, ERR_USAGE, "--crl %s: %s", name, why.msg);
		free(name);
	}
	buf_done(&file);
	return r;
}

int engine_load(struct engine *g, struct cc_err *e)
{
	const struct opts *o = g->opts;

	if (o->proxy != NULL && proxy_check(o->proxy, e) != 0)
		return -1;
	if (load_roots(g, &o->ca, e) != 0 || load_roots(g, &o->add_ca, e) != 0)
		return -1;
	for (size_t i = 0; i < o->crl.n; i++)
		if (load_lists(g, o->crl.items[i], e) != 0)
			return -1;
	buf_init(&g->passwords, LIMIT_PASSWORD_FILE_BYTES);
	if (o->password_file != NULL && file_read(o->password_file, &g->passwords, e) != 0)
		return -1;
	g->companions = companions_new(g->opts, g->input.given, e);
	if (g->companions == NULL)
		return -1;
	/* Files alone need no TLS: it is set up with the first host, unless there is something to complain about. */
	return o->cert != NULL ? engine_need_client(g, e) : 0;
}

int engine_need_client(struct engine *g, struct cc_err *e)
{
	if (g->client == NULL)
		g->client = tls_client_new(g->opts->cert, g->opts->cert != NULL ? g->opts->key : NULL,
			bearable_key, e);
	if (g->client == NULL)
		return -1;
	/* GnuTLS has read it by then; what stands in it is only for a word about it */
	if (g->opts->cert != NULL && g->n_own == 0 && pemfile_read(g->opts->cert, &g->own, &g->n_own, NULL, NULL) != 0)
		g->n_own = 0;
	return 0;
}

/* ---- a file ---- */

/* Takes the reason. */
static enum wait file_refused(struct job *j, char *why)
{
	struct finding *f = job_finding(j, FINDING_NO_CERTIFICATE);

	f->shade = SHADE_FILE;
	finding_param(f, PARAM_REASON, why);
	free(why);
	return job_unreachable(j);
}

/* Its octets. WAIT_OVER: there they are, or `e` says why not; a pipe has a job's time. */
static enum wait file_load(struct job *j, struct cc_err *e)
{
	struct pemfile_data *d = &j->source.data;

	if (d->label == NULL
		&& parts_held(j->engine->opts->held, j->target.path, j->target.part, j->out->target.input, d)) {
		j->source.picked = true;
		return WAIT_OVER;
	}
	if (pemfile_load_step(j->target.path, d, e) != FILE_WAITS) {
		if (e->code == ERR_NONE && j->target.part != NULL && !j->source.picked
			&& parts_pick(d, j->target.part, e) != 0)
			pemfile_unload(d);
		j->source.picked = true;
		return WAIT_OVER;
	}
	if (net_clock_ms() >= j->deadline && !d->reader.standard) {
		(void)err_setx(e, ERR_LIMIT, "%s is a pipe that did not come to its end within %g seconds", d->label,
			j->engine->opts->timeout);
		pemfile_unload(d);
		return WAIT_OVER;
	}
	/* somebody may be pasting it, or waiting for the program that writes it */
	if (d->reader.standard)
		j->deadline = net_clock_ms() + j->engine->opts->timeout * 1000;
	j->fd = d->reader.fd;
	return WAIT_READ;
}

enum wait source_file(struct job *j)
{
	const struct pemfile_opts o = { .password = question_password, .ctx = &j->source.question,
		.wrong = &j->source.question.wrong };
	struct cc_err e = { 0 };
	enum wait key;
	int r;

	if (j->source.n_certs > 0)
		return WAIT_OVER;        /* one of a bundle, which was read already */
	key = keys_of_file(j);
	if (key != WAIT_NONE)
		return key == WAIT_OVER ? keys_alone(j) : key;
	if (file_load(j, &e) != WAIT_OVER)
		return WAIT_READ;
	if (e.code != ERR_NONE)
		return file_refused(j, text_clean_str(e.msg));
	question_begin(&j->source.question, j->engine);
	r = pemfile_open(&j->source.data, &j->source.file, &o, &e);
	if (j->source.question.open) {
		pemfile_close(&j->source.file);
		return WAIT_ANSWER;
	}
	pemfile_unload(&j->source.data);
	question_done(&j->source.question);
	if (r != 0)
		return file_refused(j, text_clean_str(e.msg));
	if (j->source.file.n == 0 && j->source.file.n_requests > 0) {
		judge_requests(j->out, j->source.file.requests, j->source.file.n_requests, j->engine->opts,
			j->out->target.servername);
		return WAIT_OVER;
	}
	if (j->source.file.n == 0)
		return keys_alone(j);
	if (bundle_worth(j))
		return bundle_unfold(j);
	j->source.certs = j->source.file.certs;
	j->source.n_certs = j->source.file.n;
	j->source.file.certs = NULL;
	j->source.file.n = 0;
	j->source.origin = ORIGIN_FILE;
	j->source.trust = j->engine->session;
	return WAIT_OVER;
}

/* ---- the store ---- */

static void store_card(struct job *j, size_t at, enum anchor_kind kind)
{
	struct inspection *out = j->out;
	struct cert *c = trust_index_read(j->engine->roots, at);
	struct card *card;

	MEM_GROW(out->cards, out->n_cards);
	card = &out->cards[out->n_cards++];
	*card = (struct card){ .cert = c, .role = ROLE_ROOT, .origin = ORIGIN_STORE, .in_trust_store = true,
		.anchor = kind };
	if (c->parsed) {
		card->days_left = moment_days(c->not_after - out->time);
		card->lifetime_days = moment_days_up(c->not_after - c->not_before + 1);
	}
}

/* Every root as a card, in the bundle's order; nothing is judged. */
enum wait source_store(struct job *j)
{
	const struct trust_index *roots = j->engine->roots;
	size_t n = roots == NULL ? 0 : trust_index_count(roots), added = 0, i;
	struct inspection *out = j->out;

	out->time = job_time(j->engine);
	for (i = 0; i < n; i++) {
		bool public = trust_index_public(roots, i);

		store_card(j, i, public ? ANCHOR_PUBLIC : ANCHOR_ADDED);
		added += !public;
	}
	verdict_set(out);
	free(out->verdict.headline);
	out->verdict.headline = mem_printf("This machine trusts %zu %s, of which %zu %s added here.", n,
		n == 1 ? "certification authority" : "certification authorities", added, added == 1 ? "was" : "were");
	return WAIT_OVER;
}
