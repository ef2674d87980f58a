/* SPDX-License-Identifier: GPL-3.0-or-later
 * What keys do, made from the request table: those of the view that it was opened from, then those of every view. */
#include "views/pager.h"

#include "base/mem.h"
#include "terminal/commands.h"

#include <string.h>

struct help { struct pager pager; const struct view_ops *of; };

enum { HELP_INDENT = 24 };



static bool help_has(const enum request *list, enum request r)
{
	for (; list != NULL && *list != REQUEST_NONE; list++) {
		if (*list == r)
			return true;
	}
	return false;
}

/* Without those that stand in `said` already. */
static void help_list(struct page *p, const enum request *list, const enum request *said)
{
	for (; list != NULL && *list != REQUEST_NONE; list++) {
		char keys[64];

		if (!app_offered(*list) || help_has(said, *list))
			continue;
		(void)request_keys(*list, p->ascii, keys, sizeof keys);
		page_field(p, 2, HELP_INDENT < p->width / 2 ? HELP_INDENT : 14, INK_KEY, keys, INK_TEXT,
			request_help(*list));
	}
}

static void help_fill(struct view *v, struct page *p)
{
	const struct help *h = v->state;
	char usage[64];

	page_heading(p, h->of != NULL ? "In this view" : "Keys");
	if (h->of != NULL)
		help_list(p, h->of->requests, NULL);
	page_heading(p, "Everywhere");
	help_list(p, app_requests, h->of != NULL ? h->of->requests : NULL);
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

static void help_open(struct view *v)
{
	struct help *h = v->state;

	for (size_t i = 0; i < n_views && v->text != NULL; i++) {
		if (strcmp(views[i]->name, v->text) == 0)
			h->of = views[i];
	}
	pager_open(v, help_fill);
}

static const char *help_hint(const struct view *v, enum request r)
{
	return r == REQUEST_HELP ? "close" : pager_hint(v, r);
}

static const enum request help_requests[] = { PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_help = {
	.name = "help", .title = "Help", .state_size = sizeof(struct help), .opened_by = REQUEST_HELP,
		.requests = help_requests,
	.open = help_open, .close = pager_close, .paint = pager_paint,
	.plain = pager_plain, .request = pager_request, .hint = help_hint,
};
