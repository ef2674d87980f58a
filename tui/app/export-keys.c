/* SPDX-License-Identifier: GPL-3.0-or-later
 * What `e` and `y` do: a ticket note or PEM to a file or to the clipboard. */
#include "app/export-keys.h"

#include "app/lines.h"
#include "app/stack.h"
#include "base/buf.h"
#include "parts/export.h"
#include "parts/note.h"
#include "report/html.h"
#include "report/markdown.h"
#include "result/fullchain.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What can be exported of what is shown. */
struct app_export { int32_t key; const char *suffix, *label; char *(*make)(struct app *a, const struct view *v); };

/* What is read on the telephone stands above the long note, as text that no markup touches. */
#define NOTE_INDENT "    "
enum { NOTE_W = 76 };

static char *app_make_note(struct app *a, const struct view *v)
{
	const struct report_style style = { .width = NOTE_W, .audience = a->audience };
	char *brief = note_short(v->shown->i, a->audience, NOTE_INDENT),
		*all = report_markdown_string(v->shown->i, &style), *both = mem_printf("%s\n%s", brief, all);

	free(brief);
	free(all);
	return both;
}

static char *app_make_card(struct app *a, const struct view *v)
{
	const struct inspection *i = v->shown->i;

	(void)a;
	if (i->n_cards == 0)
		return NULL;
	return cert_pem(i->cards[v->card >= 0 && (size_t)v->card < i->n_cards ? v->card : 0].cert);
}

static char *app_make_chain(struct app *a, const struct view *v)
{
	const struct inspection *i = v->shown->i;
	struct buf b = BUF_INIT(2 * LIMIT_CHAIN_BYTES);

	(void)a;
	for (size_t k = 0; k < i->n_path; k++) {
		char *pem = cert_pem(i->cards[i->path[k]].cert);

		(void)buf_adds(&b, pem);
		free(pem);
	}
	if (b.len == 0) {
		buf_done(&b);
		return NULL;
	}
	return buf_take(&b);
}

static char *app_make_fullchain(struct app *a, const struct view *v)
{
	(void)a;
	return fullchain_pem(v->shown->i);
}

/* For a ticket's attachment or a slide: the report of --format html, in one file. */
static char *app_make_html(struct app *a, const struct view *v)
{
	const struct report_style style = { .width = NOTE_W, .audience = a->audience };
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (f == NULL)
		return NULL;
	(void)report_html_begin(f, &style, v->shown->i->target.input);
	(void)report_html(f, v->shown->i, &style);
	(void)report_html_end(f);
	(void)fclose(f);
	return text;
}

static const struct app_export app_exports[] = {
	{ 't', ".md", "Ticket note to:", app_make_note },
	{ 'p', ".pem", "This card's PEM to:", app_make_card },
	{ 'c', "-chain.pem", "The chain's PEM to:", app_make_chain },
	{ 'f', "-fullchain.pem", "The server's file to:", app_make_fullchain },
	{ 'h', ".html", "The whole report, as HTML, to:", app_make_html },
};

enum { APP_N_EXPORTS = sizeof app_exports / sizeof *app_exports };

/* false: nothing was written. */
static bool app_write(struct app *a, const struct view *v, const struct app_export *x, const char *path)
{
	char *text = x->make(a, v);
	struct cc_err e = { 0 };
	bool written = false;

	if (text == NULL)
		app_say(a, INK_ERROR, "There is no certificate to write");
	else if (export_write(path, text, strlen(text), &e) != 0)
		app_say(a, INK_ERROR, "%s", e.msg);
	else
		written = true;
	if (written)
		app_say(a, INK_MESSAGE, "Written: %.300s", path);
	free(text);
	return written;
}

static void app_write_note(struct app *a, struct view *v, const char *path)
{
	(void)app_write(a, v, &app_exports[0], path);
}

static void app_write_card(struct app *a, struct view *v, const char *path)
{
	(void)app_write(a, v, &app_exports[1], path);
}

static void app_write_chain(struct app *a, struct view *v, const char *path)
{
	(void)app_write(a, v, &app_exports[2], path);
}


/* The server's file is not always what was there: say what is different, and who may read it (a stat of "~/x" says
 * nothing). */
static void app_write_fullchain(struct app *a, struct view *v, const char *path)
{
	char *note = fullchain_note(v->shown->i);
	struct stat st;

	if (app_write(a, v, &app_exports[3], path)) {
		if (stat(path, &st) == 0)
			app_say(a, INK_MESSAGE, "Written: %.120s, mode %04o. %.300s", path,
				(unsigned)st.st_mode & 07777, note);
		else
			app_say(a, INK_MESSAGE, "Written: %.120s. %.300s", path, note);
	}
	free(note);
}

static void app_write_html(struct app *a, struct view *v, const char *path)
{
	(void)app_write(a, v, &app_exports[4], path);
}

static void (*const app_writers[APP_N_EXPORTS])(struct app *a, struct view *v, const char *path) = {
	app_write_note, app_write_card, app_write_chain, app_write_fullchain, app_write_html,
};

static void app_export_chosen(struct app *a, struct view *v, int32_t key)
{
	const struct target_facts *t = &v->shown->i->target;

	for (int i = 0; i < APP_N_EXPORTS; i++) {
		char *name;

		if (app_exports[i].key != key)
			continue;
		name = export_name(t->host != NULL ? t->host : t->input, app_exports[i].suffix);
		app_ask(a, app_exports[i].label, name, app_writers[i]);
		free(name);
		return;
	}
	app_say(a, INK_ERROR, "Nothing was written");
}

void app_export(struct app *a)
{
	app_ask_choice(a, "Write  t ticket note  h HTML  p PEM  c chain  f server file",
		"t note h HTML p PEM c chain f server", app_export_chosen);
}

/* --- y --- */

static void app_copy_text(struct app *a, char *text)
{
	if (text == NULL)
		app_say(a, INK_ERROR, "There is nothing to copy here");
	else if (!screen_copy(a->screen, text, strlen(text)))
		app_say(a, INK_ERROR, "This is too long for the clipboard: e writes it to a file");
	else
		app_say(a, INK_MESSAGE, "Copied %zu characters, if this terminal allows it (OSC 52)",
			strlen(text));
	free(text);
}

static int app_card_of(const struct view *v)
{
	return v->card >= 0 || v->shown->i->n_cards == 0 ? v->card : 0;
}

static void app_copy_chosen(struct app *a, struct view *v, int32_t key)
{
	const struct inspection *i = v->shown->i;

	switch (key) {
	case 'h': app_copy_text(a, note_headline(i)); break;
	/* y: twice the same key, for what is mostly wanted */
	case 'n':
	case 'y': app_copy_text(a, note_short(i, a->audience, "")); break;
	case 't': app_copy_text(a, app_make_note(a, v)); break;
	case 'p': app_copy_text(a, app_make_card(a, v)); break;
	case 'f': app_copy_text(a, note_fingerprint(i, app_card_of(v))); break;
	default: app_say(a, INK_ERROR, "Nothing was copied");
	}
}

/* Where a view shows one thing only, that one; else it is asked what. */
void app_copy(struct app *a)
{
	struct view *v = app_front(a);

	if (v->ops->copy != NULL || v->shown == NULL)
		app_copy_text(a, v->ops->copy != NULL ? v->ops->copy(v) : NULL);
	else
		app_ask_choice(a, "Copy  h headline  n note  t long note  p PEM  f fingerprint",
			"h head n note t long p PEM f SHA-256", app_copy_chosen);
}
