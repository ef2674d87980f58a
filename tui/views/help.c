/* SPDX-License-Identifier: GPL-3.0-or-later
 * What keys do, made from the request table: all of it in few words, in columns that fit one screen of 80x24; Enter
 * gives the same in whole sentences, those of the view that it was opened from before those of every view. */
#include "views/pager.h"

#include "base/mem.h"
#include "base/text.h"
#include "terminal/commands.h"

#include <stdlib.h>
#include <string.h>

enum { HELP_INDENT = 24, HELP_MAX_ENTRIES = 96, HELP_COLUMN_W = 18, HELP_MAX_COLUMNS = 4, HELP_KEYS_W = 7,
	HELP_BRIEF_W = 72 };

struct help {
	struct pager pager;
	const struct view_ops *of;
	bool whole;                                      /* in sentences */
	enum request everywhere[HELP_MAX_ENTRIES];       /* what every view understands, as far as it does it there */
};

/* Keys, and a word or two; word NULL: a heading. */
struct help_entry { char keys[48]; const char *word; };

struct help_short { struct help_entry entries[HELP_MAX_ENTRIES]; int n; };

/* What a view says of a request itself; NULL: nothing. */
static const struct view_word *help_own(const struct view_ops *of, enum request r)
{
	for (const struct view_word *w = of != NULL ? of->words : NULL; w != NULL && w->r != REQUEST_NONE; w++) {
		if (w->r == r)
			return w;
	}
	return NULL;
}

/* The hint, or where a key is never hinted at, its name; which way it goes is plain from its neighbour. */
static const char *help_word(const struct view_ops *of, enum request r)
{
	static const char *const ways[] = { "next-", "previous-", "page-" };
	const char *name = request_name(r);

	if (help_own(of, r) != NULL)
		return help_own(of, r)->word;
	if (*request_hint(r) != '\0')
		return request_hint(r);
	for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
		if (strncmp(name, ways[k], strlen(ways[k])) == 0)
			return k < 2 ? name + strlen(ways[k]) : "page";
	}
	return name;
}

/* Has a list further up the key? The first one that knows it gets it. */
static bool help_taken(const struct help_short *s, const char *key)
{
	for (int k = 0; k < s->n; k++) {
		if (s->entries[k].word != NULL && strcmp(s->entries[k].keys, key) == 0)
			return true;
	}
	return false;
}

/* Entries of a list, neighbours with the same word in one. */
static void help_entries(struct help_short *s, const struct page *p, const char *heading, const struct view_ops *of,
	const enum request *list, const enum request *said)
{
	struct help_entry *last = NULL;

	if (s->n == HELP_MAX_ENTRIES)
		return;
	s->entries[s->n++] = (struct help_entry){ .keys = "" };
	(void)snprintf(s->entries[s->n - 1].keys, sizeof s->entries[0].keys, "%s", heading);
	for (; list != NULL && *list != REQUEST_NONE && s->n < HELP_MAX_ENTRIES; list++) {
		char key[24];

		if (request_listed(said, *list))
			continue;
		(void)request_key(*list, p->ascii, key, sizeof key);
		if (help_taken(s, key))
			continue;
		if (last != NULL && strcmp(last->word, help_word(of, *list)) == 0) {
			size_t n = strlen(last->keys);

			(void)snprintf(last->keys + n, sizeof last->keys - n, " %s", key);
			continue;
		}
		last = &s->entries[s->n++];
		last->word = help_word(of, *list);
		(void)snprintf(last->keys, sizeof last->keys, "%s", key);
	}
}

/* Down the first column, then down the next. */
static void help_columns(struct page *p, const struct help_short *s)
{
	int columns = p->width / HELP_COLUMN_W > 0 ? p->width / HELP_COLUMN_W : 1, rows, w;

	columns = columns > HELP_MAX_COLUMNS ? HELP_MAX_COLUMNS : columns;
	w = p->width / columns;
	rows = (s->n + columns - 1) / columns;
	for (int y = 0; y < rows; y++) {
		int at = 0;      /* where the next one may begin: some keys have long names */

		page_line(p);
		for (int c = 0; c < columns && c * rows + y < s->n; c++) {
			const struct help_entry *e = &s->entries[c * rows + y];
			enum ink ink = e->word != NULL ? INK_KEY : INK_LABEL;
			int x = page_span(p, c * w > at ? c * w : at, ink, e->keys) + 1, word = c * w + HELP_KEYS_W;

			at = x;
			if (e->word != NULL)
				at = page_span(p, x > word ? x : word, INK_TEXT, e->word) + 1;
		}
	}
}

/* All commands and signs in a few lines; where it is narrow, what follows a command is in the sentences. */
static void help_rest(struct page *p)
{
	static const char signs[] =
		"✔ passed  ✖ failed  ! somebody should act  ★ trusted root  ◇ not needed  ? missing";
	bool brief = p->width < HELP_BRIEF_W;
	static const char little[] = "✔ passed ✖ failed ! act ★ root ◇ unneeded ? missing";
	char *all = mem_strdup(""), usage[64];

	for (int c = 0; c < N_COMMANDS; c++) {
		char *more = mem_printf("%s%s%s", all, c > 0 ? "  " : "", brief ? command_name((enum command)c)
			: command_usage((enum command)c, usage, sizeof usage));

		free(all);
		all = more;
	}
	page_field(p, 0, HELP_KEYS_W, INK_KEY, ":", INK_TEXT, all);
	page_field(p, 0, HELP_KEYS_W, INK_LABEL, "Signs", INK_TEXT, brief ? little : signs);
	free(all);
}

