/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose are the private keys that were given beside certificates: in the same file, in another one on the command line,
 * or by --key alone? Said of each inspection at its end. No key is kept or shown: their public halves are compared. */
#include "engine/keys.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "options/opts.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

/* A file that was named beside others. `given`: by --key, so that its key is meant for whatever is inspected. `later`:
 * beside others of a list that was opened on the screen. */
struct companion {
	char *path, *label;
	struct pemfile file;
	bool given, later, asks;         /* asks: its passphrase is, or was, wanted */
	/* of a locked key, until it was tried to open it; nothing is loaded where that was, or need not be */
	struct pemfile_data data;
	unsigned asker;                  /* the job that asks for that; 0: none yet */
};

struct companions {
	struct companion *list;
	size_t n;
};

/* `asks`: its passphrase will be wanted, if it has one and nothing else is in the file. */
static int companion_add(struct companions *c, const char *path, bool given, bool asks, struct cc_err *e)
{
	struct companion one = { .path = mem_strdup(path), .label = text_clean_str(path), .given = given };
	bool read = c->n < LIMIT_FOLDER_FILES && pemfile_load(path, &one.data, e) == 0
		&& pemfile_open(&one.data, &one.file, NULL, e) == 0;

	one.asks = read && asks && one.file.n_keys > 0 && one.file.keys[0].locked != NULL
		&& (given || one.file.n + one.file.n_requests == 0);
	if (!one.asks)
		pemfile_unload(&one.data);
	if (!read) {
		free(one.path);
		free(one.label);
		return -1;
	}
	MEM_GROW(c->list, c->n);
	c->list[c->n++] = one;
	return 0;
}

/* What cannot be read says so itself when it is its turn, and asks for its password then. There is always room for the
 * one that --key names. */
static void companions_of_targets(struct companions *c, const struct opts *o, const struct given *given)
{
	size_t most = o->folder ? LIMIT_FOLDER_FILES : LIMIT_COMPANIONS;

	for (size_t i = 0; given != NULL && given->n > 1 && i < given->n && c->n < most - 1; i++) {
		const char *path = given->list[i].path;

		if (path != NULL && file_is_plain(path) && (c->n == 0 || strcmp(c->list[c->n - 1].path, path) != 0))
			(void)companion_add(c, path, false, !o->folder, NULL);
	}
}

struct companions *companions_new(const struct opts *o, const struct given *given, struct cc_err *e)
{
	struct companions *c = mem_alloc(sizeof *c);

	companions_of_targets(c, o, given);
	if (o->key == NULL || o->cert != NULL)
		return c;
	if (companion_add(c, o->key, true, true, e) == 0 && c->list[c->n - 1].file.n_keys > 0)
		return c;
	if (c->n > 0 && c->list[c->n - 1].given)
		(void)err_setx(e, ERR_USAGE, "--key %s: there is no private key in it", c->list[c->n - 1].label);
	companions_free(c);
	return NULL;
}

static void companion_done(struct companion *one)
{
	free(one->path);
	free(one->label);
	pemfile_close(&one->file);
	pemfile_unload(&one->data);
}

void companions_free(struct companions *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n; i++)
		companion_done(&c->list[i]);
	free(c->list);
	free(c);
}

/* The one of --key stays the last. No job holds on to one that is dropped: only those of the command line ask. */
void companions_later(struct companions *c, const struct given *list)
{
	struct companion key = { 0 };
	bool given = c->n > 0 && c->list[c->n - 1].given;
	size_t kept = 0;

	if (given)
		key = c->list[--c->n];
	for (size_t i = 0; i < c->n; i++) {
		if (c->list[i].later)
			companion_done(&c->list[i]);
		else
			c->list[kept++] = c->list[i];
	}
	c->n = kept;
	for (size_t i = 0; i < list->n && c->n < LIMIT_FOLDER_FILES - 1; i++)
		if (list->list[i].path != NULL && file_is_plain(list->list[i].path)
			&& companion_add(c, list->list[i].path, false, false, NULL) == 0)
			c->list[c->n - 1].later = true;
	if (given) {
		MEM_GROW(c->list, c->n);
		c->list[c->n++] = key;
	}
}

