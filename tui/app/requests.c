/* SPDX-License-Identifier: GPL-3.0-or-later
 * Requests that every view understands. */
#include "app/requests.h"

#include "app/export-keys.h"
#include "app/plain.h"
#include "app/stack.h"
#include "app/themes.h"
#include "base/mem.h"
#include "facts/wrong-file.h"

#include <stdlib.h>
#include <string.h>

const enum request app_requests[] = {
	REQUEST_HELP, REQUEST_BACK, REQUEST_GO_TO, REQUEST_AGAIN, REQUEST_EXPORT, REQUEST_COPY, REQUEST_TRUST,
		REQUEST_AUDIENCE,
	REQUEST_TARGET_NEXT, REQUEST_TARGET_PREVIOUS,
	REQUEST_THEME, REQUEST_PROJECTOR, REQUEST_MOUSE, REQUEST_REDRAW, REQUEST_SUSPEND, REQUEST_QUIT, REQUEST_NONE,
};

static enum handled app_help(struct app *a, struct view *v)
{
	if (strcmp(v->ops->name, "help") == 0)
		return CLOSE;
	app_open(a, view_opened_by(REQUEST_HELP),
			&(struct view_arg){ .shown = v->shown, .card = v->card,
				.text = app_front(a)->ops->name });
	return HANDLED;
}

static enum handled app_back(struct app *a, struct view *v)
{
	(void)a;
	(void)v;
	return CLOSE;
}

static enum handled app_quit(struct app *a, struct view *v)
{
	(void)v;
	a->leave = true;
	return HANDLED;
}

static enum handled app_suspend(struct app *a, struct view *v)
{
	(void)v;
	screen_suspend(a->screen);
	return HANDLED;
}

static enum handled app_redraw(struct app *a, struct view *v)
{
	(void)v;
	screen_redraw(a->screen);
	return HANDLED;
}

/* It stands there again, with what is wrong with it. */
static void app_go_to_again(struct app *a, const char *text, const char *fault)
{
	char *again = mem_strdup(text);

	app_go_to(a, again);
	(void)snprintf(a->question.fault, sizeof a->question.fault, "%s", fault);
	free(again);
}

static void app_go_to_answer(struct app *a, struct view *v, const char *text)
{
	const struct view *top;
	char *fault;

	(void)v;
	free(a->question.asked);
	a->question.asked = NULL;
	if (!app_go(a, palette_chosen(&a->question.offers), text)) {
		fault = app_unsay(a);
		if (fault != NULL)
			app_go_to_again(a, text, fault);
		free(fault);
		return;
	}
	top = app_top(a);
	a->question.job = top != NULL ? top->job : 0;
	if (a->question.job != 0)
		a->question.asked = mem_strdup(text);
}

bool app_go_to_returns(struct app *a, const struct inspection *i, unsigned job)
{
	const char *fault = job == a->question.job ? wrong_file(i, a->question.asked) : NULL;

	if (fault != NULL)
		app_go_to_again(a, a->question.asked, fault);
	return fault != NULL;
}

void app_go_to(struct app *a, const char *text)
{
	app_ask(a, ":", text, app_go_to_answer);
	a->question.places = true;
	app_palette(a, &a->question.offers, text);
}

static enum handled app_go_to_request(struct app *a, struct view *v)
{
	(void)v;
	app_go_to(a, "");
	return HANDLED;
}

void app_set_audience(struct app *a, enum audience who)
{
	a->audience = who;
	app_remember("audience", opts_word("audience", who));
	app_say(a, INK_MESSAGE, "Advice for the %s stands first", opts_word("audience", who));
}

static enum handled app_next_audience(struct app *a, struct view *v)
{
	(void)v;
	app_set_audience(a, a->audience == AUDIENCE_TEACHER ? AUDIENCE_VISITOR : (enum audience)(a->audience + 1));
	return HANDLED;
}

void app_set_mouse(struct app *a, bool on)
{
	a->mouse = on;
	screen_mouse(a->screen, a->mouse);
	app_say(a, INK_MESSAGE, a->mouse ? "The mouse chooses and scrolls; hold Shift to select text" : "The mouse"
		" belongs to the terminal again");
}

static enum handled app_toggle_mouse(struct app *a, struct view *v)
{
	(void)v;
	app_set_mouse(a, !a->mouse);
	return HANDLED;
}

static enum handled app_projector_request(struct app *a, struct view *v)
{
	(void)v;
	app_set_projector(a, !a->projector);
	return HANDLED;
}

static enum handled app_theme_request(struct app *a, struct view *v)
{
	(void)v;
	app_next_theme(a);
	return HANDLED;
}

