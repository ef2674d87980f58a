/* SPDX-License-Identifier: GPL-3.0-or-later
 * The test driver. */
#include "app/script.h"

#include "app/app.h"
#include "app/lines.h"
#include "app/requests.h"
#include "app/stack.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

struct script { FILE *f; };

struct script *script_open(const char *path, struct cc_err *e)
{
	FILE *f = fopen(path, "re");
	struct script *s;

	if (f == NULL) {
		(void)err_set(e, ERR_IO, "script %.300s", path);
		return NULL;
	}
	s = mem_alloc(sizeof *s);
	s->f = f;
	return s;
}

void script_close(struct script *s)
{
	if (s == NULL)
		return;
	(void)fclose(s->f);
	free(s);
}

static void script_type(struct app *a, const char *text)
{
	size_t n = strlen(text);

	while (n > 0) {
		ucs4_t c = 0;
		int used = u8_mbtoucr(&c, (const uint8_t *)text, n);

		if (used <= 0)
			return;
		app_key(a, (int32_t)c);
		text += used;
		n -= (size_t)used;
	}
}

static void script_press(struct app *a, const char *name)
{
	int32_t key = key_by_name(name, strlen(name));

	if (key >= 0)
		app_key(a, key);
	else
		app_say(a, INK_ERROR, "script: there is no key '%.40s'", name);
}

static void script_open_view(struct app *a, const char *name)
{
	const struct view *top = app_top(a);
	struct view_arg arg = { .card = -1 };

	if (top != NULL)
		arg = (struct view_arg){ .shown = top->shown, .card = top->card };
	for (size_t i = 0; i < n_views; i++) {
		if (strcmp(views[i]->name, name) == 0) {
			app_open(a, views[i], &arg);
			return;
		}
	}
	app_say(a, INK_ERROR, "script: there is no view '%.40s'", name);
}

static void script_save(struct app *a, const char *path)
{
	FILE *f = fopen(path, "we");

	app_paint(a);
	if (f == NULL || screen_save(a->screen, f) != 0)
		app_say(a, INK_ERROR, "script: %.200s: %s", path, strerror(errno));
	if (f != NULL)
		(void)fclose(f);
}

static void script_quit(struct app *a, const char *unused)
{
	(void)unused;
	a->leave = true;
}

static const struct { const char *name; void (*run)(struct app *a, const char *rest); } script_commands[] = {
	{ ":type", script_type }, { ":key", script_press }, { ":open", script_open_view },
	{ ":save-screen", script_save }, { ":quit", script_quit },
};

static void script_run(struct app *a, char *line)
{
	char *rest = line + strcspn(line, " ");
	enum request r;

	if (*rest != '\0')
		*rest++ = '\0';
	for (size_t i = 0; i < sizeof script_commands / sizeof *script_commands; i++) {
		if (strcmp(line, script_commands[i].name) == 0) {
			script_commands[i].run(a, rest);
			return;
		}
	}
	r = request_by_name(line);
	if (r == REQUEST_NONE)
		app_say(a, INK_ERROR, "script: there is no request '%.40s'", line);
	else if (app_request(a, r) == CLOSE)
		app_close_top(a);
}

bool script_step(struct script *s, struct app *a)
{
	char line[SCRIPT_MAX_LINE];

	while (fgets(line, sizeof line, s->f) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '\0' || line[0] == '#')
			continue;
		script_run(a, line);
		return true;
	}
	return false;
}
