/* SPDX-License-Identifier: GPL-3.0-or-later
 * Unfolding a bundle. */
#include "engine/bundle.h"

#include "base/mem.h"
#include "base/moment.h"
#include "engine/group.h"
#include "engine/job.h"
#include "x509/file-leaf.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What can be read twice: a pipe cannot. */
static bool bundle_can_be(const struct target *t)
{
	struct stat st;

	return t->facts.kind == TARGET_FILE && t->part == NULL && stat(t->path, &st) == 0 && S_ISREG(st.st_mode);
}

bool bundle_is_one(const struct target *t, const struct opts *o)
{
	struct pemfile_data data = { 0 };
	struct pemfile file = { 0 };
	bool is = false;

	if (o->servername != NULL || o->key != NULL || !bundle_can_be(t) || pemfile_load(t->path, &data, NULL) != 0)
		return false;
	if (pemfile_open(&data, &file, NULL, NULL) == 0) {
		is = pemfile_is_bundle(&file);
		pemfile_close(&file);
	}
	pemfile_unload(&data);
	return is;
}

bool bundle_worth(const struct job *j)
{
	const struct engine *g = j->engine;

	return (g->input.lists || g->opts->bundle) && j->out->target.servername == NULL && g->opts->key == NULL
		&& strcmp(j->target.path, "-") != 0 && pemfile_is_bundle(&j->source.file);
}

/* ---- a list ---- */

static void bundle_card(struct job *j, struct cert *c)
{
	struct inspection *out = j->out;
	struct card *card;

	MEM_GROW(out->cards, out->n_cards);
	card = &out->cards[out->n_cards++];
	*card = (struct card){ .cert = cert_ref(c), .origin = ORIGIN_FILE, .role = c->self_signed ? ROLE_ROOT
		: c->is_ca ? ROLE_INTERMEDIATE : ROLE_LEAF };
	if (!c->parsed)
		return;
	card->anchor = trust_kind(j->engine->session, c);
	card->in_trust_store = card->anchor != ANCHOR_NONE;
	card->days_left = moment_days(c->not_after - out->time);
	card->lifetime_days = moment_days_up(c->not_after - c->not_before + 1);
}

/* In the file's order; nothing is judged. */
static enum wait bundle_list(struct job *j)
{
	const struct pemfile *f = &j->source.file;
	struct inspection *out = j->out;
	size_t ended = 0, trusted = 0;

	out->time = job_time(j->engine);
	out->list = true;
	for (size_t i = 0; i < f->n; i++) {
		struct card *card;

		bundle_card(j, f->certs[f->order[i]]);
		card = &out->cards[i];
		ended += card->cert->parsed && card->cert->not_after < out->time;
		trusted += card->in_trust_store;
	}
	verdict_set(out);
	free(out->verdict.headline);
	out->verdict.headline = mem_printf("%zu certificates in the file: %zu of them are trusted here, %zu %s ended.",
		f->n, trusted, ended, ended == 1 ? "has" : "have");
	return WAIT_OVER;
}

/* ---- each by itself ---- */

static void bundle_take(struct job *j, struct cert *c, const char *input, size_t number)
{
	struct target_facts *t = &j->out->target;

	free(t->input);
	t->input = mem_printf("%s#%zu", input, number);
	j->source.certs = mem_alloc(sizeof *j->source.certs);
	j->source.certs[0] = cert_ref(c);
	j->source.n_certs = 1;
	j->source.origin = ORIGIN_FILE;
	j->source.trust = j->engine->session;
}

static enum wait bundle_spread(struct job *j)
{
	struct pemfile file = j->source.file;
	struct group *group = group_new(file.n, NULL);
	char *input = mem_strdup(j->out->target.input);

	j->source.file = (struct pemfile){ 0 };
	for (size_t i = 0; i < file.n; i++) {
		struct target t = { .facts = target_facts_copy(&j->out->target), .path = mem_strdup(j->target.path) };
		struct job *one = i == 0 ? j : job_new(j->engine, j->id, &t, j->tag);

		if (i == 0)
			target_done(&t);
		group_join(one, group, i);
		bundle_take(one, file.certs[file.order[i]], input, i + 1);
	}
	pemfile_close(&file);
	free(input);
	return WAIT_OVER;
}

enum wait bundle_unfold(struct job *j)
{
	return j->engine->input.lists ? bundle_list(j) : bundle_spread(j);
}
