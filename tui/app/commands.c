/* SPDX-License-Identifier: GPL-3.0-or-later
 * What typed commands do, and what may stand behind them. */
#include "app/commands.h"

#include "app/palette.h"
#include "app/plain.h"
#include "app/requests.h"
#include "app/stack.h"
#include "app/themes.h"
#include "base/mem.h"
#include "terminal/commands.h"
#include "terminal/theme-load.h"

#include <stdlib.h>
#include <string.h>

/* False: the argument makes no sense, and the last line says why. */
typedef bool command_run(struct app *a, const char *argument);

static bool command_request(struct app *a, enum request r)
{
	if (app_request(a, r) == CLOSE)
		app_close_top(a);
	return true;
}

static bool command_do_theme(struct app *a, const char *name)
{
	struct cc_err e = { 0 };

	if (*name == '\0')
		app_next_theme(a);
	else if (app_theme(a, name, &e) != 0)
		app_say(a, INK_ERROR, "%s", e.msg);
	return e.code == ERR_NONE;
}

static bool command_do_audience(struct app *a, const char *word)
{
	int who = opts_word_value("audience", word);

	if (who < 0) {
		app_say(a, INK_ERROR, "Whose advice? visitor, helpdesk, admin or teacher");
		return false;
	}
	app_set_audience(a, (enum audience)who);
	return true;
}

static bool command_do_mouse(struct app *a, const char *word)
{
	bool on = strcmp(word, "on") == 0;

	if (!on && strcmp(word, "off") != 0) {
		app_say(a, INK_ERROR, "The mouse is on or off");
		return false;
	}
	app_set_mouse(a, on);
	return true;
}

static bool command_do_plain(struct app *a, const char *nothing)
{
	(void)nothing;
	app_set_plain(a, !a->plain.on);
	return true;
}

static bool command_do_projector(struct app *a, const char *nothing)
{
	(void)nothing;
	app_set_projector(a, !a->projector);
	return true;
}

static bool command_do_fleet(struct app *a, const char *path)
{
	return *path != '\0' ? app_fleet_of_list(a, path) : command_request(a, REQUEST_FLEET);
}

static bool command_do_explain(struct app *a, const char *code)
{
	if (*code == '\0') {
		app_say(a, INK_ERROR, "Which code or message?");
		return false;
	}
	app_open(a, &view_explain, &(struct view_arg){ .card = -1, .text = code });
	return true;
}

static bool command_do_store(struct app *a, const char *nothing)
{
	(void)nothing;
	return command_request(a, REQUEST_STORE);
}

static bool command_do_lessons(struct app *a, const char *name)
{
	app_open(a, *name != '\0' ? &view_quiz : &view_lessons, &(struct view_arg){ .card = -1, .text = name });
	return true;
}

static bool command_do_compare(struct app *a, const char *nothing)
{
	(void)nothing;
	return command_request(a, REQUEST_COMPARE);
}

static bool command_do_again(struct app *a, const char *nothing)
{
	(void)nothing;
	return command_request(a, REQUEST_AGAIN);
}

static bool command_do_help(struct app *a, const char *nothing)
{
	(void)nothing;
	return command_request(a, REQUEST_HELP);
}

static bool command_do_quit(struct app *a, const char *nothing)
{
	(void)nothing;
	return command_request(a, REQUEST_QUIT);
}

static command_run *const command_runs[N_COMMANDS] = {
	[COMMAND_THEME] = command_do_theme, [COMMAND_AUDIENCE] = command_do_audience, [COMMAND_MOUSE] = command_do_mouse,
	[COMMAND_PLAIN] = command_do_plain, [COMMAND_PROJECTOR] = command_do_projector,
	[COMMAND_FLEET] = command_do_fleet, [COMMAND_STORE] = command_do_store, [COMMAND_COMPARE] = command_do_compare,
	[COMMAND_LESSONS] = command_do_lessons,
	[COMMAND_EXPLAIN] = command_do_explain, [COMMAND_AGAIN] = command_do_again, [COMMAND_HELP] = command_do_help,
	[COMMAND_QUIT] = command_do_quit,
};

bool app_command(struct app *a, const char *line)
{
	const char *argument;
	enum command c = command_of(line, &argument);

	return c != N_COMMANDS && command_runs[c](a, argument);
}

/* --- offers --- */

/* What stands behind it differs from word to word, so what is said of it does, too. */
static void command_offer(struct palette *p, const char *line, enum command c, const char *word, const char *says)
{
	char *text = mem_printf("%s %s", command_name(c), word);

	palette_match(p, PALETTE_COMMAND, line, text, says, false);
	free(text);
}

struct command_offers { struct palette *p; const char *line; };

static void command_offer_theme(void *ctx, const struct theme *t, const struct cc_err *e)
{
	struct command_offers *o = ctx;
	char *says;

	if (e != NULL)
		return;
	says = mem_printf("%s; it is kept", t->title);
	command_offer(o->p, o->line, COMMAND_THEME, t->name, says);
	free(says);
}

/* What may stand behind a command, where that is known. */
static void command_offer_words(struct palette *p, const char *line, enum command c)
{
	static const char *const audiences[AUDIENCE_ALL] = { "who only wants to read the page",
		"who is asked about it on the phone", "who runs the server", "who explains it to a class" };
	struct command_offers o = { p, line };
	const char *word;

	if (c == COMMAND_THEME)
		theme_each(command_offer_theme, &o);
	for (int k = 0; c == COMMAND_AUDIENCE && k < AUDIENCE_ALL; k++) {
		word = opts_word("audience", k);
		command_offer(p, line, c, word, audiences[k]);
	}
	if (c == COMMAND_MOUSE) {
		command_offer(p, line, c, "on", "a click chooses, the wheel scrolls");
		command_offer(p, line, c, "off", "the terminal marks text with it");
	}
}

void app_offer_commands(struct app *a, struct palette *p, const char *line)
{
	const char *argument;
	enum command typed = command_of(line, &argument);

	(void)a;
	/* "fleet hosts.txt", "explain SSL_ERROR_..": what stands behind can be anything; else it is one of few words */
	if (typed != N_COMMANDS && *argument != '\0')
		palette_offer(p, PALETTE_COMMAND,
			typed == COMMAND_FLEET || typed == COMMAND_EXPLAIN ? RANK_EXACT : RANK_TYPED, line,
			command_help(typed));
	for (int c = 0; c < N_COMMANDS; c++) {
		if (*command_argument((enum command)c) == '\0' || *command_argument((enum command)c) == '[')
			palette_match(p, PALETTE_COMMAND, line, command_name((enum command)c),
				command_help((enum command)c), false);
		if (*line != '\0')
			command_offer_words(p, line, (enum command)c);
	}
}
