/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workers, each with an engine of its own, take targets from one source and bring results to one sink. */
#include "batch/batch.h"

#include "batch/sink.h"
#include "batch/source.h"
#include "engine/engine.h"
#include "result/fullchain.h"
#include "base/limits.h"
#include "base/mem.h"
#include "visits/visits.h"
#include "engine/target.h"
#include "batch/worst.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	BATCH_TICK_MS = 100,         /* how often progress is told and an interruption is looked for */
	BATCH_FILL = 4,              /* inspections begun at a time: so all workers get some of a short list */
	BATCH_WORKERS = 64
};

struct batch {
	const struct batch_input *in;
	pthread_mutex_t lock;        /* of everything below */
	struct batch_source source;
	struct batch_sink sink;
	struct fetched *fetched;     /* has a lock of its own */
	size_t seq;                  /* number of the next target */
	size_t active;
	bool ended, many;
	double began, told;          /* seconds; told: when progress was last told */
	double kept;                 /* when the visits were last written */
};

struct batch_worker {
	struct batch *b;
	struct engine *engine;
	pthread_t thread;
	size_t slots, shares;        /* inspections at once; how many workers share what may be lent */
	bool first;                  /* runs in the caller's thread and tells progress */
	bool running;
};

static double batch_seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool batch_stopped(const struct batch *b)
{
	return b->in->stop != NULL && __atomic_load_n(b->in->stop, __ATOMIC_RELAXED) != 0;
}

/* ---- beginning inspections ---- */

/* A target that is none never ends the run: one line says so, and it counts as 3. With the lock held. */
static void batch_reject(struct batch *b, size_t seq, const char *why)
{
	char *line = b->source.line > 0 ? mem_printf("line %zu: %s", b->source.line, why) : mem_strdup(why);

	b->in->say(b->in->ctx, line);
	free(line);
	batch_sink_reject(&b->sink, seq);
}

/* The next target. BATCH_TOO_LONG: there was one that is none, and more may follow. With the lock held. */
static enum batch_next batch_next(struct batch *b, struct target *t, size_t *seq)
{
	struct cc_err e = { 0 };
	enum batch_next r;
	char *text = NULL;
	int bad;

	if (!batch_sink_room(&b->sink, b->seq))
		return BATCH_LATER;
	r = batch_source_next(&b->source, &text);
	if (r == BATCH_BROKEN) {
		(void)err_set(&e, ERR_IO, "reading the list of targets");
		b->in->say(b->in->ctx, e.msg);
		b->sink.rejected++;
		return BATCH_END;
	}
	if (r != BATCH_GIVEN && r != BATCH_TARGET && r != BATCH_TOO_LONG)
		return r;
	*seq = b->seq++;
	if (r == BATCH_GIVEN) {
		struct target *given = &b->in->given->list[b->source.next - 1];

		*t = *given;
		*given = (struct target){ 0 };
		return BATCH_TARGET;
	}
	if (r == BATCH_TOO_LONG) {
		batch_reject(b, *seq, "the line is too long to be a target");
		return r;
	}
	bad = target_parse(t, text, b->in->opts, &e);
	free(text);
	if (bad == 0)
		return BATCH_TARGET;
	batch_reject(b, *seq, e.msg);
	return BATCH_TOO_LONG;
}

/* Fill some free slots. Returns for how many milliseconds there is nothing more to begin; *fd: what to wait for when
 * the list has no line ready, else -1. */
static int batch_fill(struct batch_worker *w, int *fd)
{
	struct batch *b = w->b;
	size_t places = w->slots + engine_lent(w->engine, w->shares);
	int i;

	*fd = -1;

	(void)pthread_mutex_lock(&b->lock);
	for (i = 0; i < BATCH_FILL && !b->ended && engine_active(w->engine) < places && !batch_stopped(b); i++) {
		struct target t;
		size_t seq = 0;
		enum batch_next r = batch_next(b, &t, &seq);

		if (r == BATCH_TARGET) {
			b->active++;
			(void)engine_start(w->engine, &t, (void *)(uintptr_t)seq);
		} else if (r == BATCH_END) {
			b->ended = true;
		} else if (r == BATCH_LATER) {
			*fd = batch_sink_room(&b->sink, b->seq) ? b->source.fd : -1;
			break;
		}
	}
	(void)pthread_mutex_unlock(&b->lock);
	return i == BATCH_FILL ? 0 : BATCH_TICK_MS;
}

