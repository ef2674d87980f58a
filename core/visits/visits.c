/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is remembered, and what has changed since. */
#include "visits/visits.h"

#include "result/verdict.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/place.h"
#include "visits/visits-file.h"
#include "base/xdg.h"
#include "explain/texts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct state {
	char *path;                  /* NULL: there is no home; nothing is written */
	struct visits known;         /* as read, and what was remembered since */
	struct visits fresh;         /* remembered since the last state_save() */
	const struct visit **recent;
};

/* ---- what is remembered of an inspection ---- */

/* What to call the target, so that typing it leads there again. NULL: such targets are not remembered. */
static char *state_target(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	char *label, *full;
	bool https = t->scheme == NULL || strcmp(t->scheme, "https") == 0;

	if (t->kind != TARGET_HOST || t->host == NULL)
		return NULL;
	label = target_label(t);
	full = https ? mem_strdup(label) : mem_printf("%s://%s", t->scheme, label);
	free(label);
	return full;
}

static const struct cert *state_leaf(const struct inspection *i)
{
	const struct cert *c = i->n_presented > 0 ? i->cards[i->presented[0]].cert : NULL;

	return c != NULL && c->parsed ? c : NULL;
}

/* As it is remembered, so that the two can be compared. The caller frees. */
static char *state_issuer(const struct cert *c)
{
	return visit_issuer(c->issuer.o != NULL ? c->issuer.o : c->issuer.cn != NULL ? c->issuer.cn : "");
}

static struct visit state_visit_of(const struct inspection *i, char *target)
{
	const struct verdict *v = &i->verdict;
	const struct cert *c = state_leaf(i);
	struct visit visit = { .target = target, .time = i->time, .level = v->level, .has_key = c != NULL,
		.finding = mem_strdup(v->finding < 0 ? "" : finding_name(i->findings[v->finding].id)),
		.issuer = c == NULL ? mem_strdup("") : state_issuer(c) };

	if (c != NULL) {
		visit.key_time = i->time;
		visit.not_after = c->not_after;
		memcpy(visit.spki_sha256, c->spki_sha256, sizeof visit.spki_sha256);
		memcpy(visit.sha256, c->sha256, sizeof visit.sha256);
	}
	return visit;
}

/* The key of `old` stays in `v`. */
static void state_keep_key(struct visit *v, const struct visit *old)
{
	free(v->issuer);
	v->issuer = mem_strdup(old->issuer);
	v->has_key = old->has_key;
	v->key_time = old->key_time;
	v->not_after = old->not_after;
	memcpy(v->spki_sha256, old->spki_sha256, sizeof v->spki_sha256);
	memcpy(v->sha256, old->sha256, sizeof v->sha256);
}

static bool state_same_key(const struct visit *a, const struct visit *b)
{
	return memcmp(a->spki_sha256, b->spki_sha256, sizeof a->spki_sha256) == 0;
}

static void state_put(struct state *s, const struct inspection *i, bool accept, bool among)
{
	char *target = state_target(i);
	const struct visit *old = target == NULL ? NULL : visits_find(&s->known, target);
	struct visit v, copy;

	if (target == NULL)
		return;
	v = state_visit_of(i, target);
	v.among = among && (old == NULL || old->among);
	if (old != NULL && old->has_key) {
		if (v.has_key && state_same_key(&v, old))
			v.key_time = old->key_time;
		else if (!v.has_key || (v.level == LEVEL_UNTRUSTED && !accept))
			state_keep_key(&v, old);
	}
	copy = visit_copy(&v);
	visits_put(&s->known, &v);
	visits_put(&s->fresh, &copy);
	visits_trim(&s->known, time(NULL));
	visits_trim(&s->fresh, time(NULL));
}

void state_remember(struct state *s, const struct inspection *i, bool accept)
{
	state_put(s, i, accept, false);
}

void state_remember_among(struct state *s, const struct inspection *i)
{
	state_put(s, i, false, true);
}

/* ---- what has changed ---- */

const struct visit *state_find(const struct state *s, const struct inspection *i)
{
	char *target = state_target(i);
	const struct visit *v = target == NULL ? NULL : visits_find(&s->known, target);

	free(target);
	return v;
}

/* Let's Encrypt and its clients renew when a third of the lifetime is left (https://letsencrypt.org/docs/faq/); what is
 * shown now tells how long such a life is. */
static bool state_was_due(const struct inspection *i, const struct visit *old, const struct cert *c)
{
	return old->not_after - i->time <= (c->not_after - c->not_before) / 3;
}

