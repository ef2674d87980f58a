/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report for people: verdict first, then what was found and what to do, then the chain, its certificates,
 * and who takes it. */

#include "report/plain-text.h"
#include "report/advice.h"
#include "report/plain-class.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/text.h"
#include "result/answers.h"
#include "result/may.h"
#include "result/phrases.h"
#include "explain/brief.h"
#include "explain/texts.h"
#include "base/wrap.h"
#include "x509/dn.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_LABEL = 13, TEXT_NAMES = 8, TEXT_STRANGERS = 20, TEXT_CODES = 6, TEXT_AUTHORITIES = 3 };
/* What breaking a line costs of it; how many lines at TEXT_COLUMNS may stand before the cards, the
 * blank one above them not counted. */
enum { TEXT_RISK = 3, TEXT_TORN = 8, TEXT_BEFORE_CARDS = 29, TEXT_COLUMNS = 80 };

/* How much is said before the cards: lines of the reader's own advice, of reasons and signs, of what is merely said
 * beside the headline (0: its title alone), how many codes, and how many strangers. */
struct text_budget { size_t advice, some, beside, codes, strangers; };

/* From ample to scarce: the first that keeps the report within TEXT_BEFORE_CARDS is taken, else the last. */
static const struct text_budget text_budgets[] = {
	{ 5, 3, 3, 2, 20 }, { 5, 3, 2, 2, 8 }, { 4, 2, 2, 2, 8 }, { 4, 2, 1, 2, 5 }, { 4, 2, 1, 0, 3 }, { 3, 2, 0, 0, 3 },
	{ 2, 2, 0, 0, 1 }, { 2, 1, 0, 0, 1 }, { 3, 0, 0, 0, 1 }, { 2, 0, 0, 0, 1 }, { 1, 0, 0, 0, 1 },
};
static const struct text_budget text_all =
	{ LIMIT_VALUE_COLUMNS, LIMIT_VALUE_COLUMNS, LIMIT_VALUE_COLUMNS, TEXT_CODES, TEXT_STRANGERS };

/* One writing of the report. */
struct text { struct wrap w; enum audience who; struct text_budget room; };

static void text_field(struct wrap *w, size_t at, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		wrap_field(w, at, WRAP_DIM, label, TEXT_LABEL, WRAP_PLAIN, text);
}

/* The same, for text that is to be freed. */
static void text_field_free(struct wrap *w, size_t at, const char *label, char *text)
{
	text_field(w, at, label, text);
	free(text);
}

static void text_heading(struct wrap *w, const char *title)
{
	wrap_blank(w);
	wrap_text(w, 0, WRAP_BOLD, title);
}

/* ---- verdict ---- */

static void text_verdict(struct wrap *w, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;
	char *target = phrase_target(i);

	wrap_field(w, 0, WRAP_BOLD, target, 0, WRAP_PLAIN, "");
	wrap_field(w, 0, phrase_level_ink(v->level), inspection_word(i), strlen(inspection_word(i)) + 2, WRAP_PLAIN,
		v->headline);
	free(target);
}

/* Where and when it was seen: below what was found and what to do about it. */
static void text_seen(struct wrap *w, const struct inspection *i)
{
	char *connection = phrase_connection(i), at[MOMENT_SIZE];

	wrap_blank(w);
	text_field(w, 0, "Connected", connection);
	text_field_free(w, 0, "Client cert", phrase_client_request(i, TEXT_AUTHORITIES));
	for (size_t k = 0; k < i->n_shown; k++)
		text_field_free(w, 0, k == 0 ? "Also shown" : "", phrase_shown(&i->shown[k], i->time));
	text_field(w, 0, "Judged as of", moment_minute(i->time, at));
	text_field(w, 0, "Browser says", i->verdict.browser_code);
	text_field(w, 0, "DANE", i->dane);
	text_field(w, 0, "CAA", i->caa != NULL ? i->caa->text : NULL);
	if (i->keys != NULL && strcmp(i->keys, i->verdict.headline) != 0)
		text_field(w, 0, "Key", i->keys);
	free(connection);
}

