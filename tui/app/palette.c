/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a typed line may mean, and what is done with it: places, codes, commands. */
#include "app/palette.h"

#include "app/commands.h"
#include "app/paste.h"
#include "app/stack.h"
#include "app/typed.h"
#include "base/mem.h"
#include "engine/folder.h"
#include "engine/target.h"
#include "explain/cause.h"
#include "explain/codes.h"
#include "terminal/commands.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Codes are offered from so many letters on: fewer are part of every second one. */
enum { PALETTE_CODE_LETTERS = 4, PALETTE_MAX_CODES = 24, PALETTE_FIRST_RECENT = 5 };

enum { FILES_MAX_ENTRIES = 4096, FILES_MAX_OFFERS = 16, FILES_SNIFF = 4096, FILES_MAX_LINES = 16 };

static const char palette_blanks[] = " ,\t";

/* Words of which each can be nothing but a place: "a.example b.example:8443"; between commas alone, as in no message,
 * they need only be no code: "web1,web2". 0: they are no such words. */
static size_t palette_places(const char *line)
{
	const char *p = line;
	size_t places = 0;
	bool listed = strchr(line, ',') != NULL && strpbrk(line, " \t") == NULL;

	while (*(p += strspn(p, palette_blanks)) != '\0') {
		size_t n = strcspn(p, palette_blanks);
		char *word = mem_strndup(p, n);
		bool place = (listed || target_obvious(word)) && !typed_is_code(word);

		free(word);
		if (!place)
			return 0;
		places++;
		p += n;
	}
	return places;
}

/* --- offers --- */

/* The same place as a recent one, which is written with its port. */
static bool palette_same_place(const char *line, const char *recent)
{
	size_t n = strlen(line);

	return strncasecmp(line, recent, n) == 0 && (recent[n] == '\0' || strcmp(recent + n, ":443") == 0);
}

static void palette_offer_typed(struct app *a, struct palette *p, const char *line, size_t places)
{
	const struct recent_shown *recent;
	size_t n = app_recent(a, &recent);
	const char *note = "", *argument;

	if (strpbrk(line, palette_blanks) != NULL && command_of(line, &argument) != N_COMMANDS)
		return;
	if (places > 1) {
		palette_offer(p, PALETTE_FLEET, RANK_EXACT, line, "each of them, in a table");
	} else if (a->typed.is == TYPED_TARGET && strpbrk(line, palette_blanks) == NULL) {
		for (size_t k = 0; k < n; k++)
			note = palette_same_place(line, recent[k].target) ? recent[k].note : note;
		palette_offer(p, PALETTE_HOST, target_obvious(line) ? RANK_PLACE : RANK_TYPED, line, note);
	}
}

static void palette_offer_recent(struct app *a, struct palette *p, const char *line)
{
	const struct recent_shown *recent;
	size_t n = app_recent(a, &recent);

	for (size_t k = 0; k < n && (*line != '\0' || k < PALETTE_FIRST_RECENT); k++) {
		if (*line == '\0' || !palette_same_place(line, recent[k].target))
			palette_match(p, PALETTE_RECENT, line, recent[k].target, recent[k].note, false);
	}
}

static void palette_offer_gallery(struct app *a, struct palette *p, const char *line)
{
	const struct gallery_shown *list;
	size_t n = app_gallery(a, &list);

	if (strncasecmp(line, "demo:", 5) == 0)
		line += 5;
	else if (*line == '\0')
		return;
	for (size_t k = 0; k < n; k++)
		palette_match(p, PALETTE_GALLERY, line, list[k].name, list[k].title, true);
}

/* A code may stand for several causes, each with a row of its own: the likeliest is what its page begins with. */
static const char *palette_cause(const struct code_row *rows, size_t n, const struct code_row *of)
{
	const char *ids[CAUSES_MAX];
	size_t n_ids = cause_ids(ids), best = n_ids;

	for (size_t k = 0; k < n; k++) {
		size_t rank = 0;

		if (rows[k].tool != of->tool || strcmp(code_word(rows[k].code), code_word(of->code)) != 0)
			continue;
		while (rank < best && strcmp(ids[rank], code_word(rows[k].cause)) != 0)
			rank++;
		best = rank;
	}
	return best < n_ids ? ids[best] : code_word(of->cause);
}

