/* SPDX-License-Identifier: GPL-3.0-or-later
 * Explanations, laid out. */
#include "parts/explanation.h"

#include "base/buf.h"
#include "base/mem.h"
#include "result/answers.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { WHY_INDENT = 13, WHY_MAX_CODES_BYTES = 2048 };

static bool why_has(const char *s)
{
	return s != NULL && *s != '\0';
}

/* A labelled paragraph, set off by an empty line. */
static void why_paragraph(struct page *p, const char *label, enum ink label_role, enum ink role, const char *text,
	bool compact)
{
	if (!why_has(text))
		return;
	page_blank(p);
	if (compact)
		page_lead(p, label_role, label, role, text);
	else
		page_field(p, 0, WHY_INDENT, label_role, label, role, text);
}

static void why_evidence(struct page *p, const struct finding *f, bool compact)
{
	static const struct { const char *sign; enum ink role; } looks[] = {
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
		page_mark(p, compact ? 0 : WHY_INDENT, looks[e->kind].role, looks[e->kind].sign, INK_TEXT, e->text);
	}
}

/* The advice of everybody, or of one. */
static void why_advice(struct page *p, const struct finding *f, const struct why_style *s, bool first)
{
	const struct { enum audience who; const char *label, *text; } advice[] = {
		{ AUDIENCE_VISITOR, "Visitor", f->visitor }, { AUDIENCE_HELPDESK, "Helpdesk", f->helpdesk },
			{ AUDIENCE_ADMIN, "Admin", f->admin },
	};

	for (int i = 0; i < 3; i++) {
		if ((advice[i].who == s->who) == first)
			why_paragraph(p, advice[i].label, first ? INK_TITLE : INK_LABEL, first ? INK_STRONG : INK_TEXT,
				advice[i].text, s->compact);
	}
}

/* One tool a line, with what it says. */
static void why_codes(struct page *p, const struct finding *f, bool compact)
{
	struct buf b = BUF_INIT(WHY_MAX_CODES_BYTES);

	for (size_t i = 0; i < f->n_codes; i++) {
		(void)buf_adds(&b, i > 0 ? "\n" : "");
		phrase_code(&b, &f->codes[i]);
	}
	if (b.len > 0)
		why_paragraph(p, "Known as", INK_LABEL, INK_DIM, b.data, compact);
	buf_done(&b);
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

void why_finding(struct page *p, const struct finding *f, const struct why_style *s)
{
	bool teacher = s->who == AUDIENCE_TEACHER;

	if (!s->said)
		why_paragraph(p, "What", INK_LABEL, INK_TEXT, f->what, s->compact);
	if (teacher)
		why_paragraph(p, "Licence", INK_TITLE, INK_STRONG, f->licence, s->compact);
	why_advice(p, f, s, true);
	if (s->who == AUDIENCE_VISITOR)
		why_paragraph(p, "The risk", INK_LABEL, INK_TEXT, f->risk, s->compact);
	if (s->said)
		why_paragraph(p, "What", INK_LABEL, INK_TEXT, f->what, s->compact);
	if (s->of != NULL)
		why_clients(p, s->of, s->compact);
	why_paragraph(p, "Why", INK_LABEL, INK_TEXT, f->why, s->compact);
	why_paragraph(p, "How to tell", INK_LABEL, INK_TEXT, f->tell, s->compact);
	why_evidence(p, f, s->compact);
	why_advice(p, f, s, false);
	if (s->who != AUDIENCE_VISITOR)
		why_paragraph(p, "The risk", INK_LABEL, INK_TEXT, f->risk, s->compact);
	if (!teacher)
		why_paragraph(p, "Licence", INK_LABEL, INK_TEXT, f->licence, s->compact);
	why_codes(p, f, s->compact);
}

void why_fine(struct page *p, const struct inspection *i, int card)
{
	static const struct { const char *sign; enum ink role; } looks[] = {
		[STEP_PASS] = { "✔", INK_GOOD }, [STEP_FAIL] = { "✖", INK_BAD }, [STEP_WARN] = { "!", INK_WARN },
			[STEP_SKIP] = { "·", INK_DIM },
	};

	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *s = &i->steps[k];

		if (s->card != card && s->card >= 0)
			continue;
		page_line(p);
		page_mark(p, 0, looks[s->result].role, looks[s->result].sign,
			s->result == STEP_SKIP ? INK_DIM : INK_TEXT, s->text);
	}
}

void why_lesson(struct page *p, const struct lesson *l, bool answer, bool compact)
{
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