static void state_add_finding(struct inspection *i, const struct visit *old, const struct cert *c)
{
	char *issuer = state_issuer(c);
	bool other = strcmp(old->issuer, issuer) != 0;
	struct finding f = { .id = FINDING_CHANGED_SINCE_LAST_VISIT,
		.variant = other ? VARIANT_OTHER_ISSUER : VARIANT_RENEWED_KEY,
		.card = i->presented[0],
		.level = other || i->verdict.level == LEVEL_UNTRUSTED ? LEVEL_CAUTION : LEVEL_INFO };
	char date[MOMENT_SIZE];
	struct buf hex = BUF_INIT(64);

	(void)buf_addhex(&hex, old->spki_sha256, sizeof old->spki_sha256, NULL);
	finding_param(&f, PARAM_HOST, i->target.host_unicode != NULL ? i->target.host_unicode : i->target.host);
	finding_param(&f, PARAM_DATE, moment_day(old->time, date));
	finding_param(&f, PARAM_OLD_SPKI, hex.data);
	finding_param(&f, PARAM_OLD_UNTIL, moment_day(old->not_after, date));
	finding_param(&f, PARAM_LAST, moment_day(old->time, date));
	finding_param(&f, PARAM_SINCE, moment_day(old->key_time, date));
	finding_param(&f, PARAM_RENEWAL, state_was_due(i, old, c) ? "due" : "early");
	if (old->issuer[0] != '\0')
		finding_param(&f, PARAM_SEEN, old->issuer);
	if (issuer[0] != '\0')
		finding_param(&f, PARAM_ISSUER, issuer);
	finding_explain(&f);
	MEM_GROW(i->findings, i->n_findings);
	i->findings[i->n_findings++] = f;
	buf_done(&hex);
	free(issuer);
}

/* One of the server's certificates has the key, be it the one that is reported or the other kind's. */
static bool state_has_key(const struct inspection *i, const struct cert *c, const struct visit *old)
{
	bool same = memcmp(old->spki_sha256, c->spki_sha256, sizeof c->spki_sha256) == 0;

	for (size_t k = 0; k < i->n_shown && !same; k++)
		same = i->shown[k].as != SHOWN_NAMELESS
			&& memcmp(old->spki_sha256, i->shown[k].spki_sha256, sizeof old->spki_sha256) == 0;
	return same;
}

bool state_note(const struct state *s, struct inspection *i)
{
	const struct visit *old = state_find(s, i);
	const struct cert *c = state_leaf(i);

	if (old == NULL || c == NULL || !old->has_key)
		return false;
	i->last_visit = (struct last_visit){ .known = true, .time = old->time,
		.key_time = old->key_time, .level = old->level,
		.same_key = state_has_key(i, c, old) };
	if (i->last_visit.same_key)
		return false;
	state_add_finding(i, old, c);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
	i->exit_status = i->verdict.exit_status;
	return true;
}

void state_visit(struct state *s, struct inspection *i)
{
	(void)state_note(s, i);
	state_remember(s, i, false);
}

/* ---- the list ---- */

static int state_latest(const void *pa, const void *pb)
{
	const struct visit *a = *(const struct visit *const *)pa, *b = *(const struct visit *const *)pb;

	if (a->time != b->time)
		return a->time < b->time ? 1 : -1;
	return strcmp(a->target, b->target);
}

size_t state_recent(struct state *s, const struct visit *const **list)
{
	size_t i, n = 0;

	free(s->recent);
	s->recent = mem_alloc(s->known.n * sizeof *s->recent);
	for (i = 0; i < s->known.n; i++) {
		if (!s->known.list[i].among)
			s->recent[n++] = &s->known.list[i];
	}
	if (n > 0)
		qsort(s->recent, n, sizeof *s->recent, state_latest);
	*list = s->recent;
	return n < LIMIT_RECENT ? n : LIMIT_RECENT;
}

/* ---- the file ---- */

/* Out of the way, but not lost, nor what was set aside before. With the lock held. */
static int state_set_aside(const struct place *p, struct cc_err *e)
{
	unsigned n;

	for (n = 1; n <= LIMIT_SET_ASIDE; n++) {
		char *aside = n == 1 ? mem_printf("%s.damaged", p->name) : mem_printf("%s.damaged-%u", p->name, n);
		int r = place_rename(p->folder, p->name, aside);

		if (r == 0)
			(void)err_setx(e, ERR_PARSE,
				"the memory of visits was damaged; it is kept as %s%s, and a new one begins",
				p->shown, aside + strlen(p->name));
		else if (errno != EEXIST)
			(void)err_set(e, ERR_IO, "the memory of visits is damaged: %s", p->shown);
		free(aside);
		if (r == 0 || errno != EEXIST)
			return r;
	}
	return err_setx(e, ERR_IO, "the memory of visits is damaged, as are %d that were set aside: %s",
		LIMIT_SET_ASIDE, p->shown);
}

/* Everything that it holds. -1 with e: it cannot be read (ERR_IO), or is no such file (ERR_PARSE). */
static int state_load(const char *path, struct visits *v, struct cc_err *e)
{
	struct buf b = BUF_INIT(LIMIT_STATE_BYTES);
	int r = xdg_read(path, &b, e);

	if (r != 0 && b.full)
		r = err_setx(e, ERR_PARSE, "the memory of visits is larger than any that was written: %s", path);
	else if (r == 0 && visits_parse(v, &b) != 0)
		r = err_setx(e, ERR_PARSE, "the memory of visits is damaged: %s", path);
	buf_done(&b);
	return r;
}

