/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations, laid out. */
#include "parts/explanation.h"

#include "base/mem.h"
#include "facts/advice.h"
#include "result/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_INDENT = 13, WHY_STEP = 3, WHY_SERVER = 13 };

static bool why_has(const char *s)
{
	return s != NULL && *s != '\0';
}

/* A labelled paragraph, set off by an empty line. */
static void why_paragraph(struct page *p, const char *label, enum ink label_ink, enum ink ink, const char *text,
	bool compact)
{
	if (!why_has(text))
		return;
	page_blank(p);
	if (compact)
		page_lead(p, label_ink, label, ink, text);
	else
		page_field(p, 0, WHY_INDENT, label_ink, label, ink, text);
}

static void why_evidence(struct page *p, const struct finding *f, bool compact)
{
	static const struct { const char *sign; enum ink ink; } signs[] = {
		[EVIDENCE_FOR] = { "✔", INK_GOOD }, [EVIDENCE_AGAINST] = { "✖", INK_BAD },
			[EVIDENCE_OPEN] = { "?", INK_WARN },
	};

	if (f->n_evidence == 0)
		return;
	page_blank(p);
	page_line(p);
	(void)page_span(p, 0, INK_LABEL, "Looked at");
	for (size_t i = 0; i < f->n_evidence; i++) {
		const struct evidence *e = &f->evidence[i];

		if (i > 0 || compact)
			page_line(p);
		page_mark(p, compact ? 0 : WHY_INDENT, signs[e->kind].ink, signs[e->kind].sign, INK_TEXT, e->text);
	}
}

static const char *why_advice_of(const struct finding *f, enum audience who)
{
	return who == AUDIENCE_VISITOR ? f->visitor : who == AUDIENCE_HELPDESK ? f->helpdesk
		: who == AUDIENCE_ADMIN ? f->admin : f->licence;
}

/* The advice of all but the one whose steps stand above. */
static void why_others(struct page *p, const struct finding *f, const struct why_style *s)
{
	static const struct { enum audience who; const char *label; } others[] = {
		{ AUDIENCE_VISITOR, "Visitor" }, { AUDIENCE_HELPDESK, "Helpdesk" }, { AUDIENCE_ADMIN, "Admin" },
	};

	for (int i = 0; i < 3; i++) {
		if (others[i].who != s->who)
			why_paragraph(p, others[i].label, INK_LABEL, INK_TEXT, why_advice_of(f, others[i].who),
				s->compact);
	}
}

/* What to set in which server: of the likely one, and on a key of all. */
static void why_servers(struct page *p, const struct advice_parts *a, const struct why_style *s)
{
	int likely = advice_likely(a, s->scheme);

	for (int k = 0; k < (int)a->n_servers; k++) {
		if (s->all_servers || k == likely)
			page_advice(p, WHY_STEP, WHY_STEP + WHY_SERVER, INK_LABEL, a->servers[k].name, INK_CODE,
				a->servers[k].text);
	}
	if (a->n_servers > 1 && !s->all_servers) {
		char *more = mem_printf("%zu more", a->n_servers - 1);

		(void)page_span(p, -1, INK_TEXT, "   ");
		(void)page_span(p, -1, INK_KEY, "s");
		(void)page_span(p, -1, INK_DIM, " ");
		(void)page_span(p, -1, INK_DIM, more);
		free(more);
	}
}

void why_to_do(struct page *p, const struct finding *f, const struct why_style *s)
{
	struct advice_parts a;
	char number[24] = "";

	if (!s->said)
		page_text(p, 0, INK_TEXT, f->what);
	page_blank(p);
	advice_read(&a, why_advice_of(f, s->who));
	for (size_t k = 0; k < a.n_steps; k++) {
		if (k == a.before && a.n_servers > 0)
			why_servers(p, &a, s);
		if (a.n_steps > 1)
			(void)snprintf(number, sizeof number, "%zu", k + 1);
		page_advice(p, 0, a.n_steps > 1 ? WHY_STEP : 0, INK_KEY, number, INK_STRONG, a.steps[k]);
	}
	if (a.before == a.n_steps && a.n_servers > 0)
		why_servers(p, &a, s);
	advice_done(&a);
	if (s->who == AUDIENCE_VISITOR)
		why_paragraph(p, "The risk", INK_LABEL, INK_TEXT, f->risk, s->compact);
}

bool why_has_servers(const struct finding *f, enum audience who)
{
	struct advice_parts a;
	bool many;

	advice_read(&a, why_advice_of(f, who));
	many = a.n_servers > 1;
	advice_done(&a);
	return many;
}

/* Only where they do not all say the same. */
void why_clients(struct page *p, const struct inspection *i, bool compact)
{
	char *text = answers_sentence(i), *others = answers_others(i);

	why_paragraph(p, "Elsewhere", INK_LABEL, INK_TEXT, others, compact);
	free(others);
	why_paragraph(p, "Who takes it", INK_LABEL, INK_TEXT, text, compact);
	free(text);
}