/* Codes that there are come first; a message that none of them is goes by its words. */
static void palette_offer_codes(struct palette *p, const char *line, bool message)
{
	const struct code_row *rows;
	size_t n = code_rows(&rows), before = p->n, len = strlen(line);

	for (size_t k = 0; len >= PALETTE_CODE_LETTERS && k < n && p->n < before + PALETTE_MAX_CODES; k++) {
		const char *code = code_word(rows[k].code), *cause, *title;
		char *words;

		if (strcasestr(code, line) == NULL)
			continue;
		cause = palette_cause(rows, n, &rows[k]);
		title = cause_title(cause);
		words = mem_printf("%s: %s", code_word(rows[k].tool), title != NULL ? title : cause);
		/* never before a host of that name */
		if (strcasecmp(code, line) == 0)
			palette_offer(p, PALETTE_CODE, message ? RANK_EXACT : RANK_TYPED, code, words);
		else
			palette_offer(p, PALETTE_CODE, RANK_HOLDS, code, words);
		free(words);
	}
	if (message)
		palette_offer(p, PALETTE_CODE, RANK_HOLDS, line, "as it was typed");
}

/* Files that a half typed line may mean: those whose name begins like it. Their first bytes tell a list of targets from
 * certificates. */

/* Is the line a target, or nothing but blanks and a comment? Words alone could be any prose. */
static bool files_is_target(const struct app *a, char *line)
{
	struct target t;
	char *end;

	line[strcspn(line, "#")] = '\0';
	line += strspn(line, " \t\r");
	end = line + strlen(line);
	while (end > line && strchr(" \t\r", end[-1]) != NULL)
		*--end = '\0';
	if (*line == '\0')
		return true;
	if (!target_obvious(line) || target_parse(&t, line, a->opts, NULL) != 0)
		return false;
	target_done(&t);
	return true;
}

static bool files_is_list(const struct app *a, const char *path)
{
	char text[FILES_SNIFF + 1], *line = text, *save = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), seen = 0;
	struct stat st;
	ssize_t n = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, text, FILES_SNIFF) : -1;

	if (fd >= 0)
		(void)close(fd);
	if (n <= 0 || memchr(text, '\0', (size_t)n) != NULL)
		return false;
	/* a line that was cut off says nothing */
	for (bool cut = n == FILES_SNIFF; cut && n > 0 && text[n - 1] != '\n';)
		n--;
	text[n] = '\0';
	for (line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		if (!files_is_target(a, line))
			return false;
		seen += *(line + strspn(line, " \t\r")) != '\0';
		if (seen == FILES_MAX_LINES)
			break;
	}
	return seen > 0;
}

static void files_offer(struct app *a, struct palette *p, const char *line, const char *path)
{
	bool exact = strcmp(line, path) == 0, list;
	struct stat st;
	char *folder;

	if (stat(path, &st) != 0)
		return;
	if (S_ISDIR(st.st_mode)) {
		folder = mem_printf("%s/", path);
		palette_offer(p, PALETTE_FOLDER, exact && folder_is_one(path) ? RANK_EXACT : RANK_BEGINS, folder, "");
		free(folder);
	} else if (S_ISREG(st.st_mode)) {
		list = files_is_list(a, path);
		/* A public name is a host's first, but the file is offered before anybody is asked. */
		palette_offer(p, list ? PALETTE_LIST : PALETTE_FILE, exact && !target_obvious_host(path) ? RANK_EXACT
			: exact ? RANK_PLACE : RANK_BEGINS, path, list ? "targets, one a line" : "certificates?");
	}
}

