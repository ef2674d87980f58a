/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack of views, and what the application does for them. */
#include "app/stack.h"

#include "app/places.h"
#include "app/requests.h"
#include "base/mem.h"
#include "engine/given.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What the screen says of the engine's stages. */
static const char *const app_stage_names[N_STAGES] = {
	[STAGE_WAITING] = "wait for a turn", [STAGE_RESOLVE] = "look up the name", [STAGE_CONNECT] = "connect",
	[STAGE_STARTTLS] = "ask for TLS", [STAGE_HANDSHAKE] = "shake hands", [STAGE_VERIFY] = "verify the chain",
	[STAGE_FETCH] = "fetch what is missing", [STAGE_LOOK_AROUND] = "look for the cause", [STAGE_DONE] = "done",
};

struct view *app_top(const struct app *a)
{
	return a->depth > 0 ? a->stack[a->depth - 1] : NULL;
}

struct view *app_front(const struct app *a)
{
	struct view *top = app_top(a);

	return top != NULL && top->inner != NULL ? top->inner : top;
}

const struct view_ops *shown_view(const struct shown *v)
{
	return v->i->target.kind == TARGET_STORE || v->i->list ? &view_store : &view_inspection;
}

/* A tab is shown in the inspection that it belongs to; a store has none, and its pages stand by themselves. */
static bool app_open_tab(struct app *a, const struct view_ops *ops, const struct view_arg *arg)
{
	struct view *top = app_top(a);
	struct view_arg in = *arg;

	if (!ops->tab || arg->shown == NULL || shown_view(arg->shown) == &view_store)
		return false;
	in.text = ops->name;
	if (top != NULL && top->ops == &view_inspection && top->shown == arg->shown)
		(void)app_request(a, ops->opened_by);
	else
		app_open(a, &view_inspection, &in);
	return true;
}

void app_open(struct app *a, const struct view_ops *ops, const struct view_arg *arg)
{
	struct view *v;

	if (app_open_tab(a, ops, arg))
		return;
	if (a->depth == APP_MAX_VIEWS) {
		app_say(a, INK_ERROR, "That is as deep as it goes: close a view first");
		return;
	}
	v = mem_alloc(sizeof *v);
	v->ops = ops;
	v->app = a;
	v->state = mem_alloc(ops->state_size);
	v->shown = shown_ref(arg->shown);
	v->other = shown_ref(arg->other);
	v->card = arg->card;
	v->job = arg->job;
	v->rest_ms = -1;
	v->text = arg->text;
	a->stack[a->depth++] = v;
	if (ops->open != NULL)
		ops->open(v);
	v->text = NULL;
	a->dirty = true;
}

static void app_free_view(struct view *v)
{
	if (v->ops->close != NULL)
		v->ops->close(v);
	shown_unref(v->shown);
	shown_unref(v->other);
	free(v->state);
	free(v);
}

void app_close_top(struct app *a)
{
	struct view *v = app_top(a);

	if (v == NULL)
		return;
	if (v->job != 0)
		a->source->cancel(a->source, v->job);
	a->depth--;
	app_free_view(v);
	a->dirty = true;
	if (a->depth == 0)
		a->leave = true;
}

void app_close_all(struct app *a)
{
	while (a->depth > 0)
		app_free_view(a->stack[--a->depth]);
}

/* The view that waits for a job; its place in the stack, or -1. */
static int app_waiting(const struct app *a, unsigned job)
{
	for (size_t i = 0; i < a->depth; i++) {
		if (a->stack[i]->job == job)
			return (int)i;
	}
	return -1;
}

/* Open the main view at a place in the stack, below what stands there. */
static void app_insert(struct app *a, size_t at, struct shown *shown)
{
	size_t n_above = a->depth - at;
	struct view *above[APP_MAX_VIEWS];

	memcpy(above, a->stack + at, n_above * sizeof *above);
	a->depth = at;
	app_open(a, shown_view(shown), &(struct view_arg){ .shown = shown, .card = -1 });
	memcpy(a->stack + a->depth, above, n_above * sizeof *above);
	a->depth += n_above;
}

/* Is there a view that began it behind what is shown? */
static bool app_handed_over(struct app *a, struct shown *shown, unsigned job, bool last)
{
	for (size_t k = a->depth; k-- > 0;) {
		struct view *v = a->stack[k];

		if (v->ops->arrived == NULL || !v->ops->arrived(v, shown, job, last))
			continue;
		/* Those that tick are painted anew then. */
		a->dirty = a->dirty || v->ops->tick == NULL;
		return true;
	}
	return false;
}

/* Remember what an inspection takes the place of, and nothing before that. */
static void app_before(struct shown *now, struct shown *before)
{
	if (before == NULL)
		return;
	now->before = shown_ref(before);
	shown_unref(before->before);
	before->before = NULL;
}

/* Does the prompt take it back that it was asked for at, because it was the wrong file: the start view's below, or the
 * last line's, where nobody has gone on to something else? */