/* ---- passphrases ---- */

static bool keys_asked_by_another(const struct engine *g, const struct companion *c, unsigned id)
{
	for (size_t i = 0; i < g->n_jobs; i++)
		if (g->jobs[i]->id == c->asker && c->asker != id && g->jobs[i]->source.question.open)
			return true;
	return false;
}

/* Ask once for all jobs. WAIT_NONE: it is open, or nobody can open it. */
static enum wait companion_unlock(struct job *j, struct companion *c)
{
	const struct pemfile_opts o = { .password = question_password, .ctx = &j->source.question,
		.wrong = &j->source.question.wrong };
	struct pemfile opened;

	if (c->data.label == NULL || (!j->engine->input.asks && j->engine->passwords.len == 0))
		return WAIT_NONE;
	if (keys_asked_by_another(j->engine, c, j->id)) {
		j->source.question.since = net_clock_ms();
		return WAIT_ANSWER;
	}
	c->asker = j->id;
	question_begin(&j->source.question, j->engine);
	if (pemfile_open(&c->data, &opened, &o, NULL) == 0) {
		pemfile_close(&c->file);
		c->file = opened;
	}
	if (j->source.question.open)
		return WAIT_ANSWER;
	pemfile_unload(&c->data);
	question_done(&j->source.question);
	question_wake(j->engine);
	return WAIT_NONE;
}

enum wait keys_unlock(struct job *j)
{
	const struct companions *all = j->engine->companions;
	struct companion *c = all->n > 0 ? &all->list[all->n - 1] : NULL;

	return c != NULL && c->given ? companion_unlock(j, c) : WAIT_NONE;
}

enum wait keys_of_file(struct job *j)
{
	const struct companions *all = j->engine->companions;

	for (size_t i = 0; i < all->n; i++) {
		struct companion *c = &all->list[i];
		struct pemfile *f = &j->source.file;

		if (c->asks && c->file.n + c->file.n_requests == 0 && j->target.part == NULL
			&& strcmp(c->path, j->target.path) == 0) {
			if (companion_unlock(j, c) != WAIT_NONE)
				return WAIT_ANSWER;
			f->keys = mem_resize(NULL, c->file.n_keys, sizeof *f->keys);
			memcpy(f->keys, c->file.keys, c->file.n_keys * sizeof *f->keys);
			f->n_keys = c->file.n_keys;
			return WAIT_OVER;
		}
	}
	return WAIT_NONE;
}

/* ---- whose it is ---- */

/* "certificate of X in FILE" or "request of X in FILE" that has this key; NULL: none. */
static char *keys_owner(const struct companions *all, const struct file_key *k, bool requests)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct companion *c = &all->list[i];
		struct cert *const *list = requests ? c->file.requests : c->file.certs;
		size_t n = requests ? c->file.n_requests : c->file.n;

		for (size_t at = 0; at < n; at++)
			if (file_key_fits(k, list[at]))
				return mem_printf("the %s of %s in %s", requests ? "request" : "certificate",
					cert_label(list[at]), c->label);
	}
	return NULL;
}

static const struct card *keys_leaf(const struct inspection *i)
{
	for (size_t n = 0; n < i->n_cards; n++)
		if (i->cards[n].role == ROLE_LEAF)
			return &i->cards[n];
	return NULL;
}

/* What is said of one inspection. */
struct key_talk {
	struct job *j;
	const struct card *leaf;
	struct buf text;
	bool fits;
	/* the first key that is somebody else's, or nobody's, and was meant for the leaf */
	char *stray_file, *stray_owner;
	char *request_file, *request;    /* the first key that is a request's, and no certificate's */
};