/* ---- ending them ---- */

/* PEM alone does not tell what it is. */
static void batch_say_pem(struct batch *b, const struct inspection *i)
{
	enum format f = b->in->opts->format;
	char *note, *line;

	if (f == FORMAT_PEM && i->n_presented == 0)
		b->in->say(b->in->ctx, i->verdict.headline);
	if (f != FORMAT_FULLCHAIN)
		return;
	note = fullchain_note(i);
	line = b->many ? mem_printf("%s: %s", i->target.input, note) : mem_strdup(note);
	b->in->say(b->in->ctx, line);
	free(line);
	free(note);
}

static void batch_result(struct batch *b, struct inspection *i, size_t seq, bool last)
{
	char *text;
	size_t len = 0;

	if (b->in->state != NULL) {
		(void)pthread_mutex_lock(&b->lock);
		state_visit(b->in->state, i);
		(void)pthread_mutex_unlock(&b->lock);
	}
	text = batch_sink_render(&b->sink, i, &len);
	(void)pthread_mutex_lock(&b->lock);
	batch_say_pem(b, i);
	b->active -= last;
	batch_sink_take(&b->sink, seq, last, i, text, len);
	(void)pthread_mutex_unlock(&b->lock);
	inspection_free(i);
}

static void batch_collect(struct batch_worker *w)
{
	struct inspection *i;
	void *tag = NULL;
	bool last = true;

	while ((i = engine_take(w->engine, NULL, &tag, &last)) != NULL)
		batch_result(w->b, i, (size_t)(uintptr_t)tag, last);
}

/* ---- a worker ---- */

/* Questions are put when they come up; the other inspections of this worker wait as long as somebody thinks. */
static void batch_ask(struct batch_worker *w)
{
	const struct batch_input *in = w->b->in;
	struct engine_question q;

	while (engine_question(w->engine, &q)) {
		char *password = in->password(in->ctx, q.label, q.again);

		engine_answer(w->engine, q.job, password);
		if (password != NULL)
			explicit_bzero(password, strlen(password));
		free(password);
	}
}

static void batch_tell(struct batch *b)
{
	double now = batch_seconds();
	struct batch_progress p;

	if (b->in->progress == NULL || now - b->told < BATCH_TICK_MS / 1000.0)
		return;
	b->told = now;
	(void)pthread_mutex_lock(&b->lock);
	p = (struct batch_progress){ .done = b->sink.count + b->sink.rejected, .active = b->active,
		.elapsed_s = now - b->began,
		.total = b->ended ? b->seq : b->source.fd < 0 ? batch_source_own(&b->source) : 0 };
	memcpy(p.by_status, b->sink.by_status, sizeof p.by_status);
	(void)pthread_mutex_unlock(&b->lock);
	b->in->progress(b->in->ctx, &p);
}

/* What cannot be written now is told at the end, when it is tried again. */
static void batch_keep(struct batch *b)
{
	double now = batch_seconds();

	if (b->in->state == NULL || now - b->kept < LIMIT_STATE_AGE_S)
		return;
	(void)pthread_mutex_lock(&b->lock);
	(void)state_save(b->in->state, NULL);
	(void)pthread_mutex_unlock(&b->lock);
	b->kept = batch_seconds();
}

static bool batch_over(struct batch_worker *w)
{
	struct batch *b = w->b;
	bool over;

	(void)pthread_mutex_lock(&b->lock);
	over = b->sink.error != 0 || batch_stopped(b)
		|| (b->ended && engine_active(w->engine) == 0 && !(w->first && b->active > 0));
	(void)pthread_mutex_unlock(&b->lock);
	return over;
}

static void *batch_work(void *arg)
{
	struct batch_worker *w = arg;

	while (!batch_over(w)) {
		int fd, ms = batch_fill(w, &fd);

		(void)engine_turn(w->engine, &fd, fd >= 0 ? 1 : 0, ms);
		batch_ask(w);
		batch_collect(w);
		if (w->first) {
			batch_tell(w->b);
			batch_keep(w->b);
		}
	}
	return NULL;
}

/* One for each core, but none that would have little to do. Demonstrations are served by a child of the engine: one
 * engine, one gallery. */
