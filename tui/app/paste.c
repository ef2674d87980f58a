/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is pasted: one line is typed where one types, or asked about; many are targets. None of it is ever a command. */
#include "app/paste.h"

#include "app/lines.h"
#include "app/password.h"
#include "app/requests.h"
#include "app/stack.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

/* The next line that says something, without blanks around it and comments, as in a file of targets. NULL: none. */
static char *paste_line(const char **text)
{
	while (**text != '\0') {
		const char *line = *text;
		size_t n = strcspn(line, "\r\n");

		*text = line + n + (line[n] != '\0');
		n = strcspn(line, "\r\n#");
		while (n > 0 && (*line == ' ' || *line == '\t')) {
			line++;
			n--;
		}
		while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
			n--;
		if (n > 0)
			return mem_strndup(line, n);
	}
	return NULL;
}

/* The line that stands in the text, if it is the only one; else NULL. */
static char *paste_only_line(const char *text)
{
	char *first = paste_line(&text), *second = paste_line(&text);

	if (second != NULL) {
		free(first);
		first = NULL;
	}
	free(second);
	return first;
}

/* As if it were typed, to whoever takes the first character; false: nobody did. Control characters are left out. */
static bool paste_type(const char *line, bool (*take)(void *ctx, int32_t key), void *ctx)
{
	size_t n = strlen(line);
	bool taken = false;

	while (n > 0) {
		ucs4_t c = 0;
		int used = u8_mbtoucr(&c, (const uint8_t *)line, n);

		used = used > 0 ? used : 1;
		if (c >= ' ' && c != 127 && !(c >= 0x80 && c < 0xa0)) {
			if (!take(ctx, (int32_t)c) && !taken)
				return false;
			taken = true;
		}
		line += used;
		n -= (size_t)used;
	}
	return taken;
}

static bool paste_to_view(void *ctx, int32_t key)
{
	struct view *v = ctx;

	return v->ops->key != NULL && !v->ops->key_chooses && v->ops->key(v, key) == HANDLED;
}

static bool paste_to_question(void *ctx, int32_t key)
{
	return app_question_key(ctx, key);
}

static void paste_forget(struct app *a)
{
	for (size_t i = 0; i < a->n_pasted; i++)
		free(a->pasted[i]);
	free(a->pasted);
	given_done(&a->opened);
	a->pasted = NULL;
	a->n_pasted = 0;
}

void app_paste_done(struct app *a)
{
	paste_forget(a);
}

static void paste_open(struct app *a)
{
	if (app_top(a) != NULL && app_top(a)->hollow)
		app_close_top(a);
	a->targets = a->pasted;
	a->n_targets = a->n_pasted;
	a->next_target = 0;
	given_read(&a->opened, a->pasted, a->n_pasted, a->opts);
	if (a->source->beside != NULL)
		a->source->beside(a->source, &a->opened);
	app_open(a, &view_fleet, &(struct view_arg){ .card = -1, .text = "" });
}

static void paste_fleet(struct app *a, struct view *v, int32_t key)
{
	(void)v;
	if (key != KEYCODE_CR && key != '\n' && key != KEYCODE_ENTER)
		return;
	paste_open(a);
}

/* A fleet may still be taking those of the last time. True: there is room, and none of them are left. */
static bool paste_room(struct app *a)
{
	if (a->targets == a->pasted && a->next_target < a->n_targets) {
		app_say(a, INK_ERROR, "The targets pasted before are still being read");
		return false;
	}
	if (a->targets == a->pasted)
		a->n_targets = a->next_target = 0;
	paste_forget(a);
	return true;
}

bool app_fleet_of(struct app *a, char **targets, size_t n)
{
	bool room = paste_room(a);

	if (room) {
		a->pasted = targets;
		a->n_pasted = n;
		paste_open(a);
		return true;
	}
	for (size_t i = 0; i < n; i++)
		free(targets[i]);
	free(targets);
	return false;
}

static void paste_many(struct app *a, const char *text)
{
	char label[80], *line;

	if (!paste_room(a))
		return;
	while (a->n_pasted < APP_MAX_PASTED && (line = paste_line(&text)) != NULL) {
		a->pasted = mem_resize(a->pasted, a->n_pasted + 1, sizeof *a->pasted);
		a->pasted[a->n_pasted++] = line;
	}
	(void)snprintf(label, sizeof label, "%zu targets: Enter opens the fleet, Esc forgets them", a->n_pasted);
	app_ask_choice(a, label, NULL, paste_fleet);
}

static bool paste_is_pem(const char *line)
{
	return strncmp(line, "-----BEGIN", 10) == 0;
}

void app_paste(struct app *a, const char *text)
{
	struct view *v = app_top(a);
	const char *rest = text;
	char *line = paste_only_line(text), *first = paste_line(&rest);

	a->dirty = true;
	/* no letter of it answers a question that letters answer: it goes where it went without one */
	if (a->question.asking == ASKING_CHOICE)
		a->question.asking = ASKING_NOTHING;
	if (a->question.asking == ASKING_SECRET) {
		app_secret_paste(a, text);
	} else if (v == NULL || first == NULL) {
		;
	} else if (paste_is_pem(first)) {
		app_say(a, INK_ERROR, "PEM is read from a file: write it to one, then open that");
	} else if (line == NULL) {
		a->question.asking = ASKING_NOTHING;
		paste_many(a, text);
	} else if (a->question.asking != ASKING_NOTHING) {
		(void)paste_type(line, paste_to_question, a);
	} else if (!paste_type(line, paste_to_view, v)) {
		app_go_to(a, "");
		(void)paste_type(line, paste_to_question, a);
	}
	free(first);
	free(line);
}