void why_cause(struct page *p, const struct finding *f, const struct why_style *s)
{
	/* the headline has said it, and has no room for the reason where there was nothing to judge */
	bool what_first = s->said && f->level == LEVEL_UNREACHABLE;

	if (what_first)
		why_paragraph(p, "What", INK_LABEL, INK_TEXT, f->what, s->compact);
	why_paragraph(p, "Why", INK_LABEL, INK_TEXT, f->why, s->compact);
	if (s->said && !what_first)
		why_paragraph(p, "What", INK_LABEL, INK_TEXT, f->what, s->compact);
	if (s->of != NULL)
		why_clients(p, s->of, s->compact);
	why_paragraph(p, "How to tell", INK_LABEL, INK_TEXT, f->tell, s->compact);
	why_evidence(p, f, s->compact);
	if (s->who != AUDIENCE_VISITOR)
		why_paragraph(p, "The risk", INK_LABEL, INK_TEXT, f->risk, s->compact);
	why_others(p, f, s);
	if (s->who != AUDIENCE_TEACHER)
		why_paragraph(p, "Licence", INK_LABEL, INK_TEXT, f->licence, s->compact);
}

enum { WHY_STEPS = 4 };

/* An application has been looked at; nobody has granted it. Of a key its owner wants to know where it goes. */
static void why_next(struct page *p, const struct inspection *i)
{
	static const char *const request[WHY_STEPS] = {
		"Send the request to your CA, and show there that the names in it are yours.",
		"Keep the private key where it was made. The CA needs the request alone; who asks for the key is no CA.",
		("When the certificate is there, put it in place with the one of the CA that signed it:"
			" certcard CERTIFICATE KEY says whether the two belong together."),
		"If a name or the key is wrong, make a new request: this one cannot be changed, as its signature covers all of it.",
	}, *const key[WHY_STEPS] = {
		"It goes into the server with its certificate and the intermediates:"
			" certcard --format fullchain CERTIFICATE writes these in order.",
		"Nobody but the account that starts the server needs to read it: chmod 600 FILE.",
		"Send it to nobody, not even to your CA: whoever has it can pass for its owner.",
		"If others had it, in a mail or a repository, make a new key and ask for a new certificate; then have this"
			" one's revoked.",
	};
	const char *const *steps = inspection_is_key(i) ? key : request;

	page_heading(p, "What comes next");
	for (size_t k = 0; k < WHY_STEPS; k++) {
		char number[4];

		(void)snprintf(number, sizeof number, "%d", (int)k + 1);
		page_advice(p, 0, WHY_STEP, INK_KEY, number, INK_TEXT, steps[k]);
	}
}

void why_fine(struct page *p, const struct inspection *i, int card)
{
	static const struct { const char *sign; enum ink ink; } signs[] = {
		[STEP_PASS] = { "✔", INK_GOOD }, [STEP_FAIL] = { "✖", INK_BAD }, [STEP_WARN] = { "!", INK_WARN },
			[STEP_SKIP] = { "·", INK_DIM },
	};

	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *s = &i->steps[k];

		if (s->card != card && s->card >= 0)
			continue;
		page_line(p);
		page_mark(p, 0, signs[s->result].ink, signs[s->result].sign,
			s->result == STEP_SKIP ? INK_DIM : INK_TEXT, s->text);
	}
	if (i->target.kind == TARGET_REQUEST || inspection_is_key(i))
		why_next(p, i);
}

void why_lesson(struct page *p, const struct inspection *i, bool answer, bool compact)
{
	const struct lesson *l = i->lesson;
	char *who = answers_for_class(i);

	if (*who != '\0')
		why_paragraph(p, "Clients", INK_TITLE, INK_TEXT, who, compact);
	free(who);
	why_paragraph(p, "Look at", INK_TITLE, INK_TEXT, l->look, compact);
	why_paragraph(p, "Question", INK_TITLE, INK_STRONG, l->question, compact);
	why_paragraph(p, "Answer", INK_TITLE, answer ? INK_TEXT : INK_DIM, answer ? l->answer : "Enter shows it.",
		compact);
}

void why_dead_end(struct page *p, const struct inspection *i, const struct dead_end *d)
{
	page_field(p, 0, WHY_INDENT, INK_LABEL, "Given up", INK_STRONG, d->text);
	page_blank(p);
	for (size_t k = 0; k < d->n_path; k++)
		page_field(p, 0, WHY_INDENT, INK_LABEL, k == 0 ? "The way" : " signed by",
			d->path[k] == d->card ? INK_BAD : INK_TEXT,
			cert_label(i->cards[d->path[k]].cert));
	page_blank(p);
	page_field(p, 0, WHY_INDENT, INK_LABEL, "Meaning", INK_TEXT,
		"Several chains may lead from a certificate to a trusted root. One good chain is enough; the others do"
		" no harm. Simple clients try "
		"only one and stop where this one stops.");
}