static size_t batch_workers(const struct opts *o, const struct given *given)
{
	cpu_set_t cpus;
	size_t n = 1, i;
	bool files = false;

	if (sched_getaffinity(0, sizeof cpus, &cpus) == 0)
		n = (size_t)CPU_COUNT(&cpus);
	if (n > BATCH_WORKERS)
		n = BATCH_WORKERS;
	if (n > (size_t)o->jobs)
		n = (size_t)o->jobs;
	if (o->hosts == NULL && n > o->n_targets / BATCH_FILL)
		n = o->n_targets / BATCH_FILL;
	for (i = 0; i < given->n; i++) {
		if (given->list[i].demo != NULL)
			n = 1;
		files |= given->list[i].path != NULL;
	}
	if ((o->key != NULL && o->cert == NULL) || (files && o->n_targets <= LIMIT_COMPANIONS))
		n = 1;           /* whoever knows a passphrase is asked once */
	return n == 0 ? 1 : n;
}

static int batch_engines(struct batch *b, struct batch_worker *w, size_t n, struct cc_err *e)
{
	const struct opts *o = b->in->opts;
	const struct engine_input in =
		{ .opts = o, .roots = b->in->roots, .given = b->in->given,
			.fetched = b->fetched,
			.connect_timeout = o->hosts != NULL || o->n_targets > 1 ? LIMIT_CONNECT_S : 0,
			.asks = b->in->password != NULL };
	size_t jobs = (size_t)o->jobs, i;

	for (i = 0; i < n; i++) {
		w[i] = (struct batch_worker){ .b = b, .first = i == 0, .slots = jobs / n + (i < jobs % n),
			.shares = n };
		w[i].engine = engine_new(&in, e);
		if (w[i].engine == NULL)
			return -1;
	}
	return 0;
}

/* A machine that gives no more threads is slower, not broken. */
static void batch_go(struct batch_worker *w, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		w[i].running = pthread_create(&w[i].thread, NULL, batch_work, &w[i]) == 0;
	(void)batch_work(&w[0]);
}

static void batch_join(struct batch_worker *w, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (w[i].running)
			(void)pthread_join(w[i].thread, NULL);
	}
	for (i = 0; i < n; i++)
		engine_free(w[i].engine);
}

/* ---- the whole ---- */

static int batch_check(const struct opts *o, const struct given *given, struct cc_err *e)
{
	size_t i;

	if (o->n_targets == 0 && o->hosts == NULL)
		return err_setx(e, ERR_USAGE, "no target; certcard --help tells what can be one");
	for (i = 0; i < given->n && o->hosts != NULL && strcmp(o->hosts, "-") == 0; i++) {
		if (given->list[i].path != NULL && strcmp(given->list[i].path, "-") == 0)
			return err_setx(e, ERR_USAGE, "standard input cannot be both the list of targets and a target");
	}
	return 0;
}

static void batch_interrupted(struct batch *b)
{
	bool all = true;
	size_t rest = b->active + batch_source_rest(&b->source, &all);
	char *line = mem_printf("interrupted: %zu done, %zu%s not", b->sink.count + b->sink.rejected, rest,
		all ? "" : " or more");

	b->in->say(b->in->ctx, line);
	free(line);
}

static int batch_status(const struct batch *b)
{
	return batch_stopped(b) ? 130 : batch_worst(&b->sink);
}

int batch_run(const struct batch_input *in, struct cc_err *e)
{
	const struct opts *o = in->opts;
	struct batch b = { .in = in, .lock = PTHREAD_MUTEX_INITIALIZER,
		.many = o->hosts != NULL || o->all_addresses || o->folder || o->bundle || o->n_targets > 1 };
	struct batch_worker workers[BATCH_WORKERS] = { 0 };
	size_t n = batch_workers(o, in->given);
	int r = -1;

	b.kept = b.began = batch_seconds();
	if (batch_check(o, in->given, e) != 0 || batch_source_open(&b.source, o, e) != 0)
		return -1;
	b.fetched = engine_fetched_new();
	/* Nothing is written before everything that may be wrong with the command line has been looked at. */
	if (batch_engines(&b, workers, n, e) == 0 && batch_sink_open(&b.sink, in, b.many, e) == 0) {
		if (in->enclose != NULL)
			in->enclose(in);
		batch_go(workers, n);
		r = 0;
	}
	batch_join(workers, n);
	engine_fetched_free(b.fetched);
	if (r == 0)
		r = batch_sink_end(&b.sink, e);
	if (r == 0 && batch_stopped(&b))
		batch_interrupted(&b);
	if (r == 0)
		r = batch_status(&b);
	batch_sink_close(&b.sink);
	batch_source_close(&b.source);
	return r;
}
