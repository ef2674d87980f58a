/* SPDX-License-Identifier: GPL-3.0-or-later
 * A note to paste into a ticket: verdict, who should do what, facts, what the user sees, what was checked. */

#include "report/markdown.h"
#include "report/advice.h"
#include "report/markdown-mark.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "result/answers.h"
#include "result/phrases.h"
#include "result/tool-words.h"
#include "base/text.h"
#include "explain/brief.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

enum { MARKDOWN_NAMES = 8, MARKDOWN_CODES = 8, MARKDOWN_AUTHORITIES = 8, MARKDOWN_FOLDED = 120 };

static void markdown_head(struct markdown *m, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;
	char *target = phrase_target(i);

	(void)buf_adds(&m->b, i->target.kind == TARGET_REQUEST ? "## Request in " : "## Certificate of ");
	markdown_text(m, target);
	(void)buf_addf(&m->b, "\n\n**%s.** ", inspection_word(i));
	markdown_text(m, v->headline);
	(void)buf_adds(&m->b, "\n");
	free(target);
}

static void markdown_leaf(struct markdown *m, const struct inspection *i)
{
	const struct card *c = &i->cards[i->path[0]];
	const struct cert *cert = c->cert;

	if (cert->parsed) {
		markdown_item(m, cert->request ? "Request of" : "Certificate of", phrase_label(c));
		markdown_item(m, "Issued by", cert->request ? "nobody yet" : cert_issuer_label(cert));
		if (!cert->request) {
			markdown_item_free(m, "Process", phrase_process(i, c));
			markdown_item_free(m, "Valid", phrase_validity(c, i->time));
		}
		markdown_item_free(m, cert->request ? "Asks for" : "Good for", phrase_names(c, MARKDOWN_NAMES));
		if (!cert->request)
			markdown_hex(m, "Serial number", cert->serial);
	}
	markdown_hex(m, "SHA-256 fingerprint", (struct bytes){ cert->sha256, sizeof cert->sha256 });
	if (cert->parsed)
		markdown_hex(m, "Key's SHA-256", (struct bytes){ cert->spki_sha256, sizeof cert->spki_sha256 });
}

static void markdown_chain(struct markdown *m, const struct inspection *i)
{
	struct buf line = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t n;

	for (n = 0; n < i->n_path; n++)
		(void)buf_addf(&line, "%s%s", n > 0 ? ", signed by " : "", phrase_label(&i->cards[i->path[n]]));
	if (i->n_path > 0)
		markdown_item(m, "Chain", line.data);
	buf_done(&line);
}

static void markdown_facts(struct markdown *m, const struct inspection *i)
{
	char at[MOMENT_SIZE];

	(void)buf_adds(&m->b, "\n### Facts\n\n");
	markdown_item_code(m, "Asked for", i->target.input);
	markdown_item_free(m, "Connected to", phrase_connection(i));
	markdown_item_free(m, "Client certificate", phrase_client_request(i, MARKDOWN_AUTHORITIES));
	for (size_t k = 0; k < i->n_shown; k++)
		markdown_item_free(m, "Also shown", phrase_shown(&i->shown[k], i->time));
	markdown_item(m, "Judged as of", moment_minute(i->time, at));
	if (i->dane != NULL)
		markdown_item(m, "DANE", i->dane);
	if (i->caa != NULL)
		markdown_item(m, "CAA", i->caa->text);
	if (i->keys != NULL)
		markdown_item(m, "Key", i->keys);
	if (i->n_path > 0)
		markdown_leaf(m, i);
	if (i->target.kind != TARGET_REQUEST)
		markdown_chain(m, i);
}

static void markdown_said(struct markdown *m, const struct inspection *i, const struct code *c)
{
	char *said = phrase_said(&i->target, c);

	markdown_item_code(m, c->tool, said);
	free(said);
}

static void markdown_seen(struct markdown *m, const struct inspection *i)
{
	const struct finding *f = i->n_findings > 0 ? &i->findings[0] : NULL;
	size_t n;

	if (f == NULL || f->n_codes == 0 || f->level == LEVEL_INFO)
		return;
	(void)buf_adds(&m->b, "\n### What the user sees\n\n");
	markdown_item_code(m, answers_edge_agrees(i) ? "In Chrome or Edge" : "In Chrome", i->verdict.browser_code);
	for (n = 0; n < f->n_codes && n < MARKDOWN_CODES; n++) {
		if (i->verdict.browser_code == NULL || strcmp(f->codes[n].code, i->verdict.browser_code) != 0)
			markdown_said(m, i, &f->codes[n]);
	}
	markdown_item_free(m, "Elsewhere", answers_others(i));
}

static void markdown_advice(struct markdown *m, const struct finding *f, enum audience who, size_t n)
{
	struct advice a = advice_of(f, who, n);
	char *label = mem_printf("For the %s", a.who);
	char *some = n == 0 || who == AUDIENCE_ALL ? mem_strdup(a.text)
		: brief_sentences(mem_strdup(a.text), MARKDOWN_FOLDED);

	markdown_item(m, label, some);
	free(label);
	free(some);
}

