/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joins the screen to the engine. */
#include "app/session.h"

#include "batch/source.h"
#include "gallery/gallery.h"
#include "gallery/list.h"
#include "engine/engine.h"
#include "explain/explain.h"
#include "explain/cause.h"
#include "parts/code-page.h"
#include "base/mem.h"
#include "base/moment.h"
#include "report/report.h"
#include "report/markdown.h"
#include "visits/visits.h"
#include "engine/target.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct session {
	struct source source;            /* first: a source is a session */
	const struct opts *opts;
	struct trust_index *roots;
	struct engine *engine;
	struct gallery_shown *gallery;
	struct state *state;
	struct batch_source list;
	bool listing;
	unsigned unsaved;                /* visits since the memory was written */
	struct recent_shown *recent;     /* made from state when asked for; NULL: to be made anew */
	char **notes;                    /* that recent points to */
	size_t n_recent;
};

enum { SESSION_NOTE_W = 76, SESSION_SAVE_EVERY = 256 };

static struct session *session_of(struct source *s)
{
	return (struct session *)s;
}

static unsigned session_start(struct source *src, const char *text, struct cc_err *e)
{
	struct session *s = session_of(src);
	struct target t;

	if (target_parse(&t, text, s->opts, e) != 0)
		return 0;
	return engine_start(s->engine, &t, NULL);
}

static void session_cancel(struct source *src, unsigned job)
{
	engine_cancel(session_of(src)->engine, job);
}

static size_t session_active(struct source *src)
{
	return engine_active(session_of(src)->engine);
}

static void session_save(struct session *s)
{
	(void)state_save(s->state, NULL);
	s->unsaved = 0;
}

static int session_turn(struct source *src, const int *fds, size_t n, int ms)
{
	struct session *s = session_of(src);

	/* Where many end one after the other, the memory is not written for each. */
	if (s->unsaved >= SESSION_SAVE_EVERY || (s->unsaved > 0 && engine_active(s->engine) == 0))
		session_save(s);
	return engine_turn(s->engine, fds, n, ms);
}

static void session_forget_recent(struct session *s)
{
	for (size_t i = 0; i < s->n_recent; i++)
		free(s->notes[i]);
	free(s->notes);
	free(s->recent);
	s->recent = NULL;
	s->notes = NULL;
	s->n_recent = 0;
}

/* A memory that cannot be written is no reason to stop: what was seen is shown all the same. */
static struct inspection *session_take(struct source *src, unsigned *job, bool *last)
{
	struct session *s = session_of(src);
	struct inspection *i = engine_take(s->engine, job, NULL, last);

	if (i != NULL)
		(void)state_note(s->state, i);
	return i;
}

static void session_seen(struct source *src, const struct inspection *i, bool among)
{
	struct session *s = session_of(src);

	if (among)
		state_remember_among(s->state, i);
	else
		state_remember(s->state, i, false);
	s->unsaved++;
	session_forget_recent(s);
}

static bool session_accept(struct source *src, const struct inspection *i)
{
	struct session *s = session_of(src);

	state_remember(s->state, i, true);
	session_save(s);
	session_forget_recent(s);
	return state_find(s->state, i) != NULL;
}

static bool session_list(struct source *src, const char *path, struct cc_err *e)
{
	struct session *s = session_of(src);
	struct opts o = *s->opts;

	o.hosts = path;
	o.n_targets = 0;
	if (s->listing)
		batch_source_close(&s->list);
	s->listing = batch_source_open(&s->list, &o, e) == 0;
	return s->listing;
}

static enum app_listed session_listed(struct source *src, char **text)
{
	struct session *s = session_of(src);

	while (s->listing) {
		switch (batch_source_next(&s->list, text)) {
		case BATCH_TARGET: return APP_LISTED;
		case BATCH_LATER: return APP_LISTED_LATER;
		case BATCH_TOO_LONG: case BATCH_BROKEN: break;
		case BATCH_END:
			batch_source_close(&s->list);
			s->listing = false;
			break;
		}
	}
	return APP_LISTED_END;
}

static bool session_progress(struct source *src, unsigned job, struct progress *p)
{
	return engine_progress(session_of(src)->engine, job, p);
}

static bool session_question(struct source *src, struct engine_question *q)
{
	return engine_question(session_of(src)->engine, q);
}

static void session_answer(struct source *src, unsigned job, const char *password)
{
	engine_answer(session_of(src)->engine, job, password);
}

static void session_trust(struct source *src, const struct cert *root)
{
	if (root != NULL)
		engine_trust_session(session_of(src)->engine, root);
	else
		engine_distrust_session(session_of(src)->engine);
}

/* What a line says of a visit beyond its sign. */
static char *session_visit_words(const struct visit *v, int64_t now)
{
	const char *title = *v->finding != '\0' ? cause_title(v->finding) : NULL;
	char span[MOMENT_SIZE];

	if (title != NULL)
		return mem_strdup(title);
	if (*v->finding != '\0')
		return mem_strdup(v->finding);
	if (!v->has_key)
		return mem_strdup("");
	return mem_printf(v->not_after >= now ? "%s left" : "ended %s ago", moment_span(v->not_after - now, span));
}