/* Without those that stand in `said` already. */
static void help_list(struct page *p, const struct view_ops *of, const enum request *list, const enum request *said)
{
	for (; list != NULL && *list != REQUEST_NONE; list++) {
		char keys[64];

		if (request_listed(said, *list))
			continue;
		(void)request_keys(*list, p->ascii, keys, sizeof keys);
		page_field(p, 2, HELP_INDENT < p->width / 2 ? HELP_INDENT : 14, INK_KEY, keys, INK_TEXT,
			help_own(of, *list) != NULL ? help_own(of, *list)->help : request_help(*list));
	}
}

static void help_sentences(struct page *p, const struct help *h, const enum request *around)
{
	const struct view_ops *of = h->of;
	char usage[64];

	page_heading(p, of != NULL ? "In this view" : "Keys");
	if (of != NULL)
		help_list(p, of, of->requests, NULL);
	if (around != NULL)
		help_list(p, NULL, around, of->requests);
	page_heading(p, "Everywhere");
	help_list(p, NULL, h->everywhere, of != NULL ? of->requests : NULL);
	page_heading(p, "Behind : and on the start screen");
	for (int c = 0; c < N_COMMANDS; c++)
		page_field(p, 2, HELP_INDENT < p->width / 2 ? HELP_INDENT : 14, INK_KEY,
			command_usage((enum command)c, usage, sizeof usage), INK_TEXT, command_help((enum command)c));
	page_heading(p, "Signs");
	page_field(p, 2, 6, INK_GOOD, "✔", INK_TEXT, "passed every check; or a name that matches");
	page_field(p, 2, 6, INK_BAD, "✖", INK_TEXT, "failed a check; or a name that does not match");
	page_field(p, 2, 6, INK_WARN, "!", INK_TEXT, "works today, but somebody should act");
	page_field(p, 2, 6, INK_ANCHOR, "★", INK_TEXT, "a root that this machine trusts");
	page_field(p, 2, 6, INK_STRANGER, "◇", INK_TEXT, "was sent, but is not needed");
	page_field(p, 2, 6, INK_MISSING, "?", INK_TEXT, "is missing, and was not found");
}

static void help_fill(struct view *v, struct page *p)
{
	const struct help *h = v->state;
	const enum request *own = h->of != NULL ? h->of->requests : NULL,
		*around = h->of != NULL && h->of->tab ? view_inspection.requests : NULL;
	struct help_short s = { .n = 0 };

	if (h->whole) {
		help_sentences(p, h, around);
		return;
	}
	if (own != NULL)
		help_entries(&s, p, h->of->title, h->of, own, NULL);
	if (around != NULL)
		help_entries(&s, p, "Inspection", NULL, around, own);
	help_entries(&s, p, "Everywhere", NULL, h->everywhere, around != NULL ? around : own);
	help_columns(p, &s);
	if (p->width >= HELP_BRIEF_W)
		page_blank(p);
	help_rest(p);
}

/* To the sentences and back. */
static enum handled help_turn(struct view *v)
{
	struct help *h = v->state;

	h->whole = !h->whole;
	h->pager.top = 0;
	h->pager.hit = -1;
	pager_stale(v);
	return HANDLED;
}

/* What one looks for stands in the sentences. */
static enum handled help_request(struct view *v, enum request r)
{
	const struct help *h = v->state;

	if (r == REQUEST_ENTER)
		return help_turn(v);
	if (r == REQUEST_SEARCH && !h->whole)
		(void)help_turn(v);
	return pager_request(v, r);
}

/* Aloud: a key a line in whole sentences, and the keys by their names. */
static int help_plain(struct view *v, struct page *p)
{
	const struct help *h = v->state;
	bool ascii = p->ascii;

	p->ascii = true;
	help_sentences(p, h, h->of != NULL && h->of->tab ? view_inspection.requests : NULL);
	p->ascii = ascii;
	return -1;
}

/* Does nothing where no inspection is shown. */
static bool help_of_inspection(enum request r)
{
	static const enum request needs[] = { REQUEST_AGAIN, REQUEST_EXPORT, REQUEST_COPY, REQUEST_TRUST,
		REQUEST_AUDIENCE, REQUEST_TARGET_NEXT, REQUEST_TARGET_PREVIOUS, REQUEST_NONE };

	return request_listed(needs, r);
}

static void help_open(struct view *v)
{
	struct help *h = v->state;
	size_t n = 0;

	for (const enum request *r = app_requests; *r != REQUEST_NONE && n + 1 < HELP_MAX_ENTRIES; r++) {
		if (v->shown != NULL || !help_of_inspection(*r))
			h->everywhere[n++] = *r;
	}
	h->everywhere[n] = REQUEST_NONE;

	for (size_t i = 0; i < n_views && v->text != NULL; i++) {
		if (strcmp(views[i]->name, v->text) == 0)
			h->of = views[i];
	}
	pager_open(v, help_fill);
}

static const char *help_hint(const struct view *v, enum request r)
{
	const struct help *h = v->state;

	if (r == REQUEST_ENTER)
		return h->whole ? "in short" : "in sentences";
	return r == REQUEST_HELP ? "close" : pager_hint(v, r);
}

static const enum request help_requests[] = { REQUEST_ENTER, PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_help = {
	.name = "help", .title = "Help", .state_size = sizeof(struct help), .opened_by = REQUEST_HELP,
		.requests = help_requests,
	.open = help_open, .close = pager_close, .paint = pager_paint,
	.plain = help_plain, .request = help_request, .hint = help_hint,
};