/* Wait for the lock, but not for one that is never given back. */
static int state_flock(int fd)
{
	enum { STEP_MS = 20 };
	const struct timespec step = { .tv_nsec = STEP_MS * 1000000L };
	int ms;

	for (ms = 0; ms < LIMIT_STATE_LOCK_MS; ms += STEP_MS) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return -1;
		(void)nanosleep(&step, NULL);
	}
	errno = EWOULDBLOCK;
	return -1;
}

/* An open file holding the lock, which is one beside the memory, since that is replaced; -1 with e. */
static int state_lock(const struct place *p, struct cc_err *e)
{
	char *name = mem_printf("%s.lock", p->name);
	int fd = openat(p->folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

	free(name);
	if (fd >= 0 && state_flock(fd) == 0)
		return fd;
	if (errno == EWOULDBLOCK)
		(void)err_setx(e, ERR_IO, "another program holds on to %s.lock", p->shown);
	else
		(void)err_set(e, ERR_IO, "%s.lock", p->shown);
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* A damaged file makes way, unless somebody else has seen to that by now. With the lock held. -1 with e: it stands
 * there still, or (ERR_PARSE) was set aside; then `v` is empty. */
static int state_load_locked(const struct place *p, const char *path, struct visits *v, struct cc_err *e)
{
	int r = state_load(path, v, e);

	if (r != 0 && e->code == ERR_PARSE)
		(void)state_set_aside(p, e);
	return r;
}

static void state_open_damaged(struct state *s, struct cc_err *e)
{
	struct place p;
	int lock;

	if (place_open(&p, s->path, false, e) != 0)
		return;
	lock = state_lock(&p, e);
	if (lock >= 0) {
		*e = (struct cc_err){ 0 };
		(void)state_load_locked(&p, s->path, &s->known, e);
		(void)close(lock);
	}
	place_close(&p);
}

struct state *state_open(const char *path, struct cc_err *e)
{
	struct state *s = mem_alloc(sizeof *s);
	struct cc_err why = { 0 };

	s->path = path != NULL ? mem_strdup(path) : xdg_path(XDG_STATE, "visits");
	if (s->path != NULL && state_load(s->path, &s->known, &why) != 0 && why.code == ERR_PARSE)
		state_open_damaged(s, &why);
	if (e != NULL)
		*e = why;
	return s;
}

void state_free(struct state *s)
{
	if (s == NULL)
		return;
	visits_done(&s->known);
	visits_done(&s->fresh);
	free(s->recent);
	free(s->path);
	free(s);
}

/* What another one wrote meanwhile, with ours on top where it is not older. */
static void state_merge(const struct visits *ours, struct visits *all, int64_t now)
{
	size_t i;

	for (i = 0; i < ours->n; i++) {
		const struct visit *there = visits_find(all, ours->list[i].target);
		struct visit copy;

		if (there != NULL && visit_age_key(there, now) > visit_age_key(&ours->list[i], now))
			continue;
		copy = visit_copy(&ours->list[i]);
		visits_put(all, &copy);
	}
	visits_trim(all, now);
}

static int state_write(struct state *s, const struct place *p, struct cc_err *e)
{
	struct buf b = BUF_INIT(LIMIT_STATE_BYTES);
	struct visits all = { 0 };
	struct cc_err why = { 0 };
	int r = state_load_locked(p, s->path, &all, &why);

	/* What cannot be read is not written over. */
	if (r != 0 && why.code != ERR_PARSE)
		return err_setx(e, ERR_IO, "the visits of this run are not remembered: %s", why.msg);
	/* Damaged since it was read: what was read then is known still. */
	state_merge(r != 0 ? &s->known : &s->fresh, &all, (int64_t)time(NULL));
	visits_write(&all, &b);
	r = b.full ? err_setx(e, ERR_LIMIT, "the memory of visits is full")
		: place_write(p, buf_bytes(&b), 0600, true, e);
	buf_done(&b);
	if (r != 0) {
		visits_done(&all);
		return r;
	}
	visits_done(&s->fresh);
	visits_done(&s->known);
	s->known = all;
	return 0;
}

int state_save(struct state *s, struct cc_err *e)
{
	struct place p;
	int lock, r;

	if (s->fresh.n == 0)
		return 0;
	if (s->path == NULL)
		return err_setx(e, ERR_IO, "there is no home folder to keep the memory of visits in");
	if (place_open(&p, s->path, true, e) != 0)
		return -1;
	lock = state_lock(&p, e);
	r = lock < 0 ? -1 : state_write(s, &p, e);
	if (lock >= 0)
		(void)close(lock);
	place_close(&p);
	return r;
}