static void keys_say(struct key_talk *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void keys_say(struct key_talk *t, const char *fmt, ...)
{
	va_list ap;

	if (t->text.len > 0)
		(void)buf_addc(&t->text, ' ');
	va_start(ap, fmt);
	(void)buf_addvf(&t->text, fmt, ap);
	va_end(ap);
}

static void keys_stray(struct key_talk *t, const char *file, char *owner)
{
	if (t->stray_file != NULL) {
		free(owner);
		return;
	}
	t->stray_file = mem_strdup(file);
	t->stray_owner = owner;
}

/* `meant`: for this certificate, whoever else it may belong to. `many`: among keys of many, and what is wrong with one
 * of them stands in its own row. */
static void keys_consider(struct key_talk *t, const struct file_key *k, const char *file, bool meant, bool many)
{
	const struct inspection *i = t->j->out;
	const char *what = t->leaf->cert->request ? "request" : "certificate";
	char *owner = NULL, *request = NULL;

	if (!meant && many && !file_key_fits(k, t->leaf->cert))
		return;
	if (k->locked != NULL) {
		keys_say(t, "The private key in %s is encrypted: %s.", file, k->locked);
		return;
	}
	if (file_key_fits(k, t->leaf->cert)) {
		t->fits = true;
		keys_say(t, "The private key in %s belongs to this %s.", file, what);
		return;
	}
	for (size_t n = 0; n < i->n_cards && owner == NULL; n++)
		if (file_key_fits(k, i->cards[n].cert))
			owner = mem_printf("the certificate of %s", cert_label(i->cards[n].cert));
	if (owner == NULL)
		owner = keys_owner(t->j->engine->companions, k, false);
	if (owner == NULL)
		owner = request = keys_owner(t->j->engine->companions, k, true);
	if (meant || owner == NULL) {
		keys_stray(t, file, owner);
	} else if (request != NULL && t->request == NULL) {
		t->request_file = mem_strdup(file);
		t->request = request;
	} else {
		free(owner);
	}
}

static void keys_of_others(struct key_talk *t)
{
	const struct companions *all = t->j->engine->companions;
	const char *path = t->j->target.path;

	for (size_t i = 0; i < all->n; i++) {
		const struct companion *c = &all->list[i];

		if (path != NULL && strcmp(path, c->path) == 0)
			continue;
		for (size_t k = 0; k < c->file.n_keys; k++)
			keys_consider(t, &c->file.keys[k], c->label, c->given,
				c->later || t->j->engine->opts->folder);
		for (size_t k = 0; k < c->file.n_requests && !t->leaf->cert->request; k++)
			if (c->file.requests[k]->parsed
				&& memcmp(c->file.requests[k]->spki_sha256, t->leaf->cert->spki_sha256, 32) == 0)
				keys_say(t, "The request in %s is for the same key.", c->label);
	}
}

static void keys_add_step(struct key_talk *t, enum step_result r)
{
	struct inspection *i = t->j->out;

	MEM_GROW(i->steps, i->n_steps);
	i->steps[i->n_steps++] = (struct step){ .id = STEP_USAGE,
		.card = (int)(t->leaf - i->cards),
		.result = r,
		.text = mem_strdup(i->keys) };
}

/* A key that is meant for this certificate and does not fit: whoever puts the two into a server will see it refuse. */
static void keys_mismatch(struct key_talk *t)
{
	struct inspection *i = t->j->out;
	struct finding *f;
	char *reason = t->stray_owner != NULL ? mem_printf("it belongs to %s", t->stray_owner)
					      : mem_strdup("it belongs to none of those given here");

	keys_say(t, "The private key in %s does not belong to this %s: %s.", t->stray_file,
		t->leaf->cert->request ? "request" : "certificate", reason);
	MEM_GROW(i->findings, i->n_findings);
	f = &i->findings[i->n_findings++];
	*f = (struct finding){ .id = FINDING_KEY_MISMATCH,
		.level = finding_level(FINDING_KEY_MISMATCH),
		.shade = t->leaf->cert->request ? SHADE_REQUEST : SHADE_NONE,
		.card = (int)(t->leaf - i->cards) };
	finding_param(f, PARAM_SUBJECT, cert_label(t->leaf->cert));
	finding_param(f, PARAM_NAME, t->stray_file);
	finding_param(f, PARAM_REASON, reason);
	finding_explain(f);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
	free(reason);
}

static void keys_note(struct job *j)
{
	struct key_talk t = { .j = j, .leaf = keys_leaf(j->out), .text = BUF_INIT(LIMIT_TEXT_BYTES) };

	if (j->out->keys != NULL || t.leaf == NULL || !t.leaf->cert->parsed
		|| (j->source.file.n_keys == 0 && j->engine->companions->n == 0))
		return;
	for (size_t k = 0; k < j->source.file.n_keys; k++)
		keys_consider(&t, &j->source.file.keys[k], "the same file", true, false);
	keys_of_others(&t);
	if (!t.fits && t.stray_file != NULL)
		keys_mismatch(&t);
	else if (!t.fits && t.request != NULL)
		keys_say(&t, "The private key in %s does not belong to this %s, but to %s.", t.request_file,
			t.leaf->cert->request ? "request" : "certificate", t.request);
	if (t.text.len > 0) {
		j->out->keys = buf_take(&t.text);
		keys_add_step(&t, t.fits ? STEP_PASS : t.stray_file != NULL ? STEP_WARN : STEP_SKIP);
	}
	free(t.stray_file);
	free(t.stray_owner);
	free(t.request_file);
	free(t.request);
	buf_done(&t.text);
}

enum wait keys_step(struct job *j)
{
	const struct companions *all = j->engine->companions;

	for (size_t i = 0; i < all->n && keys_leaf(j->out) != NULL; i++)
		if (all->list[i].asks && companion_unlock(j, &all->list[i]) != WAIT_NONE)
			return WAIT_ANSWER;
	keys_note(j);
	return WAIT_OVER;
}

/* ---- a key by itself ---- */

/* Beside a certificate or a request a key is one half of something; alone it is no certificate. */
static enum wait keys_belongs(struct job *j, const char *key, char *owner, char *request)
{
	struct inspection *i = j->out;

	i->keys = mem_printf("The private key in %s (%s) belongs to %s%s%s.", i->target.input, key,
		owner != NULL ? owner : request, owner != NULL && request != NULL ? ", and to " : "",
		owner != NULL && request != NULL ? request : "");
	verdict_set(i);
	free(i->verdict.headline);
	i->verdict.headline = mem_strdup(i->keys);
	free(owner);
	free(request);
	return WAIT_OVER;
}

/* Was the key named beside a certificate or a request? Not beside those of a list that it is not in. */
static bool keys_have_others(const struct job *j)
{
	const struct companions *all = j->engine->companions;
	bool others = false, among = false;

	for (size_t i = 0; i < all->n; i++)
		among |= all->list[i].later && j->target.path != NULL
			&& strcmp(all->list[i].path, j->target.path) == 0;
	for (size_t i = 0; i < all->n; i++)
		others |= (among || !all->list[i].later)
			&& (all->list[i].file.n > 0 || all->list[i].file.n_requests > 0);
	return others;
}

enum wait keys_alone(struct job *j)
{
	const struct file_key *k = &j->source.file.keys[0];
	char *key = file_key_words(k), *owner = keys_owner(j->engine->companions, k, false);
	char *request = keys_owner(j->engine->companions, k, true);
	bool orphan = owner == NULL && request == NULL && k->locked == NULL && keys_have_others(j);
	struct finding *f;
	enum wait w;

	if (owner != NULL || request != NULL) {
		w = keys_belongs(j, key, owner, request);
	} else {
		f = job_finding(j, orphan ? FINDING_KEY_MISMATCH : FINDING_NO_CERTIFICATE);
		f->level = finding_level(f->id);
		f->shade = SHADE_FILE;
		finding_param(f, PARAM_NAME, j->out->target.input);
		owner = k->locked != NULL
			? mem_printf("%s holds an encrypted private key, not a certificate; %s",
				j->out->target.input, k->locked)
			: mem_printf(
				"%s holds a private key (%s), not a certificate; name the certificate's file beside"
				" it, and certcard says whether they belong together",
				j->out->target.input, key);
		finding_param(f, PARAM_REASON, owner);
		free(owner);
		w = job_unreachable(j);
	}
	free(key);
	return w;
}
