/* SPDX-License-Identifier: GPL-3.0-or-later
 * Escaping, and a line of a list. */
#include "report/markdown-mark.h"

#include "base/mem.h"
#include "base/text.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

/* CommonMark 2.4: a backslash takes the meaning from any ASCII punctuation. `<` and `&` become entities, since some
 * wikis read HTML first; so does `@`, which would call people in many trackers. `\:` stops what looks like a URL from
 * becoming a link. */
static void markdown_escape(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '<')
			(void)buf_adds(b, "&lt;");
		else if (*s == '&')
			(void)buf_adds(b, "&amp;");
		else if (*s == '@')
			(void)buf_adds(b, "&#64;");
		else if (*s == '\n')
			(void)buf_addc(b, ' ');
		else if (strchr("\\`*_{}[]()#!|>~$+=", *s) != NULL || (*s == ':' && s[1] == '/'))
			(void)buf_addf(b, "\\%c", *s);
		else
			(void)buf_addc(b, *s);
	}
}

void markdown_text(struct markdown *m, const char *s)
{
	char *plain = m->ascii ? text_ascii(s) : mem_strdup(s);

	markdown_escape(&m->b, plain);
	free(plain);
}

/* Text between backquotes is taken as it is; the fence is longer than any run of backquotes inside (CommonMark 6.1). A
 * bar would still end a table's cell, so it never stands in one here. */
static void markdown_fence(struct buf *b, const char *s)
{
	size_t longest = 1, run = 0;
	const char *p;

	for (p = s; *p != '\0'; p++) {
		run = *p == '`' ? run + 1 : 0;
		longest = run + 1 > longest ? run + 1 : longest;
	}
	for (run = 0; run < longest; run++)
		(void)buf_addc(b, '`');
	(void)buf_addf(b, "%s%s%s", longest > 1 ? " " : "", s, longest > 1 ? " " : "");
	for (run = 0; run < longest; run++)
		(void)buf_addc(b, '`');
}

/* Between backquotes, as it is. */
static void markdown_code(struct markdown *m, const char *s)
{
	char *plain = m->ascii ? text_ascii(s) : mem_strdup(s);

	markdown_fence(&m->b, plain);
	free(plain);
}

/* One line of a list: "- **Label:** text". Every line begins with our own words, so that nothing of a stranger's can
 * be taken for a heading, a list or a quotation. */
void markdown_item(struct markdown *m, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	(void)buf_addf(&m->b, "- **%s:** ", label);
	markdown_text(m, text);
	(void)buf_addc(&m->b, '\n');
}

void markdown_item_code(struct markdown *m, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	(void)buf_addf(&m->b, "- **%s:** ", label);
	markdown_code(m, text);
	(void)buf_addc(&m->b, '\n');
}

void markdown_item_free(struct markdown *m, const char *label, char *text)
{
	markdown_item(m, label, text);
	free(text);
}

void markdown_hex(struct markdown *m, const char *label, struct bytes bytes)
{
	char *hex = phrase_hex(bytes.p, bytes.n, bytes.n);

	markdown_item_code(m, label, hex);
	free(hex);
}