/* ---- findings ---- */

static void text_codes(struct wrap *w, const struct target_facts *t, const struct finding *f, size_t most)
{
	struct buf b = BUF_INIT(4096);
	size_t i;

	for (i = 0; i < f->n_codes && i < most; i++) {
		(void)buf_adds(&b, i == 0 ? "" : "; ");
		phrase_code(&b, t, &f->codes[i]);
	}
	if (b.len > 0)
		text_field(w, 2, "Called", b.data);
	buf_done(&b);
}

static void text_evidence(struct wrap *w, const struct finding *f)
{
	static const char *const marks[] =
		{ [EVIDENCE_FOR] = "\342\234\223 ", [EVIDENCE_AGAINST] = "\342\234\227 ", [EVIDENCE_OPEN] = "? " };
	size_t i;

	for (i = 0; i < f->n_evidence; i++)
		text_field_free(w, 2, i == 0 ? "Seen here" : "",
			mem_printf("%s%s", marks[f->evidence[i].kind], f->evidence[i].text));
}

static size_t text_room(const struct wrap *w, size_t lines)
{
	size_t room = w->width > 40 ? (size_t)w->width - TEXT_LABEL - 2 : 40;

	return lines * room - (lines - 1) * TEXT_TORN;
}

/* Whole sentences, as many as go into so many lines, the first in any case: nothing ends in the middle. */
static char *text_lines(const struct wrap *w, const char *text, size_t lines)
{
	return brief_sentences(mem_strdup(text), text_room(w, lines));
}

/* The n-th advice: the first as a whole, that of others in a line unless everybody is to read it. */
static void text_advice(struct text *t, const struct finding *f, size_t n, size_t lines)
{
	struct advice a = advice_of(f, t->who, n);
	size_t room = text_room(&t->w, n == 0 ? lines : 1);
	char *label = mem_printf("Do, %s", a.who);

	text_field_free(&t->w, 2, label, t->who == AUDIENCE_ALL ? mem_strdup(a.text) : advice_fit(f, &a, room));
	free(label);
}

/* Where room is scarcest, no reason is given, before what to do is cut: --audience all has it. */
static void text_some(struct text *t, const char *label, const char *text, size_t lines)
{
	char *some;

	if (text == NULL || *text == '\0' || lines == 0)
		return;
	some = t->who == AUDIENCE_ALL ? mem_strdup(text) : text_lines(&t->w, text, lines);
	text_field(&t->w, 2, label, some);
	free(some);
}

static void text_title(struct text *t, const struct finding *f)
{
	char *title = mem_printf("%s (%s%s%s)", text_words(f).title, finding_name(f->id),
		variant_name(f->variant) != NULL ? ", " : "",
		variant_name(f->variant) != NULL ? variant_name(f->variant) : "");

	wrap_field(&t->w, 0, phrase_level_ink(f->level), phrase_level_mark(f->level), 2, WRAP_BOLD, title);
	free(title);
}

/* The headline: this reader's advice, then risk, why, how to tell, and a line for each of the others. */
static void text_headline(struct text *t, const struct inspection *i, const struct finding *f)
{
	const struct text_budget *r = &t->room;

	if (strcmp(f->what, i->verdict.headline) != 0)
		text_field(&t->w, 2, "What", f->what);
	if (t->who == AUDIENCE_TEACHER)
		text_field(&t->w, 2, "Licence", f->licence);
	text_advice(t, f, 0, r->advice);
	text_some(t, "Risk", f->risk, TEXT_RISK);
	text_some(t, "Why", f->why, r->some);
	text_some(t, "How to tell", f->tell, r->some);
	text_evidence(&t->w, f);
	for (size_t n = 1; n < 3; n++)
		text_advice(t, f, n, 1);
	if (t->who == AUDIENCE_ALL)
		text_field(&t->w, 2, "Licence", f->licence);
	text_codes(&t->w, &i->target, f, r->codes);
	text_field_free(&t->w, 2, "Elsewhere", answers_others(i));
	if (t->who != AUDIENCE_ALL)
		text_field(&t->w, 2, "All of it", "--audience all");
}

