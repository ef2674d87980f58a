/* SPDX-License-Identifier: GPL-3.0-or-later
 * The loop: wait, take keys, take inspections, paint what changed. */
#include "app/app.h"

#include "app/lines.h"
#include "app/password.h"
#include "app/lists.h"
#include "app/paste.h"
#include "app/places.h"
#include "app/plain.h"
#include "app/requests.h"
#include "app/script.h"
#include "app/stack.h"
#include "app/typed.h"
#include "base/enclose.h"
#include "base/limits.h"
#include "base/mem.h"
#include "app/session.h"
#include "terminal/theme-load.h"
#include "visits/visits.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A view that shows something moving is painted anew so often; nothing is painted while an inspection that began on an
 * untouched screen may still end at once, so that the first thing seen is the result. While jobs are under way the loop
 * looks so often whether they may go on; else it sleeps until somebody wants something. */
enum { APP_TICK_MS = 100, APP_BUSY_MS = 1000, APP_PATIENCE_MS = 150, APP_MAX_DRAIN = 4096 };

static const enum request *app_known(const struct app *a, bool view)
{
	static const enum request none[] = { REQUEST_NONE };
	struct view *v = app_top(a);

	if (!view)
		return app_requests;
	return v != NULL && v->ops->requests != NULL ? view_known(v) : none;
}

void app_key(struct app *a, int32_t key)
{
	struct view *v = app_top(a);
	enum request r;
	enum handled h = IGNORED;

	a->dirty = true;
	if (v == NULL || app_question_key(a, key))
		return;
	a->message[0] = '\0';
	if (v->ops->key != NULL)
		h = v->ops->key(v, key);
	if (h == IGNORED) {
		r = keys_lookup(app_known(a, true), key);
		if (r == REQUEST_NONE)
			r = keys_lookup(app_known(a, false), key);
		if (r != REQUEST_NONE)
			h = app_request(a, r);
		/* g opened another place once. */
		if (key == 'g' && (r == REQUEST_NONE || r == REQUEST_TOP) && a->message[0] == '\0')
			app_say(a, INK_MESSAGE, "g goes to the top; : asks for another host, file or code");
		/* Esc goes back, but does not throw anybody out. */
		if (h == CLOSE && key == KEYCODE_ESC && a->depth == 1 && v->job == 0)
			return;
	}
	if (h == CLOSE)
		app_close_top(a);
}

static void app_click(struct app *a, int y, int x)
{
	struct view *v = app_top(a);

	if (v != NULL && v->ops->click != NULL && y > 0 && a->question.asking != ASKING_SECRET)
		(void)v->ops->click(v, y - 1, x);
	a->dirty = true;
}

static void app_leave(struct app *a, int sig)
{
	a->leave = true;
	a->status = sig != 0 ? 128 + sig : 128 + SIGHUP;
}

static void app_input(struct app *a, const struct screen_input *in)
{
	switch (in->event) {
	case SCREEN_KEY: app_key(a, in->key); break;
	case SCREEN_CLICK: app_click(a, in->y, in->x); break;
	case SCREEN_PASTE: app_paste(a, in->text); break;
	case SCREEN_SUSPEND: screen_suspend(a->screen); break;
	case SCREEN_INTERRUPT: a->leave = true; break;
	case SCREEN_LEAVE: app_leave(a, in->signal); break;
	case SCREEN_RESIZED: case SCREEN_NOTHING: break;
	}
	a->dirty = true;
}

/* Take all keys that have come before acting on any: where a terminal does not bracket what is pasted, a line with more
 * behind it ends at its first newline, and the rest must not be read as requests. */
static void app_drain(struct app *a)
{
	struct screen_input *in = mem_resize(NULL, APP_MAX_DRAIN, sizeof *in);
	size_t n = 0;

	while (n < APP_MAX_DRAIN) {
		in[n] = screen_next(a->screen);
		if (in[n].event == SCREEN_NOTHING)
			break;
		n++;
	}
	for (size_t i = 0; i < n && !a->leave; i++) {
		bool enter = in[i].event == SCREEN_KEY && (in[i].key == KEYCODE_CR || in[i].key == '\n');

		app_input(a, &in[i]);
		if (enter && i > 0 && n - i > APP_PASTE_KEYS)
			break;
	}
	for (size_t i = 0; i < n; i++)
		screen_input_done(&in[i]);
	free(in);
}

static void app_take(struct app *a)
{
	struct inspection *i;
	unsigned job;
	bool last;

	while ((i = a->source->take(a->source, &job, &last)) != NULL) {
		places_note(a, i);
		app_arrived(a, i, job, last);
	}
	places_save(a, a->source->active(a->source) == 0);
}

/* Is the inspection under way that the view on top waits for, and not somebody asked about it? */
static bool app_under_way(const struct app *a, struct progress *p)
{
	const struct view *v = app_top(a);

	return v != NULL && v->job != 0 && a->source->progress(a->source, v->job, p) && !p->asks;
}

static bool app_patient(const struct app *a)
{
	struct progress p;

	return app_under_way(a, &p) && p.elapsed_ms < APP_PATIENCE_MS;
}

static int64_t app_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* However many inspections end meanwhile: nobody reads faster than APP_TICK_MS. */
static void app_tick(struct app *a)
{
	struct view *v = app_top(a);
	int64_t now = app_ms();
	struct progress p;

	if ((v != NULL && v->ops->tick != NULL && v->ops->tick(v)) || app_under_way(a, &p))
		a->owed = true;
	if (a->owed && now - a->ticked_ms >= APP_TICK_MS) {
		a->ticked_ms = now;
		a->owed = false;
		a->dirty = true;
	}
}

