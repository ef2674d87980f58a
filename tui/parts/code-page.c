/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations of codes: the causes, likeliest first, and what other tools call the same. */
#include "parts/code-page.h"

#include "explain/explain.h"
#include "explain/codes.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_INDENT = 12 };

static void explain_part(struct page *p, const char *label, enum ink ink, const char *text)
{
	if (*text == '\0')
		return;
	page_blank(p);
	page_field(p, 2, EXPLAIN_INDENT, INK_LABEL, label, ink, text);
}

static void explain_cause(struct page *p, const struct cause *c, size_t n, size_t all)
{
	char *title = all > 1 ? mem_printf("%zu of %zu: %s", n + 1, all, c->title) : mem_strdup(c->title);

	page_heading(p, title);
	explain_part(p, "What", INK_STRONG, c->what);
	explain_part(p, "Visitor", INK_TEXT, c->visitor);
	explain_part(p, "Why", INK_TEXT, c->why);
	explain_part(p, "To tell", INK_TEXT, c->tell);
	explain_part(p, "Helpdesk", INK_TEXT, c->helpdesk);
	explain_part(p, "Admin", INK_TEXT, c->admin);
	explain_part(p, "Licence", INK_TEXT, c->licence);
	free(title);
}

static void explain_row(struct page *p, const struct code_row *row)
{
	page_field(p, 2, EXPLAIN_INDENT + 10, INK_LABEL, code_word(row->tool), INK_TEXT, code_word(row->code));
}

static void explain_rows(struct page *p, const struct explanation *x, const char *heading)
{
	const struct code_row *first;
	size_t n = code_rows(&first);

	if (x->n_rows == 0)
		return;
	page_heading(p, heading);
	if (!x->known) {
		for (size_t i = 0; i < x->n_rows; i++)
			explain_row(p, x->rows[i]);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (first[i].cause == x->rows[0]->cause)
			explain_row(p, &first[i]);
}

void explain_page(struct page *p, const char *text)
{
	struct explanation *x = explain_text(text);

	page_line(p);
	(void)page_span(p, 0, INK_LABEL, "You asked  ");
	page_mark(p, 11, INK_STRONG, "", INK_STRONG, x->asked);
	if (!x->known) {
		page_blank(p);
		page_text(p, 0, INK_TEXT,
			"No browser or tool that certcard knows of says it like this. These are the nearest that some"
			" do:");
		explain_rows(p, x, "Nearest");
	} else if (x->n_causes > 1) {
		page_blank(p);
		page_text(p, 0, INK_TEXT,
			"Several causes may stand behind it, the likeliest first. To find out which, inspect the host:"
			" press : and type its name.");
	}
	for (size_t i = 0; i < x->n_causes; i++)
		explain_cause(p, x->causes[i], i, x->n_causes);
	if (x->known)
		explain_rows(p, x, x->n_causes > 1 ? "What others call the first of these"
			: "What others call the same");
	explanation_free(x);
}
