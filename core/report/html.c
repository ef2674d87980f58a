/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page: verdict, what to do, chain and cards, timeline, who takes it, what was checked. */
#include "report/html.h"

#include "base/mem.h"
#include "base/moment.h"
#include "explain/brief.h"
#include "explain/texts.h"
#include "report/advice.h"
#include "report/html-cards.h"
#include "report/html-timeline.h"
#include "result/answers.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { HTML_LINE = 200, HTML_CODES = 8 };

static struct html html_on(FILE *f, const struct report_style *s)
{
	return (struct html){ f, s->ascii };
}

/* ---- the verdict ---- */

static void html_verdict(struct html *h, const struct inspection *i, enum audience who)
{
	const struct verdict *v = &i->verdict;
	enum reader reader = who == AUDIENCE_ALL ? READER_VISITOR : (enum reader)who;
	char *target = phrase_target(i), *next = brief_next(i, reader, HTML_LINE);

	html_element(h, "h1", NULL, target);
	html_put(h, "<div class=\"verdict %s\">\n<p class=\"word %s\">", html_class(v->level), html_class(v->level));
	html_escape(h, phrase_level_mark(v->level));
	html_put(h, " ");
	html_escape(h, inspection_word(i));
	html_put(h, "</p>\n");
	html_element(h, "p", NULL, v->headline);
	html_element(h, "p", "next", next);
	html_put(h, "</div>\n");
	free(next);
	free(target);
}

static void html_facts(struct html *h, const struct inspection *i)
{
	char at[MOMENT_SIZE];

	html_put(h, "<section>\n<h2>Facts</h2>\n<dl>\n");
	html_field(h, "Asked for", i->target.input);
	html_field_free(h, "Connected", phrase_connection(i));
	html_field(h, "Judged as of", moment_minute(i->time, at));
	html_field(h, "Chrome says", i->verdict.browser_code);
	html_field(h, "DANE", i->dane);
	html_field(h, "CAA", i->caa != NULL ? i->caa->text : NULL);
	html_field(h, "Key", i->keys);
	html_put(h, "</dl>\n</section>\n");
}

/* ---- findings ---- */

static void html_advice(struct html *h, const struct finding *f, enum audience who, size_t n)
{
	struct advice a = advice_of(f, who, n);

	if (a.text == NULL || a.text[0] == '\0')
		return;
	html_put(h, "<dt>For the %s</dt>", a.who);
	html_element(h, "dd", n == 0 ? "first" : NULL, a.text);
}

static void html_codes(struct html *h, const struct inspection *i, const struct finding *f)
{
	struct buf b = BUF_INIT(4096);

	for (size_t n = 0; n < f->n_codes && n < HTML_CODES; n++) {
		(void)buf_adds(&b, n > 0 ? "; " : "");
		phrase_code(&b, &i->target, &f->codes[n]);
	}
	html_field(h, "Called", b.data);
	buf_done(&b);
}

static void html_finding(struct html *h, const struct inspection *i, const struct finding *f, enum audience who)
{
	html_put(h, "<div class=\"finding %s\">\n", html_class(f->level));
	html_element(h, "h3", NULL, text_words(f).title);
	html_put(h, "<p class=\"dim\"><code>%s</code>, %s</p>\n", finding_name(f->id), level_name(f->level));
	if (strcmp(f->what, i->verdict.headline) != 0)
		html_element(h, "p", NULL, f->what);
	html_put(h, "<dl>\n");
	if (who == AUDIENCE_TEACHER)
		html_field(h, "Licence", f->licence);
	html_advice(h, f, who, 0);
	html_field(h, "Risk", f->risk);
	if (f->level != LEVEL_INFO) {
		html_field(h, "Why", f->why);
		html_field(h, "How to tell", f->tell);
	}
	for (size_t n = 0; n < f->n_evidence; n++)
		html_field(h, n == 0 ? "Seen here" : "", f->evidence[n].text);
	for (size_t n = 1; n < 3; n++)
		html_advice(h, f, who, n);
	if (who != AUDIENCE_TEACHER && f->level != LEVEL_INFO)
		html_field(h, "As a licence", f->licence);
	html_codes(h, i, f);
	html_put(h, "</dl>\n</div>\n");
}

static void html_findings(struct html *h, const struct inspection *i, enum audience who)
{
	if (i->n_findings > 0)
		html_put(h, "<section>\n<h2>What was found, and what to do</h2>\n");
	for (size_t n = 0; n < i->n_findings; n++)
		html_finding(h, i, &i->findings[n], who);
	if (i->n_findings > 0)
		html_put(h, "</section>\n");
}