/* What is said beside the headline, in short. */
static void text_beside(struct text *t, const struct finding *f)
{
	if (t->room.beside == 0)
		return;
	text_some(t, "What", f->what, t->room.beside);
	text_advice(t, f, 0, t->room.beside);
	if (f->level == LEVEL_INFO)
		return;
	text_some(t, "Why", f->why, t->room.beside);
	text_some(t, "How to tell", f->tell, t->room.beside);
	text_evidence(&t->w, f);
}

static void text_findings(struct text *t, const struct inspection *i)
{
	for (size_t n = 0; n < i->n_findings; n++) {
		const struct finding *f = &i->findings[n];

		/* a bare title says nothing more when it is said again */
		if (t->room.beside == 0 && n > 1 && f->id == f[-1].id
			&& strcmp(text_words(f).title, text_words(&f[-1]).title) == 0)
			continue;
		if (n < 2 || t->room.beside > 0)
			wrap_blank(&t->w);
		text_title(t, f);
		if (n == 0 && f->level != LEVEL_INFO)
			text_headline(t, i, f);
		else
			text_beside(t, f);
	}
}

/* ---- who takes it ---- */

static void text_takers(struct wrap *w, enum wrap_ink ink, const char *mark, const char *label, char *who,
	const char *why)
{
	char *line = why != NULL ? mem_printf("%s: %s", who, why) : mem_printf("%s%s", label, who);

	if (who[0] != '\0')
		wrap_field(w, 2, ink, mark, 2, WRAP_PLAIN, line);
	free(line);
	free(who);
}

/* Those who take it by a way or a root of their own. */
static void text_takers_otherwise(struct wrap *w, const struct inspection *i)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (i->clients[k].accepts == ANSWER_YES && !i->clients[k].plain && answer_first(i, k) == k)
			text_takers(w, WRAP_GOOD, phrase_level_mark(LEVEL_TRUSTED), "",
				answers_list(i, ANSWER_YES, i->clients[k].why), i->clients[k].why);
}

/* Those who take it in one line, but for those of whom there is something to say; those who do not by their reasons,
 * each with its own words. */
static void text_clients(struct wrap *w, const struct inspection *i)
{
	if (i->n_clients == 0)
		return;
	text_heading(w, "Who takes it, and who does not");
	text_takers(w, WRAP_GOOD, phrase_level_mark(LEVEL_TRUSTED), "", answers_plain(i), NULL);
	text_takers_otherwise(w, i);
	for (size_t k = 0; k < i->n_clients; k++)
		if (i->clients[k].accepts == ANSWER_NO && answer_first(i, k) == k)
			text_takers(w, phrase_level_ink(LEVEL_UNTRUSTED), phrase_level_mark(LEVEL_UNTRUSTED), "",
				answers_list(i, ANSWER_NO, i->clients[k].why), i->clients[k].why);
	text_takers(w, WRAP_DIM, "?", "Not known: ", answers_list(i, ANSWER_UNKNOWN, NULL), NULL);
}

/* ---- what is coming ---- */

static void text_coming(struct wrap *w, const struct inspection *i)
{
	if (i->n_coming > 0)
		text_heading(w, "What is coming");
	for (size_t k = 0; k < i->n_coming; k++) {
		char day[MOMENT_SIZE];

		wrap_field(w, 2, WRAP_DIM, moment_day(i->coming[k].from, day), TEXT_LABEL, WRAP_PLAIN,
			i->coming[k].text);
	}
}

/* ---- chain and cards ---- */

static void text_link(struct wrap *w, const struct inspection *i, size_t card)
{
	const struct card *c = &i->cards[card];
	enum level l = card_level(i, (int)card);
	bool anchor = c->in_trust_store && l != LEVEL_UNTRUSTED;
	const char *place = phrase_place(i, (int)card);
	size_t half = w->width > 60 ? ((size_t)w->width - 4) / 2 : 0;

	(void)fputs("  ", w->f);
	wrap_run(w, anchor ? WRAP_GOOD : phrase_level_ink(l), 2, anchor ? "\342\227\217" : phrase_level_mark(l));
	if (half > 0) {
		wrap_run(w, WRAP_PLAIN, half - 2, phrase_label(c));
		wrap_field(w, 0, WRAP_PLAIN, "", 2, WRAP_DIM, place);
	} else {
		wrap_text(w, 0, WRAP_PLAIN, phrase_label(c));
		wrap_text(w, 4, WRAP_DIM, place);
	}
}