static size_t session_recent(struct source *src, const struct recent_shown **list)
{
	struct session *s = session_of(src);
	const struct visit *const *visits;
	size_t n;

	if (s->recent == NULL) {
		n = state_recent(s->state, &visits);
		s->recent = mem_resize(NULL, n + 1, sizeof *s->recent);
		s->notes = mem_resize(NULL, n + 1, sizeof *s->notes);
		s->n_recent = n;
		for (size_t i = 0; i < n; i++) {
			s->notes[i] = session_visit_words(visits[i], src->now(src));
			s->recent[i] = (struct recent_shown){ .target = visits[i]->target, .level = visits[i]->level,
				.note = s->notes[i], .when = visits[i]->time };
		}
	}
	*list = s->recent;
	return s->n_recent;
}

static size_t session_gallery(struct source *src, const struct gallery_shown **list)
{
	struct session *s = session_of(src);
	size_t n = demo_count();

	if (s->gallery == NULL) {
		s->gallery = mem_resize(NULL, n, sizeof *s->gallery);
		for (size_t i = 0; i < n; i++) {
			const struct demo_scenario *d = demo_at(i);

			s->gallery[i] = (struct gallery_shown){ .topic = d->topic, .name = d->name, .title = d->title };
		}
	}
	*list = s->gallery;
	return n;
}

static int64_t session_now(struct source *src)
{
	const struct opts *o = session_of(src)->opts;

	return o->at_set ? o->at : (int64_t)time(NULL);
}

/* A small letter before a capital one, as in NSURLErrorCannotFindHost. */
static bool session_camel(const char *text)
{
	for (; text[0] != '\0' && text[1] != '\0'; text++) {
		if (text[0] >= 'a' && text[0] <= 'z' && text[1] >= 'A' && text[1] <= 'Z')
			return true;
	}
	return false;
}

/* Capitals joined by underscores, as in SSL_ERROR_BAD_CERT_DOMAIN, known or not: hosts are not written like that. */
static bool session_constant(const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

	return text[n] == '\0' && strchr(text, '_') != NULL && text[0] >= 'A';
}

/* Does it look like anything but a name: blanks, a name from a program, a number? */
static bool session_odd(const char *text)
{
	if (strpbrk(text, " \t(_") != NULL || strncmp(text, "0x", 2) == 0)
		return true;
	return (text[0] == '-' && text[1] != '\0') || (strpbrk(text, "./") == NULL && session_camel(text));
}

/* What can be a target is one, unless it looks like nothing that a host or file is called and some tool says it. */
static bool session_is_code(struct source *src, const char *text)
{
	struct session *s = session_of(src);
	struct explanation *x;
	struct target t;
	bool target = target_parse(&t, text, s->opts, NULL) == 0, known;

	if (target)
		target_done(&t);
	if (session_constant(text))
		return true;
	if (!session_odd(text))
		return false;
	x = explain_text(text);
	known = x->known;
	explanation_free(x);
	return known || !target;
}

static void session_explain(struct source *src, struct page *p, const char *text)
{
	(void)src;
	explain_page(p, text);
}

static char *session_note(struct source *src, const struct inspection *i, enum audience who)
{
	(void)src;
	return report_markdown_string(i, &(struct report_style){ .width = SESSION_NOTE_W, .audience = who });
}

struct session *session_new(const struct opts *o, struct cc_err *e)
{
	struct session *s = mem_alloc(sizeof *s);
	struct cc_err why = { 0 };

	s->opts = o;
	s->state = state_open(NULL, e);
	if (o->ca == NULL)
		s->roots = trust_index_system(&why);
	s->engine = engine_new(&(struct engine_input){ .opts = o, .roots = s->roots, .asks = true }, e);
	if (s->engine == NULL) {
		session_free(s);
		return NULL;
	}
	s->source = (struct source){
		.start = session_start, .cancel = session_cancel, .active = session_active, .turn = session_turn,
			.take = session_take,
		.list = session_list, .listed = session_listed, .progress = session_progress,
		.question = session_question, .answer = session_answer,
		.trust = session_trust, .seen = session_seen, .accept = session_accept,
		.recent = session_recent, .gallery = session_gallery,
		.is_code = session_is_code, .explain = session_explain, .note = session_note,
		.now = session_now,
	};
	return s;
}

void session_free(struct session *s)
{
	if (s == NULL)
		return;
	engine_free(s->engine);
	trust_index_free(s->roots);
	free(s->gallery);
	if (s->listing)
		batch_source_close(&s->list);
	if (s->unsaved > 0)
		session_save(s);
	session_forget_recent(s);
	state_free(s->state);
	free(s);
}

struct source *session_source(struct session *s)
{
	return &s->source;
}
