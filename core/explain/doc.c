/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of all findings, for printing: Markdown from the rows of texts.def, causes.def and the table of error
 * codes. */

#include "explain/doc.h"
#include "explain/explain.h"
#include "explain/cause.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Characters that mean something to Markdown in the middle of a sentence. */
static void doc_put(FILE *f, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\`*_<>[]|#", *text) != NULL)
			(void)fputc('\\', f);
		(void)fputc(*text, f);
	}
}

static void doc_field(FILE *f, const char *label, const char *template)
{
	char *text;

	if (template == NULL || *template == '\0')
		return;
	text = text_expand(template, NULL);
	(void)fprintf(f, "**%s** ", label);
	doc_put(f, text);
	(void)fputs("\n\n", f);
	free(text);
}

static void doc_words(FILE *f, const struct words *w)
{
	doc_field(f, "In short:", w->brief);
	doc_field(f, "What happened:", w->what);
	doc_field(f, "Why:", w->why);
	doc_field(f, "How to tell:", w->tell);
	doc_field(f, "Risk:", w->risk);
	doc_field(f, "Visitor:", w->visitor);
	doc_field(f, "Helpdesk:", w->helpdesk);
	doc_field(f, "Admin:", w->admin);
	doc_field(f, "Driver's licence:", w->licence);
	doc_field(f, "Stamp:", w->stamp);
}

static void doc_codes(FILE *f, const char *id)
{
	struct cause *c = cause_find(id);
	size_t i;

	for (i = 0; i < c->n_codes; i++) {
		(void)fprintf(f, "- %s: ", c->codes[i].tool);
		doc_put(f, c->codes[i].code);
		(void)fputc('\n', f);
	}
	if (c->n_codes > 0)
		(void)fputc('\n', f);
	cause_free(c);
}

/* What a variant, a shade or a level says otherwise. */
static void doc_kinds(FILE *f, enum finding_id id)
{
	const struct text_row *rows;
	size_t i, n = text_rows(&rows);

	for (i = 0; i < n; i++)
		if (rows[i].id == id && rows[i].kind.scope != TEXT_ALWAYS && rows[i].words.what != NULL) {
			(void)fprintf(f, "### %s: %s\n\n", finding_name(id), text_kind_name(rows[i].kind));
			doc_words(f, &rows[i].words);
		}
}

static void doc_finding(FILE *f, enum finding_id id)
{
	struct finding plain = { .id = id, .level = finding_level(id), .card = -1 };
	struct words w = text_words(&plain);

	(void)fprintf(f, "## %s\n\n", finding_name(id));
	(void)fprintf(f, "*%s.* Usually %s (%s).\n\n", w.title, level_name(plain.level), level_word(plain.level));
	doc_words(f, &w);
	doc_codes(f, finding_name(id));
	doc_kinds(f, id);
}

static void doc_cause(FILE *f, const char *id)
{
	struct cause *c = cause_find(id);
	const struct words w =
		{ .what = c->what, .why = c->why, .tell = c->tell, .visitor = c->visitor, .helpdesk = c->helpdesk,
		.admin = c->admin, .licence = c->licence };

	(void)fprintf(f, "## %s\n\n*%s.*\n\n", id, c->title);
	doc_words(f, &w);
	doc_codes(f, id);
	cause_free(c);
}

int texts_doc(FILE *f)
{
	const char *ids[CAUSES_MAX];
	size_t i, n = cause_ids(ids);
	enum finding_id id;

	(void)fputs("# What certcard finds, and what to do\n\n"
		"Generated from the program's own tables. Where a sentence says \"this site\" or \"the host\", certcard"
		" puts the name.\n\n"
		"A certificate is a driver's licence. It was issued by an office after a process (who checked what: a"
		" public CA, a company's own,\n"
		"nobody), it is an ID (whose names, from when to when, with a key as its picture), and it gives"
		" functionality (what it may be used\n"
		"for). Most faults are oversights, a few are attacks, and the certificate alone cannot say which. When"
		" in doubt do not go on: check the\n"
		"name, and ask the owner by other means.\n\n", f);
	for (id = 0; id < N_FINDINGS; id++)
		doc_finding(f, id);
	(void)fputs("# What error codes can mean besides\n\n", f);
	for (i = 0; i < n; i++)
		if (!finding_by_name(ids[i], &id))
			doc_cause(f, ids[i]);
	return ferror(f) != 0 || fflush(f) != 0 ? -1 : 0;
}

/* The first sentence alone, with the words that stand in for a name. */
static void page_sentence(FILE *f, const char *template)
{
	char *text = text_expand(template, NULL), *end = strstr(text, ". ");

	if (end != NULL)
		end[1] = '\0';
	doc_put(f, text);
	free(text);
}

int texts_page(FILE *f)
{
	(void)fputs("# Findings on a page\n\n"
		"Usually an oversight, sometimes an attack, and the certificate alone cannot say which. When in doubt do not"
		" go on: check the name, and ask the owner by other means.\n\n"
		"| id | what it is | visitor | admin |\n| --- | --- | --- | --- |\n", f);
	for (enum finding_id id = 0; id < N_FINDINGS; id++) {
		struct finding plain = { .id = id, .level = finding_level(id), .card = -1 };
		struct words w = text_words(&plain);

		(void)fprintf(f, "| %s | %s | ", finding_name(id), w.title);
		page_sentence(f, w.next_visitor);
		(void)fputs(" | ", f);
		page_sentence(f, w.next_admin);
		(void)fputs(" |\n", f);
	}
	return ferror(f) != 0 || fflush(f) != 0 ? -1 : 0;
}
