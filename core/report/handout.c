/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same course in three forms. */
#include "report/handout.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/wrap.h"
#include "report/html.h"
#include "report/html-cards.h"
#include "report/markdown-mark.h"
#include "result/answers.h"
#include "result/bare.h"
#include "result/phrases.h"
#include "result/veil.h"

#include <stdlib.h>
#include <string.h>

enum { HANDOUT_INDENT = 3, HANDOUT_LABEL = 12 };
enum { HANDOUT_LINES = 3, HANDOUT_NAMES = 12, HANDOUT_TARGET = 5 /* of "demo:NAME" */, HANDOUT_BYTES = 4096 };

/* What the lesson tells to look at, and its own question, often give the answer away: they stand overleaf. */
static const char handout_ask[] = "Which of these is it?", handout_why[] = "What on the card tells you so?";

/* The step that an inspection is of; n_steps: of none. */
static size_t handout_step(const struct handout *h, const struct inspection *i)
{
	const char *demo = strlen(i->target.input) > HANDOUT_TARGET ? i->target.input + HANDOUT_TARGET : "";
	size_t n;

	for (n = 0; n < h->n_steps && strcmp(demo, h->steps[n].demo) != 0; n++)
		;
	return n;
}

/* The list that trust begins with; on paper nobody can look it up. */
static const char handout_root[] = "The computer that asks trusts one root alone: " VEIL_ROOT ".";

/* What else came, and how: some faults do not stand on the card. */
static char *handout_sent(const struct inspection *i)
{
	struct buf b = BUF_INIT(HANDOUT_BYTES);

	for (size_t k = 0; k < i->n_presented; k++) {
		char *name = veil_text(i, phrase_label(&i->cards[i->presented[k]]));

		(void)buf_addf(&b, "%s%s", k > 0 ? ", then " : "", name);
		free(name);
	}
	return buf_take(&b);
}

static char handout_letter(size_t k)
{
	return (char)('a' + (int)k);
}

/* What a browser opens without a word says so before anything else. */
static const char *handout_clients(const struct handout *h, size_t n)
{
	return h->clients[n] != NULL ? h->clients[n] : "";
}

/* ---- for the teacher ---- */

static void handout_teacher_page(struct wrap *w, const struct handout *h, size_t n)
{
	const struct handout_step *s = &h->steps[n];
	char *title = mem_printf("%zu. %s (%d min)", n + 1, s->title, s->minutes);
	char *open = mem_printf("certcard demo:%s", s->demo);
	const char *const rows[][2] = { { "Clients", handout_clients(h, n) }, { "Aim", s->aim }, { "Look at", s->look },
		{ "Question", s->question }, { "Answer", s->answer } };

	wrap_blank(w);
	wrap_text(w, 0, WRAP_BOLD, title);
	wrap_field(w, HANDOUT_INDENT, WRAP_DIM, "Open", HANDOUT_LABEL, WRAP_GOOD, open);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		if (*rows[k][1] != '\0')
			wrap_field(w, HANDOUT_INDENT, WRAP_DIM, rows[k][0], HANDOUT_LABEL, WRAP_PLAIN, rows[k][1]);
	free(open);
	free(title);
}

/* ---- HTML ---- */

static void handout_html_begin(struct html *p, const struct handout *h)
{
	html_element(p, "h1", NULL, h->title);
	html_put(p, "<p class=\"dim\">%d minutes, for ", h->minutes);
	html_escape(p, h->whom);
	html_put(p, "</p>\n");
	html_element(p, "p", NULL, h->aim);
	html_element(p, "p", NULL, handout_root);
	html_put(p, "<p>Name: <span class=\"rule\"></span></p>\n");
}

static void handout_html_page(struct html *p, const struct handout *h, size_t n, const struct inspection *i)
{
	const struct handout_step *s = &h->steps[n];
	char today[MOMENT_SIZE], *stops = veil_stops(i),
		*host = veil_text(i, i->target.host != NULL ? i->target.host : "");

	html_put(p, "<section class=\"task\">\n<h2>%zu. On %s you asked for <bdi>", n + 1, moment_day(i->time, today));
	html_escape(p, host);
	free(host);
	html_put(p, "</bdi></h2>\n");
	if (i->n_path > 0 && i->cards[i->path[0]].cert->parsed)
		html_card_bare(p, i, &i->cards[i->path[0]]);
	html_put(p, "<dl>\n");
	html_field_free(p, "Sent", handout_sent(i));
	html_field_free(p, "Connection", veil_connection(i));
	if (stops != NULL)
		html_field_free(p, "Who stops", stops);
	html_put(p, "</dl>\n");
	html_element(p, "p", "ask", handout_ask);
	html_put(p, "<ul class=\"choices\">\n");
	for (size_t k = 0; k < HANDOUT_CHOICES; k++) {
		html_put(p, "<li>%c) ", handout_letter(k));
		html_escape(p, s->choices[k]);
		html_put(p, "</li>\n");
	}
	html_put(p, "</ul>\n");
	html_element(p, "p", "ask", handout_why);
	for (size_t k = 0; k < HANDOUT_LINES; k++)
		html_put(p, "<p class=\"rule\"></p>\n");
	html_put(p, "</section>\n");
}

