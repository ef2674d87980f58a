/* SPDX-License-Identifier: GPL-3.0-or-later
 * Browsers, checks, the last visit. */
#include "parts/seen.h"

#include "base/mem.h"
#include "base/moment.h"
#include "result/answers.h"
#include "result/phrases.h"
#include "result/tool-words.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN_INDENT = 9, SEEN_PAST = 14 };

/* A word for each check, for those that passed. */
static const char *const seen_words[N_STEPS] = {
	[STEP_PARSE] = "form", [STEP_NAME] = "name", [STEP_NOT_BEFORE] = "begun", [STEP_NOT_AFTER] = "not ended",
	[STEP_ISSUER] = "issuer", [STEP_SIGNATURE] = "signature", [STEP_CA] = "is a CA", [STEP_PATH_LENGTH] = "depth",
	[STEP_NAME_CONSTRAINTS] = "names allowed", [STEP_USAGE] = "purpose", [STEP_STRENGTH] = "strength",
	[STEP_LIFETIME] = "lifetime", [STEP_REVOCATION] = "not withdrawn", [STEP_TRANSPARENCY] = "registered",
	[STEP_ANCHOR] = "root",
};

static const struct { const char *sign; enum ink ink; const char *word; } seen_signs[] = {
	[STEP_FAIL] = { "✖", INK_BAD, "failed" }, [STEP_WARN] = { "!", INK_WARN, "to look at" },
	[STEP_PASS] = { "✔", INK_GOOD, "passed" }, [STEP_SKIP] = { "·", INK_DIM, "not made" },
};

/* In this order. */
static const enum step_result seen_order[] = { STEP_FAIL, STEP_WARN, STEP_PASS, STEP_SKIP };

/* --- what the user sees --- */

/* What each tool says, beside the longest of their names. */
static void seen_codes(struct page *p, const struct inspection *i, const struct finding *f)
{
	int indent = SEEN_INDENT + 2;

	for (size_t k = 0; k < f->n_codes; k++) {
		int need = 2 + (int)strlen(f->codes[k].tool) + 1;

		indent = need > indent ? need : indent;
	}
	for (size_t k = 0; k < f->n_codes; k++) {
		char *said = phrase_said(&i->target, &f->codes[k]);

		page_field(p, 2, indent, INK_LABEL, f->codes[k].tool, INK_TEXT, said);
		free(said);
	}
}

/* In a row what fits there: its code, or that it stops; the sentences are in the tab of the clients. */
static void seen_answer(struct page *p, const char *name, const struct client_answer *c)
{
	static const struct { const char *sign; enum ink ink, text; const char *word; } answers[] = {
		[ANSWER_NO] = { "✖", INK_BAD, INK_BAD, "stops" }, [ANSWER_YES] = { "✔", INK_GOOD, INK_TEXT, "goes on" },
		[ANSWER_UNKNOWN] = { "·", INK_DIM, INK_DIM, "cannot be told" },
	};

	page_line(p);
	(void)page_span(p, 0, answers[c->accepts].ink, answers[c->accepts].sign);
	if (page_span(p, 2, INK_LABEL, name) >= SEEN_INDENT + 2)
		page_line(p);
	page_mark(p, SEEN_INDENT, INK_DIM, "", answers[c->accepts].text,
		c->accepts == ANSWER_NO && c->code != NULL ? c->code : answers[c->accepts].word);
}

/* Users see browsers; all other clients have a tab of their own. */
static bool seen_browser(const char *client)
{
	static const char *const browsers[] = { "Chromium", "Edge", "Firefox", "Safari", "curl" };

	for (size_t k = 0; k < sizeof browsers / sizeof *browsers; k++) {
		if (strcmp(browsers[k], client) == 0)
			return true;
	}
	return false;
}

static const char *seen_pass_words(enum answer bypass)
{
	static const char *const words[] = { [ANSWER_NO] = "no",
		[ANSWER_YES] = "yes, unless HSTS forbids it", [ANSWER_UNKNOWN] = NULL };

	return words[bypass];
}

static void seen_answers(struct page *p, const struct inspection *i)
{
	enum answer bypass = ANSWER_UNKNOWN;

	for (struct answer_run r = answer_run(i, 0); r.n > 0; r = answer_run(i, r.first + r.n)) {
		const struct client_answer *c = &i->clients[r.first];

		/* what most people have; where older versions say something else, the tab of the clients does */
		if (!seen_browser(c->client) || (r.first > 0 && strcmp(i->clients[r.first - 1].client, c->client) == 0))
			continue;
		seen_answer(p, c->client, c);
		bypass = c->accepts == ANSWER_NO && bypass == ANSWER_UNKNOWN ? c->bypass : bypass;
	}
	if (seen_pass_words(bypass) != NULL)
		page_field(p, 2, SEEN_PAST, INK_LABEL, "Click past", INK_TEXT, seen_pass_words(bypass));
}

/* What browsers and tools show; `f`: of this finding, NULL: of the chain that has none. */
static void seen_clients(struct page *p, const struct inspection *i, const struct finding *f)
{
	if (f == NULL || (i->verdict.finding >= 0 && f == &i->findings[i->verdict.finding] && i->n_clients > 0)) {
		seen_answers(p, i);
		return;
	}
	seen_codes(p, i, f);
}