static int app_sooner(int ms, int other)
{
	return other >= 0 && other < ms ? other : ms;
}

/* How long nothing need happen by itself. */
static int app_rest(const struct app *a)
{
	const struct view *v = app_top(a);
	/* the one that waits for a password does so asleep */
	size_t asleep = a->question.asking == ASKING_SECRET ? 1 : 0;
	int ms = a->source->active(a->source) > asleep ? APP_BUSY_MS : INT_MAX;
	struct progress p;

	if (a->owed || a->dirty || app_under_way(a, &p))
		ms = APP_TICK_MS;
	if (v != NULL)
		ms = app_sooner(ms, v->rest_ms);
	return app_sooner(ms, screen_rest(a->screen));
}

static bool app_run_script(struct app *a)
{
	if (a->script == NULL || a->source->active(a->source) > 0)
		return false;
	if (script_step(a->script, a))
		return true;
	script_close(a->script);
	a->script = NULL;
	return false;
}

static void app_loop(struct app *a)
{
	int fds[SCREEN_N_FDS];

	screen_fds(a->screen, fds);
	while (!a->leave) {
		int ms;

		app_tick(a);
		if (a->dirty && !app_patient(a))
			app_paint(a);
		ms = app_run_script(a) ? 0 : app_rest(a);
		(void)a->source->turn(a->source, fds, SCREEN_N_FDS, ms);
		app_drain(a);
		app_take(a);
		app_questions(a);
	}
}

/* More than one inspection is a table. */
static void app_open_many(struct app *a)
{
	struct cc_err e = { 0 };

	a->targets = a->opts->targets;
	a->n_targets = a->opts->n_targets;
	if (a->opts->hosts != NULL && !app_list_file(a, a->opts->hosts, &e))
		app_say(a, INK_ERROR, "%s", e.msg);
	app_open(a, &view_fleet, &(struct view_arg){ .card = -1, .text = "" });
}

/* The start view is below when nothing was asked for. */
static void app_open_first(struct app *a, struct given *given)
{
	const char *text = a->opts->n_targets > 0 ? a->opts->targets[0] : "";

	if (a->opts->lessons) {
		app_open(a, views[0], &(struct view_arg){ .card = -1 });
		app_open(a, a->opts->lesson != NULL ? &view_quiz : &view_lessons,
			&(struct view_arg){ .card = -1, .text = a->opts->lesson });
		return;
	}
	if (given->n > 1 || a->opts->hosts != NULL || (given->n > 0 && a->opts->all_addresses))
		app_open_many(a);
	else if (a->opts->n_targets == 1 && typed_is_code(text)
		&& (given->n == 0 || given->list[0].facts.kind != TARGET_FILE))
		app_open(a, &view_explain, &(struct view_arg){ .card = -1, .text = text });
	else if (given->n == 0)
		app_open(a, views[0], &(struct view_arg){ .card = -1 });
	else
		app_begin(a, &given->list[0], text);
}

static struct screen *app_screen(const struct opts *o, struct app *a, struct cc_err *e)
{
	const char *no_color = getenv("NO_COLOR");
	struct screen_options so = { .ascii = o->ascii };
	struct theme theme;
	struct cc_err why = { 0 };
	struct screen *s;

	so.no_color = o->color == WHEN_NEVER || (o->color == WHEN_AUTO && no_color != NULL && *no_color != '\0');
	if (o->theme == NULL || theme_load(&theme, o->theme, &why) != 0)
		theme_default(&theme);
	so.theme = &theme;
	(void)snprintf(a->theme, sizeof a->theme, "%s", theme.name);
	s = screen_open(&so, e);
	if (why.code != ERR_NONE)
		app_say(a, INK_ERROR, "Theme: %s", why.msg);
	return s;
}

int64_t app_now(const struct app *a)
{
	return a->opts->at_set ? a->opts->at : (int64_t)time(NULL);
}

int app_run_source(const struct opts *o, struct source *source, struct state *visits, struct given *given,
	struct cc_err *e)
{
	const char *script = getenv("CERTCARD_SCRIPT");
	struct app a = { .opts = o, .source = source, .given = given, .places.visits = visits,
		.audience = o->audience == AUDIENCE_ALL ? AUDIENCE_VISITOR : o->audience, .dirty = true };
	int status = -1;

	a.screen = app_screen(o, &a, e);
	if (a.screen == NULL)
		return -1;
	a.plain.on = o->plain;
	if (script != NULL && *script != '\0' && (a.script = script_open(script, e)) == NULL)
		goto out;
	prompt_init(&a.question.prompt, LIMIT_TARGET_BYTES);
	app_open_first(&a, given);
	app_loop(&a);
	status = a.status;
out:
	app_close_all(&a);
	places_done(&a);
	lists_done(&a);
	app_paste_done(&a);
	app_plain_done(&a);
	explicit_bzero(&a.secret, sizeof a.secret);
	prompt_done(&a.question.prompt);
	free(a.question.asked);
	typed_line_done(&a.typed);
	palette_clear(&a.question.offers);
	script_close(a.script);
	screen_close(a.screen);
	return status;
}

int app_run(const struct opts *o, struct given *given, struct cc_err *e)
{
	struct session *s = session_new(o, given, e);
	struct cc_err damaged = { 0 };   /* then it begins empty, which nobody need know before a screen opens */
	struct state *visits;
	int status;

	if (s == NULL)
		return -1;
	visits = state_open(NULL, &damaged);
	/* it writes where its user says, whenever he says so */
	(void)enclose(ENCLOSE_BASE | ENCLOSE_STOPS);
	status = app_run_source(o, session_source(s), visits, given, e);
	state_free(visits);
	session_free(s);
	return status;
}