/* This reader's advice, then risk, why, how to tell, and what others should do in short. */
static void markdown_words(struct markdown *m, const struct finding *f, enum audience who)
{
	size_t n;

	if (who == AUDIENCE_TEACHER)
		markdown_item(m, "Licence", f->licence);
	markdown_advice(m, f, who, 0);
	markdown_item(m, "Risk", f->risk);
	if (f->level != LEVEL_INFO) {
		markdown_item(m, "Why", f->why);
		markdown_item(m, "How to tell", f->tell);
	}
	for (n = 0; n < f->n_evidence; n++)
		markdown_item(m, "Seen here", f->evidence[n].text);
	for (n = 1; n < 3; n++)
		markdown_advice(m, f, who, n);
}

static void markdown_finding(struct markdown *m, const struct inspection *i, const struct finding *f, enum audience who)
{
	(void)buf_addf(&m->b, "\n### %s (`%s`, %s)\n\n", text_words(f).title, finding_name(f->id),
		level_name(f->level));
	if (strcmp(f->what, i->verdict.headline) != 0)
		markdown_item(m, "What", f->what);
	markdown_words(m, f, who);
}

static void markdown_takers(struct markdown *m, const char *label, char *who, const char *why)
{
	char *line = why != NULL ? mem_printf("%s: %s", who, why) : mem_strdup(who);

	if (who[0] != '\0')
		markdown_item(m, label, line);
	free(line);
	free(who);
}

static void markdown_clients(struct markdown *m, const struct inspection *i)
{
	if (i->n_clients == 0)
		return;
	(void)buf_adds(&m->b, "\n### Who takes it, and who does not\n\n");
	markdown_takers(m, "Yes", answers_plain(i), NULL);
	for (size_t k = 0; k < i->n_clients; k++)
		if (i->clients[k].accepts == ANSWER_YES && !i->clients[k].plain && answer_first(i, k) == k)
			markdown_takers(m, "Yes", answers_list(i, ANSWER_YES, i->clients[k].why), i->clients[k].why);
	for (size_t k = 0; k < i->n_clients; k++)
		if (i->clients[k].accepts == ANSWER_NO && answer_first(i, k) == k)
			markdown_takers(m, "No", answers_list(i, ANSWER_NO, i->clients[k].why), i->clients[k].why);
	markdown_takers(m, "Not known", answers_list(i, ANSWER_UNKNOWN, NULL), NULL);
}

static void markdown_coming(struct markdown *m, const struct inspection *i)
{
	char day[MOMENT_SIZE];

	if (i->n_coming > 0)
		(void)buf_adds(&m->b, "\n### What is coming\n\n");
	for (size_t k = 0; k < i->n_coming; k++)
		markdown_item(m, moment_day(i->coming[k].from, day), i->coming[k].text);
}

static void markdown_checked(struct markdown *m, const struct inspection *i)
{
	size_t n, count[4] = { 0 };

	if (i->n_steps == 0)
		return;
	for (n = 0; n < i->n_steps; n++)
		count[i->steps[n].result]++;
	(void)buf_addf(&m->b, "\n### What was checked\n\n%zu checks: %zu passed, %zu failed, %zu with a warning, %zu"
		" left out.\n\n", i->n_steps,
		count[STEP_PASS], count[STEP_FAIL], count[STEP_WARN], count[STEP_SKIP]);
	for (n = 0; n < i->n_steps; n++) {
		const struct step *s = &i->steps[n];

		if (s->result == STEP_PASS)
			continue;
		(void)buf_addf(&m->b, "- **%s (%s):** ", step_name(s->id), step_result_name(s->result));
		if (s->card >= 0) {
			markdown_text(m, phrase_label(&i->cards[s->card]));
			(void)buf_adds(&m->b, ": ");
		}
		markdown_text(m, s->text);
		(void)buf_addc(&m->b, '\n');
	}
}

char *report_markdown_string(const struct inspection *i, const struct report_style *s)
{
	struct markdown m = { BUF_INIT(MARKDOWN_MAX), s->ascii };
	size_t n;

	markdown_head(&m, i);
	if (i->n_findings > 0)
		markdown_finding(&m, i, &i->findings[0], s->audience);
	markdown_facts(&m, i);
	markdown_seen(&m, i);
	for (n = 1; n < i->n_findings; n++)
		markdown_finding(&m, i, &i->findings[n], s->audience);
	markdown_clients(&m, i);
	markdown_coming(&m, i);
	markdown_checked(&m, i);
	return buf_take(&m.b);
}

int report_markdown(FILE *f, const struct inspection *i, const struct report_style *s)
{
	char *text = report_markdown_string(i, s);
	int r = fputs(text, f) == EOF ? -1 : 0;

	free(text);
	return r;
}