/* Inspect the same target again, in the place of what is shown of it. */
static enum handled app_again(struct app *a, struct view *v)
{
	struct shown *shown = shown_ref(v->shown);

	if (shown == NULL)
		return IGNORED;
	while (a->depth > 1 && a->stack[a->depth - 2]->shown == shown)
		app_close_top(a);
	if (app_inspect(a, shown->i->target.input) && a->depth > 1) {
		struct view *progress = a->stack[--a->depth];

		progress->other = shown_ref(shown);
		app_close_top(a);
		a->leave = false;
		a->stack[a->depth++] = progress;
	}
	shown_unref(shown);
	return HANDLED;
}

/* The self-signed certificate that the chain leads to and that nobody here trusts; NULL: there is none. */
static const struct cert *app_strange_root(const struct inspection *i)
{
	for (size_t k = i->n_path; k-- > 0;) {
		const struct card *c = &i->cards[i->path[k]];

		if (c->cert->parsed && c->cert->self_signed && !c->in_trust_store)
			return c->cert;
	}
	return NULL;
}

static enum handled app_trust(struct app *a, struct view *v)
{
	const struct cert *root;

	if (v->shown == NULL)
		return IGNORED;
	root = app_strange_root(v->shown->i);
	if (root != NULL) {
		a->source->trust(a->source, root);
		a->has_trusted = true;
		(void)app_again(a, v);
		app_say(a, INK_MESSAGE, "Trusted until certcard ends, here alone: T takes it back");
	} else if (a->has_trusted) {
		a->source->trust(a->source, NULL);
		a->has_trusted = false;
		(void)app_again(a, v);
		app_say(a, INK_MESSAGE, "The roots trusted with T are no longer trusted");
	} else {
		app_say(a, INK_ERROR, "This chain shows no root of its own that could be trusted");
	}
	return HANDLED;
}

/* As if one went back to the table, one line up or down, and in again. */
static enum handled app_beside(struct app *a, enum request move)
{
	struct view *table = a->depth > 1 ? a->stack[a->depth - 2] : NULL;

	if (table == NULL || table->ops != &view_fleet) {
		app_say(a, INK_ERROR, "This was not opened from a table of targets");
		return HANDLED;
	}
	app_close_top(a);
	(void)table->ops->request(table, move);
	(void)table->ops->request(table, REQUEST_ENTER);
	return HANDLED;
}

static enum handled app_target_next(struct app *a, struct view *v)
{
	(void)v;
	return app_beside(a, REQUEST_DOWN);
}

static enum handled app_target_previous(struct app *a, struct view *v)
{
	(void)v;
	return app_beside(a, REQUEST_UP);
}

static enum handled app_export_request(struct app *a, struct view *v)
{
	if (v->shown == NULL)
		return IGNORED;
	app_export(a);
	return HANDLED;
}

static enum handled app_copy_request(struct app *a, struct view *v)
{
	if (v->shown == NULL && app_front(a)->ops->copy == NULL)
		return IGNORED;
	app_copy(a);
	return HANDLED;
}

static enum handled (*const app_table[N_REQUESTS])(struct app *a, struct view *v) = {
	[REQUEST_HELP] = app_help, [REQUEST_BACK] = app_back, [REQUEST_QUIT] = app_quit,
		[REQUEST_SUSPEND] = app_suspend,
	[REQUEST_REDRAW] = app_redraw, [REQUEST_GO_TO] = app_go_to_request, [REQUEST_AUDIENCE] = app_next_audience,
	[REQUEST_PROJECTOR] = app_projector_request, [REQUEST_THEME] = app_theme_request, [REQUEST_MOUSE] = app_toggle_mouse, [REQUEST_AGAIN] = app_again, [REQUEST_TRUST] = app_trust,
	[REQUEST_TARGET_NEXT] = app_target_next, [REQUEST_TARGET_PREVIOUS] = app_target_previous,
	[REQUEST_EXPORT] = app_export_request, [REQUEST_COPY] = app_copy_request,
};

enum handled app_request(struct app *a, enum request r)
{
	struct view *v = app_top(a);
	const struct view_ops *ops = view_opened_by(r);
	enum handled h = IGNORED;

	if (v == NULL)
		return IGNORED;
	if (app_plain_moves(a, r)) {
		a->dirty = true;
		return HANDLED;
	}
	if (v->ops->request != NULL && request_listed(view_known(v), r))
		h = v->ops->request(v, r);
	if (h == IGNORED && app_table[r] != NULL)
		h = app_table[r](a, v);
	if (h == IGNORED && ops != NULL && ops != v->ops) {
		app_open(a, ops, &(struct view_arg){ .shown = v->shown, .card = v->card });
		h = HANDLED;
	}
	a->dirty = true;
	return h;
}