/* No tool meets a file that holds no certificate on its way to a host. */
static bool seen_met(const struct inspection *i, const struct finding *f)
{
	return i->n_clients > 0 || (f != NULL && f->n_codes > 0 && i->target.host != NULL);
}

/* --- what was checked --- */

/* What stands against the verdict without a certificate being at fault has no check of its own among those of the
 * chain: an outdated protocol. */
static const struct finding *seen_beside(const struct inspection *i)
{
	const struct finding *f = inspection_finding(i, FINDING_PROTOCOL_TOO_OLD);

	return f != NULL && f->level == LEVEL_UNTRUSTED ? f : NULL;
}

static size_t seen_count(const struct inspection *i, enum step_result r)
{
	size_t n = 0;

	for (size_t k = 0; k < i->n_steps; k++)
		n += i->steps[k].result == r;
	return n + (r == STEP_FAIL && seen_beside(i) != NULL);
}

/* "1 failed, 26 passed" */
static char *seen_sum(const struct inspection *i)
{
	char *sum = mem_strdup("");

	for (size_t k = 0; k < sizeof seen_order / sizeof *seen_order; k++) {
		size_t n = seen_count(i, seen_order[k]);
		char *more;

		if (n == 0)
			continue;
		more = mem_printf("%s%s%zu %s", sum, *sum != '\0' ? ", " : "", n, seen_signs[seen_order[k]].word);
		free(sum);
		sum = more;
	}
	return sum;
}

/* Those that all certificates passed, one word a kind of check, as many in a row as fit. */
static void seen_passed(struct page *p, const struct inspection *i)
{
	int x = 1;

	for (enum step_id id = 0; id < N_STEPS; id++) {
		bool passed = false, other = false;
		int w = 2 + (int)strlen(seen_words[id]);

		for (size_t k = 0; k < i->n_steps; k++) {
			const struct step *s = &i->steps[k];

			passed |= s->id == id && s->result == STEP_PASS;
			other |= s->id == id && (s->result == STEP_FAIL || s->result == STEP_WARN);
		}
		if (!passed || other)
			continue;
		if (x == 1 || x + w > p->width) {
			page_line(p);
			x = 1;
		}
		(void)page_span(p, x, INK_GOOD, "✔");
		(void)page_span(p, x + 2, INK_TEXT, seen_words[id]);
		x += w + 2;
	}
}

/* The same of a certificate further down the chain: once is enough. */
static bool seen_said(const struct inspection *i, size_t at)
{
	for (size_t k = 0; k < at; k++) {
		if (i->steps[k].result == i->steps[at].result && strcmp(i->steps[k].text, i->steps[at].text) == 0)
			return true;
	}
	return false;
}

void seen_checks(struct page *p, const struct inspection *i)
{
	const struct finding *beside = seen_beside(i);

	if (beside != NULL) {
		page_line(p);
		page_mark(p, 1, seen_signs[STEP_FAIL].ink, seen_signs[STEP_FAIL].sign, INK_TEXT, beside->what);
	}
	for (size_t o = 0; o < sizeof seen_order / sizeof *seen_order; o++) {
		if (seen_order[o] == STEP_PASS) {
			seen_passed(p, i);
			continue;
		}
		for (size_t k = 0; k < i->n_steps; k++) {
			const struct step *s = &i->steps[k];

			if (s->result != seen_order[o] || seen_said(i, k))
				continue;
			page_line(p);
			page_mark(p, 1, seen_signs[s->result].ink, seen_signs[s->result].sign,
				s->result == STEP_SKIP ? INK_DIM : INK_TEXT, s->text);
		}
	}
}

/* --- the last visit --- */

void seen_visit(struct page *p, const struct inspection *i)
{
	const struct last_visit *v = &i->last_visit;
	char ago[MOMENT_SIZE], *text;

	if (!v->known)
		return;
	page_line(p);
	page_mark(p, 1, v->same_key ? INK_GOOD : INK_WARN, v->same_key ? "=" : "!", INK_TEXT, v->same_key
		? "the same key" : "another key: v shows both");
	page_line(p);
	text = v->level == i->verdict.level ? mem_strdup("the same verdict")
		: mem_printf("the verdict was %s", level_word(v->level));
	page_mark(p, 1, v->level == i->verdict.level ? INK_GOOD : INK_WARN, v->level == i->verdict.level ? "=" : "!",
		INK_TEXT, text);
	free(text);
	page_line(p);
	(void)page_span(p, 1, INK_DIM, moment_ago(v->time, i->time, ago));
}

/* --- the whole --- */

static void seen_heading(struct page *p, const char *title, const char *right)
{
	page_blank(p);
	page_line(p);
	(void)page_span(p, 0, INK_TITLE, title);
	if (right != NULL)
		(void)page_span(p, -1, INK_DIM, right);
}

void seen_all(struct page *p, const struct inspection *i, const struct finding *f, bool listed)
{
	char *sum = seen_sum(i), *right = mem_printf("   %s", sum);

	if (seen_met(i, f)) {
		seen_heading(p, "What the user sees", NULL);
		seen_clients(p, i, f);
	}
	if (i->n_steps > 0) {
		seen_heading(p, "Checked", right);
		if (!listed)
			seen_checks(p, i);
	}
	if (i->last_visit.known) {
		seen_heading(p, "Since the last visit", NULL);
		seen_visit(p, i);
	}
	free(sum);
	free(right);
}
