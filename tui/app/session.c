/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joins the screen to the engine. */
#include "app/session.h"

#include "base/mem.h"
#include "engine/engine.h"
#include "trust/trust.h"

#include <stdlib.h>

struct session {
	struct source source;            /* first: a source is a session */
	struct trust_index *roots;
	struct engine *engine;
};

static struct session *session_of(struct source *s)
{
	return (struct session *)s;
}

static unsigned session_start(struct source *src, struct target *t)
{
	return engine_start(session_of(src)->engine, t, NULL);
}

static void session_beside(struct source *src, const struct given *list)
{
	engine_beside(session_of(src)->engine, list);
}

static void session_cancel(struct source *src, unsigned job)
{
	engine_cancel(session_of(src)->engine, job);
}

static size_t session_active(struct source *src)
{
	return engine_active(session_of(src)->engine);
}

static size_t session_lent(struct source *src)
{
	return engine_lent(session_of(src)->engine, 1);
}

static int session_turn(struct source *src, const int *fds, size_t n, int ms)
{
	struct session *s = session_of(src);
	struct cc_err why = { 0 };           /* an empty store is seen in each verdict */

	/* the first turn, by which an untouched screen has been painted */
	trust_index_fill(s->roots, &why);
	return engine_turn(s->engine, fds, n, ms);
}

static struct inspection *session_take(struct source *src, unsigned *job, bool *last)
{
	return engine_take(session_of(src)->engine, job, NULL, last);
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

struct session *session_new(const struct opts *o, const struct given *given, struct cc_err *e)
{
	struct session *s = mem_alloc(sizeof *s);

	if (o->ca.n == 0)
		s->roots = trust_index_later();
	s->engine = engine_new(&(struct engine_input){ .opts = o, .roots = s->roots, .given = given,
		.lists = true, .asks = true }, e);
	if (s->engine == NULL) {
		session_free(s);
		return NULL;
	}
	s->source = (struct source){
		.start = session_start, .beside = session_beside, .cancel = session_cancel,
		.active = session_active, .lent = session_lent, .turn = session_turn,
		.take = session_take, .progress = session_progress, .question = session_question,
		.answer = session_answer, .trust = session_trust,
	};
	return s;
}

void session_free(struct session *s)
{
	if (s == NULL)
		return;
	engine_free(s->engine);
	trust_index_free(s->roots);
	free(s);
}

struct source *session_source(struct session *s)
{
	return &s->source;
}