/* ---- who takes it, what was checked ---- */

static void html_clients(struct html *h, const struct inspection *i)
{
	static const char *const words[] = { [ANSWER_NO] = "no", [ANSWER_YES] = "yes", [ANSWER_UNKNOWN] = "not known" };
	static const char *const classes[] = { [ANSWER_NO] = "bad", [ANSWER_YES] = "good", [ANSWER_UNKNOWN] = "dim" };

	if (i->n_clients == 0)
		return;
	html_put(h, "<section>\n<h2>Who takes it, and who does not</h2>\n<table><thead><tr>"
		"<th scope=\"col\">Client</th><th scope=\"col\">Takes it</th><th scope=\"col\">Shows</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
	for (struct answer_run r = answer_run(i, 0); r.n > 0; r = answer_run(i, r.first + r.n)) {
		const struct client_answer *a = &i->clients[r.first];
		char *label = answer_run_label(i, &r);

		html_put(h, "<tr>");
		html_element(h, "td", NULL, label);
		html_element(h, "td", classes[a->accepts], words[a->accepts]);
		html_put(h, "<td>");
		html_element(h, "code", NULL, a->code);
		html_put(h, "</td><td>");
		html_element(h, "span", NULL, a->why);
		html_put(h, "</td></tr>\n");
		free(label);
	}
	html_put(h, "</tbody></table>\n</section>\n");
}

static void html_checked(struct html *h, const struct inspection *i)
{
	static const enum level levels[] =
		{ [STEP_PASS] = LEVEL_TRUSTED, [STEP_FAIL] = LEVEL_UNTRUSTED, [STEP_WARN] = LEVEL_CAUTION, [STEP_SKIP] = LEVEL_INFO };
	int card = -1;

	if (i->n_steps == 0)
		return;
	html_put(h, "<section>\n<h2>What was checked, in order</h2>\n<ul class=\"steps\">\n");
	for (size_t n = 0; n < i->n_steps; n++) {
		const struct step *s = &i->steps[n];
		char *line = mem_printf("%s %s", step_title(s->id), s->text);

		if (s->card >= 0 && s->card != card) {
			html_put(h, "<li class=\"of\">");
			html_element(h, "b", NULL, phrase_label(&i->cards[s->card]));
			html_put(h, "</li>\n");
		}
		card = s->card;
		html_put(h, "<li><span class=\"%s\">", html_class(levels[s->result]));
		html_escape(h, phrase_level_mark(levels[s->result]));
		html_put(h, "</span>");
		html_element(h, "span", "dim", step_result_name(s->result));
		html_element(h, "span", NULL, line);
		html_put(h, "</li>\n");
		free(line);
	}
	html_put(h, "</ul>\n</section>\n");
}

static void html_lesson(struct html *h, const struct inspection *i)
{
	if (i->lesson == NULL)
		return;
	html_put(h, "<section>\n<h2>The lesson</h2>\n<dl>\n");
	html_field_free(h, "Clients", answers_for_class(i));
	html_field(h, "Look at", i->lesson->look);
	html_field(h, "Question", i->lesson->question);
	html_field(h, "Answer", i->lesson->answer);
	html_put(h, "</dl>\n</section>\n");
}

/* ---- the whole ---- */

int report_html(FILE *f, const struct inspection *i, const struct report_style *s)
{
	struct html h = html_on(f, s);

	html_put(&h, "<article>\n");
	html_verdict(&h, i, s->audience);
	html_findings(&h, i, s->audience);
	html_chain(&h, i);
	html_cards(&h, i);
	html_timeline(&h, i);
	html_clients(&h, i);
	html_checked(&h, i);
	html_facts(&h, i);
	html_lesson(&h, i);
	html_put(&h, "</article>\n");
	return ferror(f) ? -1 : 0;
}

/* The policy (CSP, level 3) forbids everything but the sheet that stands in the page, which can fetch, run and send
 * nothing. */
int report_html_begin(FILE *f, const struct report_style *s, const char *title)
{
	static const char style[] =
#include "report/html-style.def"
		;
	struct html h = html_on(f, s);

	html_put(&h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv="
		"\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_escape(&h, title != NULL ? title : "certcard: certificates inspected");
	html_put(&h, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
	return ferror(f) ? -1 : 0;
}

int report_html_end(FILE *f)
{
	(void)fputs("<footer>Made by certcard.</footer>\n</body>\n</html>\n", f);
	return ferror(f) ? -1 : 0;
}