static void handout_html_end(struct html *p, const struct handout *h)
{
	html_put(p, "<section class=\"answers\">\n<h2>Answers</h2>\n<ol>\n");
	for (size_t n = 0; n < h->n_steps; n++) {
		html_put(p, "<li><strong>%c) ", handout_letter(h->steps[n].right));
		html_escape(p, h->steps[n].title);
		html_put(p, ".</strong> ");
		html_escape(p, handout_clients(h, n));
		html_put(p, " ");
		html_escape(p, h->steps[n].look);
		html_put(p, " <em>");
		html_escape(p, h->steps[n].question);
		html_put(p, "</em> ");
		html_escape(p, h->steps[n].answer);
		html_put(p, "</li>\n");
	}
	html_put(p, "</ol>\n</section>\n");
}

/* ---- markdown ---- */

static void handout_line(struct markdown *m, const char *mark, const char *text)
{
	(void)buf_adds(&m->b, mark);
	markdown_text(m, text);
	(void)buf_adds(&m->b, "\n");
}

static void handout_markdown_begin(struct markdown *m, const struct handout *h)
{
	handout_line(m, "# ", h->title);
	(void)buf_addf(&m->b, "\n%d minutes, for ", h->minutes);
	markdown_text(m, h->whom);
	(void)buf_adds(&m->b, ". ");
	markdown_text(m, h->aim);
	(void)buf_addf(&m->b, "\n\n%s\n", handout_root);
}

static void handout_markdown_page(struct markdown *m, const struct handout *h, size_t n, const struct inspection *i)
{
	const struct handout_step *s = &h->steps[n];
	char today[MOMENT_SIZE], *stops = veil_stops(i),
		*host = veil_text(i, i->target.host != NULL ? i->target.host : "");

	(void)buf_addf(&m->b, "\n## %zu. On %s you asked for ", n + 1, moment_day(i->time, today));
	handout_line(m, "", host);
	free(host);
	(void)buf_adds(&m->b, "\n");
	if (i->n_path > 0 && i->cards[i->path[0]].cert->parsed)
		for (enum bare_field k = 0; k < BARE_FIELDS; k++) {
			char *text = bare_text(k, &i->cards[i->path[0]], HANDOUT_NAMES);

			markdown_item_free(m, bare_label(k), veil_text(i, text));
			free(text);
		}
	markdown_item_free(m, "Sent", handout_sent(i));
	markdown_item_free(m, "Connection", veil_connection(i));
	if (stops != NULL)
		markdown_item_free(m, "Who stops", stops);
	(void)buf_addf(&m->b, "\n**%s**\n\n", handout_ask);
	for (size_t k = 0; k < HANDOUT_CHOICES; k++) {
		(void)buf_addf(&m->b, "- %c) ", handout_letter(k));
		handout_line(m, "", s->choices[k]);
	}
	(void)buf_addf(&m->b, "\n**%s**\n\n", handout_why);
	for (size_t k = 0; k < HANDOUT_LINES; k++)
		(void)buf_adds(&m->b, "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n");
}

static void handout_markdown_end(struct markdown *m, const struct handout *h)
{
	(void)buf_adds(&m->b, "\n---\n\n## Answers\n\n");
	for (size_t n = 0; n < h->n_steps; n++) {
		(void)buf_addf(&m->b, "%zu. **%c) ", n + 1, handout_letter(h->steps[n].right));
		markdown_text(m, h->steps[n].title);
		(void)buf_adds(&m->b, ".** ");
		markdown_text(m, handout_clients(h, n));
		(void)buf_adds(&m->b, " ");
		markdown_text(m, h->steps[n].look);
		(void)buf_adds(&m->b, " *");
		markdown_text(m, h->steps[n].question);
		handout_line(m, "* ", h->steps[n].answer);
	}
}

/* ---- either ---- */

static int handout_write(FILE *f, struct markdown *m)
{
	char *text = buf_take(&m->b);

	(void)fputs(text, f);
	free(text);
	return ferror(f) ? -1 : 0;
}

int handout_begin(FILE *f, const struct handout *h, const struct report_style *s)
{
	struct html p = { f, s->ascii };
	struct markdown m = { BUF_INIT(MARKDOWN_MAX), s->ascii };

	if (h->form == HANDOUT_TEACHER)
		return 0;
	if (h->form == HANDOUT_MARKDOWN) {
		handout_markdown_begin(&m, h);
		return handout_write(f, &m);
	}
	if (report_html_begin(f, s, h->title) != 0)
		return -1;
	handout_html_begin(&p, h);
	return ferror(f) ? -1 : 0;
}

int handout_page(FILE *f, const struct handout *h, const struct inspection *i, const struct report_style *s)
{
	struct html p = { f, s->ascii };
	struct markdown m = { BUF_INIT(MARKDOWN_MAX), s->ascii };
	size_t n = handout_step(h, i);

	if (n == h->n_steps)
		return 0;
	free(h->clients[n]);
	h->clients[n] = answers_for_class(i);
	if (h->form == HANDOUT_TEACHER) {
		handout_teacher_page(&(struct wrap){ f, s->width, s->color, s->ascii }, h, n);
		return ferror(f) ? -1 : 0;
	}
	if (h->form == HANDOUT_MARKDOWN) {
		handout_markdown_page(&m, h, n, i);
		return handout_write(f, &m);
	}
	handout_html_page(&p, h, n, i);
	return ferror(f) ? -1 : 0;
}

int handout_end(FILE *f, const struct handout *h, const struct report_style *s)
{
	struct html p = { f, s->ascii };
	struct markdown m = { BUF_INIT(MARKDOWN_MAX), s->ascii };

	if (h->form == HANDOUT_TEACHER)
		return 0;
	if (h->form == HANDOUT_MARKDOWN) {
		handout_markdown_end(&m, h);
		return handout_write(f, &m);
	}
	handout_html_end(&p, h);
	return report_html_end(f);
}