static void text_chain(struct wrap *w, const struct inspection *i, size_t most)
{
	size_t n, strangers = 0;
	char more[TEXT_COUNT];

	if (i->target.kind == TARGET_REQUEST)
		return;
	if (i->n_path > 0)
		text_heading(w, phrase_chain_title(i));
	for (n = 0; n < i->n_path; n++)
		text_link(w, i, (size_t)i->path[n]);
	for (n = 0; n < i->n_cards; n++) {
		if (inspection_in_path(i, (int)n) || i->cards[n].origin == ORIGIN_STORE
			|| i->cards[n].origin == ORIGIN_FETCHED)
			continue;
		if (strangers++ == 0)
			text_heading(w, phrase_beside_title(i));
		if (strangers <= most)
			text_link(w, i, n);
	}
	if (strangers > most)
		text_field_free(w, 4, "", mem_printf("and %s more", text_count(strangers - most, more)));
}

/* Two halves, so that it breaks in the middle where the line is short. */
static void text_fingerprint(struct wrap *w, const struct cert *c)
{
	size_t half = sizeof c->sha256 / 2;
	char *first = phrase_hex(c->sha256, half, half), *second = phrase_hex(c->sha256 + half, half, half);

	text_field_free(w, 2, "SHA-256", mem_printf("%s: %s", first, second));
	free(first);
	free(second);
}

/* What a request asks for beside its names: "tlsFeature: status_request; basicConstraints (critical): a CA". */
static void text_asked(struct wrap *w, const struct cert *c)
{
	struct buf b = BUF_INIT(4096);

	for (size_t i = 0; i < c->n_extensions; i++) {
		const struct extension *x = &c->extensions[i];

		if (strcmp(x->oid, "2.5.29.17") == 0 /* RFC 5280, 4.2.1.6: what it asks for first */)
			continue;
		(void)buf_addf(&b, "%s%s%s: %s", b.len > 0 ? "; " : "", x->name != NULL ? x->name : x->oid,
			x->critical ? " (critical)" : "", x->text);
	}
	if (b.len > 0)
		text_field(w, 2, "And for", b.data);
	if (c->attributes != NULL)
		text_field(w, 2, "Says also", c->attributes);
	buf_done(&b);
}

static void text_card(struct wrap *w, const struct inspection *i, size_t number, const struct card *c)
{
	bool request = c->cert->request;
	char *title = mem_printf("%s %zu: %s", request ? "Request" : "Certificate", number, phrase_label(c));

	text_heading(w, title);
	free(title);
	if (!c->cert->parsed) {
		text_field(w, 2, "Fault", c->cert->fault);
		text_fingerprint(w, c->cert);
		return;
	}
	text_field_free(w, 2, "Holder", c->cert->subject.text[0] != '\0' ? dn_plain(c->cert->subject.text)
		: mem_strdup("(empty)"));
	text_field_free(w, 2, "Issued by", request ? mem_strdup("nobody yet: it is an application for a licence")
		: dn_plain(c->cert->issuer.text));
	if (!request)
		text_field_free(w, 2, "Process", phrase_process(i, c));
	if (!request)
		text_field_free(w, 2, "Valid", phrase_validity(c, i->time));
	text_field_free(w, 2, request ? "Asks for" : "Good for", phrase_names(c, TEXT_NAMES));
	if (request)
		text_asked(w, c->cert);
	text_field_free(w, 2, "May", phrase_may(c->cert));
	text_field_free(w, 2, "Key", phrase_key_whole(&c->cert->key));
	text_field_free(w, 2, "Signature", phrase_signature(i, (int)(c - i->cards)));
	if (!request)
		text_field_free(w, 2, "Serial", phrase_hex(c->cert->serial.p, c->cert->serial.n, c->cert->serial.n));
	text_fingerprint(w, c->cert);
}

