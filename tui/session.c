/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joins the screen to the engine. */
#include "session.h"

#include "demo.h"
#include "engine.h"
#include "mem.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct session {
	struct source source;            /* first: a source is a session */
	const struct opts *opts;
	struct trust_index *roots;
	struct engine *engine;
	struct gallery_shown *gallery;
};

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

static int session_turn(struct source *src, const int *fds, size_t n, int ms)
{
	return engine_turn(session_of(src)->engine, fds, n, ms);
}

static struct inspection *session_take(struct source *src, unsigned *job)
{
	return engine_take(session_of(src)->engine, job, NULL, NULL);
}

static bool session_progress(struct source *src, unsigned job, struct progress *p)
{
	return engine_progress(session_of(src)->engine, job, p);
}

static void session_trust(struct source *src, const struct cert *root)
{
	if (root != NULL)
		engine_trust_session(session_of(src)->engine, root);
	else
		engine_distrust_session(session_of(src)->engine);
}

static size_t session_recent(struct source *src, const struct recent_shown **list)
{
	(void)src;
	*list = NULL;
	return 0;
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

static bool session_is_code(struct source *src, const char *text)
{
	(void)src;
	(void)text;
	return false;
}

static void session_explain(struct source *src, struct page *p, const char *text)
{
	(void)src;
	(void)p;
	(void)text;
}

static char *session_note(struct source *src, const struct inspection *i, enum audience who)
{
	(void)src;
	(void)i;
	(void)who;
	return NULL;
}

static void session_set_audience(struct source *src, enum audience who)
{
	(void)src;
	(void)who;
}

struct session *session_new(const struct opts *o, struct cc_err *e)
{
	struct session *s = mem_alloc(sizeof *s);
	struct cc_err why = { 0 };

	s->opts = o;
	if (o->ca == NULL)
		s->roots = trust_index_system(&why);
	s->engine = engine_new(&(struct engine_input){ .opts = o, .roots = s->roots }, e);
	if (s->engine == NULL) {
		session_free(s);
		return NULL;
	}
	s->source = (struct source){
		.start = session_start, .cancel = session_cancel, .active = session_active, .turn = session_turn, .take = session_take,
		.progress = session_progress, .trust = session_trust, .recent = session_recent, .gallery = session_gallery,
		.is_code = session_is_code, .explain = session_explain, .note = session_note, .set_audience = session_set_audience,
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
	free(s);
}

struct source *session_source(struct session *s)
{
	return &s->source;
}