static void files_offer_all(struct app *a, struct palette *p, const char *line)
{
	const char *slash = strrchr(line, '/'), *begin = slash != NULL ? slash + 1 : line;
	char *folder = slash == NULL ? mem_strdup(".") : mem_strndup(line, (size_t)(slash - line) + 1);
	DIR *dir = *line != '\0' && strstr(line, "://") == NULL ? opendir(folder) : NULL;
	struct dirent *e;
	int offers = 0;

	if (dir != NULL && *begin == '\0')
		palette_offer(p, PALETTE_FOLDER, RANK_EXACT, line, "all that it holds, in a table");
	for (int k = 0; dir != NULL && k < FILES_MAX_ENTRIES && offers < FILES_MAX_OFFERS
		&& (e = readdir(dir)) != NULL; k++) {
		char *path;

		if (strncmp(e->d_name, begin, strlen(begin)) != 0 || (e->d_name[0] == '.' && *begin != '.')
			|| strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = mem_printf("%.*s%s", (int)(begin - line), line, e->d_name);
		files_offer(a, p, line, path);
		offers++;
		free(path);
	}
	if (dir != NULL)
		(void)closedir(dir);
	free(folder);
}

void app_palette(struct app *a, struct palette *p, const char *text)
{
	const char *line = text + strspn(text, " \t");
	size_t places;

	palette_clear(p);
	/* A line as text editors take it, "::" and ":theme": the colon is what one is used to. */
	line += *line == ':' && line[1] != ':' && line[1] != '\0';
	typed_line_read(&a->typed, line, a->opts, NULL);
	places = palette_places(line);
	app_offer_commands(a, p, line);
	if (*line != '\0')
		palette_offer_typed(a, p, line, places);
	palette_offer_recent(a, p, line);
	palette_offer_gallery(a, p, line);
	files_offer_all(a, p, line + (*line == '@'));
	if (*line != '\0')
		palette_offer_codes(p, line, a->typed.is == TYPED_CODE && places < 2);
	palette_sort(p, *line != '\0');
}

/* --- what is done with one --- */

bool app_fleet_of_list(struct app *a, const char *path)
{
	struct cc_err e = { 0 };

	if (!app_list_file(a, path, &e)) {
		app_say(a, INK_ERROR, "%s", e.msg);
		return false;
	}
	app_open(a, &view_fleet, &(struct view_arg){ .card = -1, .text = "" });
	return true;
}

static bool palette_fleet(struct app *a, const char *line)
{
	char **words = NULL;
	size_t n_words = 0;

	while (*(line += strspn(line, palette_blanks)) != '\0') {
		size_t n = strcspn(line, palette_blanks);

		MEM_GROW(words, n_words);
		words[n_words++] = mem_strndup(line, n);
		line += n;
	}
	return app_fleet_of(a, words, n_words);
}

static bool palette_folder(struct app *a, const char *path)
{
	char *target = (char *)(uintptr_t)path, **files;
	struct cc_err e = { 0 };
	size_t n;

	if (folder_unfold(&target, 1, &files, &n, &e) == 0)
		return app_fleet_of(a, files, n);
	app_say(a, INK_ERROR, "%s", e.msg);
	return false;
}

static bool palette_open(struct app *a, const char *form, const char *text)
{
	char *full = mem_printf("%s%s", form, text);
	bool opened = app_inspect_place(a, full);

	free(full);
	return opened;
}

bool app_go(struct app *a, const struct palette_entry *e, const char *line)
{
	/* Nothing fits: say what is wrong with it. */
	if (e == NULL)
		return *line == '@' ? app_fleet_of_list(a, line + 1) : app_inspect(a, line);
	switch (e->kind) {
	case PALETTE_HOST: case PALETTE_RECENT: return app_inspect_place(a, e->text);
	case PALETTE_GALLERY: return palette_open(a, "demo:", e->text);
	case PALETTE_FILE: return palette_open(a, target_obvious_host(e->text) ? "file:" : "", e->text);
	case PALETTE_LIST: return app_fleet_of_list(a, e->text);
	case PALETTE_FLEET: return palette_fleet(a, e->text);
	case PALETTE_CODE:
		app_open(a, &view_explain, &(struct view_arg){ .card = -1, .text = e->text });
		return true;
	case PALETTE_COMMAND: return app_command(a, e->text);
	case PALETTE_FOLDER: return palette_folder(a, e->text);
	case N_PALETTE_KINDS: break;
	}
	return false;
}