static void text_cards(struct wrap *w, const struct inspection *i)
{
	size_t n;

	if (i->target.kind == TARGET_REQUEST)
		for (n = 0; n < i->n_cards; n++)
			text_card(w, i, n + 1, &i->cards[n]);
	else
		for (n = 0; n < i->n_path; n++)
			text_card(w, i, n + 1, &i->cards[i->path[n]]);
}

/* The trust store, a root a line. */
static void text_store(struct wrap *w, const struct inspection *i)
{
	size_t n, half = w->width > 60 ? (size_t)w->width / 2 : 30;
	char day[MOMENT_SIZE];

	wrap_blank(w);
	for (n = 0; n < i->n_cards; n++) {
		const struct card *c = &i->cards[n];

		wrap_run(w, WRAP_PLAIN, half, phrase_label(c));
		wrap_run(w, WRAP_DIM, 9, c->anchor == ANCHOR_PUBLIC ? "  public" : "  added");
		if (c->cert->parsed)
			wrap_at(w, half + 9, 2, moment_day(c->cert->not_after, day));
		else
			wrap_at(w, half + 9, 2, "cannot be read");
	}
}

/* ---- the whole ---- */

static void text_before_cards(struct text *t, const struct inspection *i)
{
	text_verdict(&t->w, i);
	text_findings(t, i);
	text_seen(&t->w, i);
	if (i->target.kind == TARGET_STORE)
		text_store(&t->w, i);
	else
		text_chain(&t->w, i, t->room.strangers);
}

/* What stands before the cards, written with so much room. The caller frees. */
static char *text_written(const struct text *t, const struct inspection *i, const struct text_budget *room,
	size_t *lines)
{
	struct text trial = *t;
	char *out = NULL;
	size_t n = 0;

	trial.w.f = open_memstream(&out, &n);
	if (trial.w.f == NULL)
		abort();
	trial.room = *room;
	text_before_cards(&trial, i);
	if (fclose(trial.w.f) != 0)
		abort();
	*lines = 0;
	for (const char *p = out; *p != '\0'; p++)
		*lines += *p == '\n';
	return out;
}

/* The most that keeps within the limit; where lines are short, so many more of them may stand there. Each row of the
 * table takes less room than the one before it, so that the first that fits is found by halving: four writings at
 * most. */
static void text_fitting(struct text *t, const struct inspection *i)
{
	size_t width = t->w.width > 20 ? (size_t)t->w.width : 20, lines;
	size_t most = width < TEXT_COLUMNS ? TEXT_BEFORE_CARDS * TEXT_COLUMNS / width : TEXT_BEFORE_CARDS;
	size_t from = 1, last = sizeof text_budgets / sizeof *text_budgets - 1, to = last;
	char *best = text_written(t, i, t->who == AUDIENCE_ALL ? &text_all : &text_budgets[0], &lines);

	if (t->who == AUDIENCE_ALL || lines <= most)
		to = 0;
	while (from <= to) {
		size_t k = (from + to) / 2;
		char *out = text_written(t, i, &text_budgets[k], &lines);

		if (lines <= most || k == last) {
			free(best);
			best = out;
			to = k - 1;
		} else {
			free(out);
			from = k + 1;
		}
	}
	(void)fputs(best, t->w.f);
	free(best);
}

int report_text(FILE *f, const struct inspection *i, const struct report_style *s)
{
	struct text t = { .w = { f, s->width, s->color, s->ascii }, .who = s->audience };

	if (i->target.kind == TARGET_STORE)
		text_before_cards(&t, i);
	else
		text_fitting(&t, i);
	text_cards(&t.w, i);
	if (s->audience == AUDIENCE_TEACHER)
		plain_walk(&t.w, i);
	text_clients(&t.w, i);
	text_coming(&t.w, i);
	plain_lesson(&t.w, i);
	return ferror(f) ? -1 : 0;
}