static bool app_came_back(struct app *a, size_t at, struct shown *shown, unsigned job, bool last)
{
	struct view *v = at > 0 ? a->stack[at - 1] : NULL;

	a->dirty = true;
	if (at == a->depth && a->question.asking == ASKING_NOTHING && app_go_to_returns(a, shown->i, job))
		return true;
	return v != NULL && v->ops == &view_start && v->ops->arrived(v, shown, job, last);
}

/* Put the finished inspection where its progress was shown; a further one of the same job goes below the first. */
void app_arrived(struct app *a, struct inspection *i, unsigned job, bool last)
{
	struct shown *shown = mem_alloc(sizeof *shown);
	int at = app_waiting(a, job);

	*shown = (struct shown){ .i = i, .refs = 1 };
	places_seen(a, i, at < 0 && job != a->last_job);
	if (at >= 0) {
		app_before(shown, a->stack[at]->other);
		app_free_view(a->stack[at]);
		memmove(a->stack + at, a->stack + at + 1, (a->depth - (size_t)at - 1) * sizeof *a->stack);
		a->depth--;
		a->last_job = job;
		a->last_at = (size_t)at;
		if (!app_came_back(a, a->last_at, shown, job, last))
			app_insert(a, a->last_at, shown);
	} else if (job == a->last_job && a->last_at < a->depth && a->depth < APP_MAX_VIEWS) {
		app_insert(a, a->last_at, shown);
	} else {
		(void)app_handed_over(a, shown, job, last);
	}
	shown_unref(shown);
}

void app_say(struct app *a, enum ink ink, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(a->message, sizeof a->message, fmt, ap);
	va_end(ap);
	a->message_ink = ink;
	a->dirty = true;
}

char *app_unsay(struct app *a)
{
	char *text = a->message[0] != '\0' && a->message_ink == INK_ERROR ? mem_strdup(a->message) : NULL;

	if (text != NULL)
		a->message[0] = '\0';
	return text;
}

void app_begin(struct app *a, struct target *t, const char *text)
{
	unsigned job = a->source->start(a->source, t);

	app_open(a, &view_progress, &(struct view_arg){ .card = -1, .job = job, .text = text });
}

/* What was parsed already is handed on: the line that was typed, a target of the command line or of a list. */
static bool app_target(struct app *a, const char *text, struct target *t, struct cc_err *e)
{
	return typed_line_take(&a->typed, text, t) || given_take(a->given, text, t)
		|| given_take(&a->opened, text, t) || target_parse(t, text, a->opts, e) == 0;
}

bool app_inspect(struct app *a, const char *text)
{
	struct cc_err e = { 0 };

	typed_line_read(&a->typed, text, a->opts, &e);
	switch (a->typed.is) {
	case TYPED_TARGET:
		return app_inspect_place(a, text);
	case TYPED_CODE:
		app_open(a, &view_explain, &(struct view_arg){ .card = -1, .text = text });
		return true;
	case TYPED_NOTHING:
		app_say(a, INK_ERROR, "%s", e.msg);
		break;
	}
	return false;
}

bool app_inspect_place(struct app *a, const char *text)
{
	struct cc_err e = { 0 };
	struct target t;

	if (!app_target(a, text, &t, &e)) {
		app_say(a, INK_ERROR, "%s", e.msg);
		return false;
	}
	app_begin(a, &t, text);
	return true;
}

unsigned app_start(struct app *a, const char *text, struct cc_err *e)
{
	struct target t;

	return app_target(a, text, &t, e) ? a->source->start(a->source, &t) : 0;
}

void app_looked_at(struct app *a, const struct shown *s)
{
	places_seen(a, s->i, false);
}

void app_cancel(struct app *a, unsigned job)
{
	a->source->cancel(a->source, job);
}

int app_jobs(const struct app *a)
{
	int lent = a->source->lent != NULL ? (int)a->source->lent(a->source) : 0;

	return (a->opts->jobs > 0 ? a->opts->jobs : 1) + lent;
}

enum audience app_audience(const struct app *a)
{
	return a->audience;
}

bool app_progress(struct app *a, unsigned job, struct progress_shown *shown)
{
	struct progress p;

	*shown = (struct progress_shown){ 0 };
	if (!a->source->progress(a->source, job, &p))
		return false;
	for (enum stage s = STAGE_RESOLVE; s < STAGE_DONE; s++) {
		if (p.file && s < STAGE_VERIFY) {
			shown->stages[0] = (struct stage_shown){ .name = "read the file",
				.reached = p.stage >= STAGE_VERIFY, .current = p.stage < STAGE_VERIFY };
			shown->n_stages = 1;
			continue;
		}
		if (s == STAGE_STARTTLS && p.stage != STAGE_STARTTLS)
			continue;
		if (s > STAGE_VERIFY && s > p.stage)
			continue;
		shown->stages[shown->n_stages++] = (struct stage_shown){
			.name = app_stage_names[s], .reached = p.stage >= s, .current = p.stage == s };
	}
	memcpy(shown->detail, p.detail, sizeof shown->detail);
	shown->elapsed_ms = p.elapsed_ms;
	shown->timeout_ms = p.timeout_ms;
	return true;
}
