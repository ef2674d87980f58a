/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of the walk. */
#include "parts/walk-page.h"

#include "result/axis.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "parts/explanation.h"
#include "result/phrases.h"
#include "result/proof.h"
#include "x509/dn.h"

#include <stdlib.h>
#include <string.h>

enum { WALK_INDENT = 12, WALK_MAX_NAMES = 8, WALK_KEY_OCTETS = 20, WALK_MIN_LINE = 16, WALK_NARROW = 60 };

static const struct { const char *sign; enum ink ink; const char *word; } walk_signs[] = {
	[STEP_PASS] = { "✔", INK_GOOD, "passed" }, [STEP_FAIL] = { "✖", INK_BAD, "failed" },
	[STEP_WARN] = { "!", INK_WARN, "passed, but" }, [STEP_SKIP] = { "·", INK_DIM, "not tried" },
};

struct walk_side { const char *label, *text; };

static void walk_field(struct page *p, const char *label, enum ink ink, const char *text, bool compact)
{
	if (text == NULL || *text == '\0')
		return;
	if (!compact)
		page_blank(p);
	if (compact)
		page_lead(p, INK_LABEL, label, ink, text);
	else
		page_field(p, 0, WALK_INDENT, INK_LABEL, label, ink, text);
}

/* --- names --- */

static int walk_parts_width(const struct walk_part *parts, size_t n)
{
	int w = 0;

	for (size_t k = 0; k < n; k++)
		w += (int)parts[k].len + (k > 0);
	return w;
}

/* A name that ends in column `right`, its parts lit where the other one has the same. */
static void walk_name_line(struct page *p, const char *label, int right, const struct walk_part *parts, size_t n)
{
	int x = right - walk_parts_width(parts, n);

	page_line(p);
	(void)page_span(p, 0, INK_LABEL, label);
	for (size_t k = 0; k < n; k++) {
		char *text = mem_strndup(parts[k].p, parts[k].len);

		if (k > 0)
			x = page_span(p, x, INK_DIM, ".");
		x = page_span(p, x, parts[k].same ? INK_GOOD : INK_BAD, text);
		free(text);
	}
}

/* The widest of the names shown; they are set so that the right ends stand below each other. */
static int walk_names_right(const char *host, const struct cert *c, size_t shown, int width)
{
	size_t w = strlen(host);

	for (size_t k = 0; k < shown; k++)
		w = strlen(c->sans[k].value) > w ? strlen(c->sans[k].value) : w;
	return WALK_INDENT + 2 + (int)w < width - 2 ? WALK_INDENT + 2 + (int)w : width - 2;
}

/* The names to show: the one that matches, or the first few. */
static size_t walk_names_first(const struct card *k, size_t *shown)
{
	const struct cert *c = k->cert;

	*shown = c->n_sans < WALK_MAX_NAMES ? c->n_sans : WALK_MAX_NAMES;
	for (size_t n = *shown; k->san_matches != NULL && n < c->n_sans; n++) {
		if (k->san_matches[n])
			return n;
	}
	return 0;
}

/* Host names are compared part by part, other kinds of entries as a whole. */
static void walk_san_line(struct page *p, const struct card *k, size_t n, int right, const char *host, bool first)
{
	const struct san *san = &k->cert->sans[n];
	bool match = k->san_matches != NULL && k->san_matches[n];
	struct walk_part parts[WALK_MAX_PARTS] = { { .p = san->value, .len = strlen(san->value), .same = match } };
	size_t n_parts = san->type == SAN_DNS ? walk_labels(san->value, host, parts) : 1;

	walk_name_line(p, first ? "made out to" : "", right, parts, n_parts);
	(void)page_span(p, right + 1, match ? INK_GOOD : INK_BAD, match ? "✔" : "✖");
}

/* The host above, the names of the certificate below it, all aligned to the right: that is how they are compared. */
static bool walk_names(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	const struct card *k = s->card >= 0 ? &i->cards[s->card] : NULL;
	const char *host = i->target.servername != NULL ? i->target.servername : i->target.host;
	struct walk_part parts[WALK_MAX_PARTS];
	size_t shown, first, n, best = 0;
	int right;

	if (s->id != STEP_NAME || k == NULL || host == NULL || k->cert->n_sans == 0)
		return false;
	first = walk_names_first(k, &shown);
	for (n = 0; k->san_matches != NULL && n < k->cert->n_sans; n++)
		best = k->san_matches[n] ? n : best;
	right = walk_names_right(host, k->cert, shown, p->width);
	n = i->target.host_is_ip ? 1 : walk_labels(host, k->cert->sans[best].value, parts);
	if (i->target.host_is_ip)
		parts[0] = (struct walk_part){ .p = host, .len = strlen(host), .same = s->result == STEP_PASS };
	page_blank(p);
	walk_name_line(p, "asked for", right, parts, n);
	if (first > 0)
		walk_san_line(p, k, first, right, host, true);
	for (n = 0; n < shown - (first > 0); n++)
		walk_san_line(p, k, n, right, host, n == 0 && first == 0);
	if (k->cert->sans_total > shown) {
		char count[TEXT_COUNT];
		char *more = mem_printf("and %s more", text_count(k->cert->sans_total - shown, count));

		page_line(p);
		(void)page_span(p, WALK_INDENT + 2, INK_DIM, more);
		free(more);
	}
	return true;
}

/* --- dates --- */

/* One cell of the line of dates. */
struct walk_cell { const char *sign; enum ink ink; };

static struct walk_cell walk_cell(const struct axis *a, const struct cert *c, int64_t now, int x)
{
	bool valid = now >= c->not_before && now <= c->not_after;
	int begins = axis_cell(a, c->not_before), ends = axis_cell(a, c->not_after), today = axis_cell(a, now);

	if (x == today)
		return (struct walk_cell){ valid ? "●" : "✖", valid ? INK_BAR_NOW : INK_BAD };
	if (x == begins)
		return (struct walk_cell){ "├", INK_DIM };
	if (x == ends)
		return (struct walk_cell){ "┤", INK_DIM };
	if (x > begins && x < ends)
		return (struct walk_cell){ "━", x > today ? INK_BAR_LEFT : INK_BAR_GONE };
	/* The gap between today and a period that is over, or not yet begun. */
	if ((x > ends && x < today) || (x > today && x < begins))
		return (struct walk_cell){ "·", INK_BAD };
	return (struct walk_cell){ " ", INK_TEXT };
}

static const char *walk_cell_ascii(const char *sign)
{
	static const struct { const char *rich, *plain; } pairs[] = {
		{ "●", "O" }, { "✖", "x" }, { "├", "|" }, { "┤", "|" }, { "━", "=" }, { "·", "." },
	};

	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		if (strcmp(sign, pairs[k].rich) == 0)
			return pairs[k].plain;
	}
	return sign;
}

static void walk_date_line(struct page *p, const struct axis *a, const struct cert *c, int64_t now)
{
	page_line(p);
	for (int x = 0; x < a->w; x++) {
		struct walk_cell cell = walk_cell(a, c, now, x);

		(void)page_span(p, 2 + x, cell.ink, p->ascii ? walk_cell_ascii(cell.sign) : cell.sign);
	}
}

/* Labels above the line, each over its moment, or beside the one before. */
static void walk_date_labels(struct page *p, const struct axis *a, const struct cert *c, int64_t now)
{
	const struct { int64_t t; const char *label; } all[] = {
		{ c->not_before, "begins" }, { c->not_after, "ends" }, { now, "today" },
	};
	int order[3] = { 0, 1, 2 }, x[3], edge = 2 + a->w;

	if (now < c->not_before)
		memcpy(order, (int[]){ 2, 0, 1 }, sizeof order);
	else if (now <= c->not_after)
		memcpy(order, (int[]){ 0, 2, 1 }, sizeof order);
	/* From the right, so that no label is pushed out. */
	for (int k = 2; k >= 0; k--) {
		int w = 12, at = 2 + axis_cell(a, all[order[k]].t) - w / 2;

		at = at + w > edge ? edge - w : at;
		x[k] = at < k * (w + 1) ? k * (w + 1) : at;
		edge = x[k] - 1;
	}
	for (int row = 0; row < 2; row++) {
		page_line(p);
		for (int k = 0; k < 3; k++) {
			char date[MOMENT_SIZE];

			(void)page_span(p, x[k], order[k] == 2 ? INK_BAR_NOW : row == 0 ? INK_LABEL : INK_TEXT,
				row == 0 ? all[order[k]].label : moment_day(all[order[k]].t, date));
		}
	}
}

static bool walk_dates(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	const struct cert *c = s->card >= 0 ? i->cards[s->card].cert : NULL;
	struct axis a = { .w = p->width - 6 > 72 ? 72 : p->width - 6 };
	int64_t margin;

	if ((s->id != STEP_NOT_BEFORE && s->id != STEP_NOT_AFTER) || c == NULL || !c->parsed || a.w < WALK_MIN_LINE)
		return false;
	a.from = i->time < c->not_before ? i->time : c->not_before;
	a.to = i->time > c->not_after ? i->time : c->not_after;
	margin = (a.to - a.from) / 16 + MOMENT_HOUR;
	a.from -= margin;
	a.to += margin;
	page_blank(p);
	walk_date_labels(p, &a, c, i->time);
	walk_date_line(p, &a, c, i->time);
	return true;
}

/* --- issuer and signature --- */

/* Where values stand; in a narrow page below their labels. */
static int walk_at(const struct page *p)
{
	return p->width < WALK_NARROW ? 2 : WALK_INDENT + 10;
}

static void walk_label_at(struct page *p, const char *label)
{
	page_line(p);
	if (page_span(p, 0, INK_LABEL, label) >= walk_at(p))
		page_line(p);
}

/* A distinguished name, its parts lit where the other one has the same. */
static void walk_rdn_lines(struct page *p, const char *label, const char *name, const char *other)
{
	struct walk_part parts[WALK_MAX_PARTS];
	size_t n = walk_rdns(name, other, parts);
	int x = walk_at(p);

	walk_label_at(p, label);
	for (size_t k = 0; k < n; k++) {
		char *part = mem_strndup(parts[k].p, parts[k].len), *plain = dn_plain(part),
			*text = mem_printf("%s%s", plain, k + 1 < n ? "," : "");

		free(part);
		free(plain);
		if (k > 0 && x + (int)text_width(text) > p->width) {
			page_line(p);
			x = walk_at(p);
		}
		x = page_span(p, x, parts[k].same ? INK_GOOD : INK_BAD, text) + 1;
		free(text);
	}
}

static size_t walk_octets_fit(const struct page *p)
{
	size_t fit = (size_t)(p->width - walk_at(p) - 1) / 3;

	return fit < WALK_KEY_OCTETS ? fit : WALK_KEY_OCTETS;
}

static void walk_octets(struct page *p, const char *label, struct bytes a, struct bytes b)
{
	bool same = a.n == b.n && a.n > 0 && memcmp(a.p, b.p, a.n) == 0;
	char *hex = phrase_hex(a.p, a.n, walk_octets_fit(p));

	walk_label_at(p, label);
	(void)page_span(p, walk_at(p), a.n == 0 ? INK_DIM : same ? INK_GOOD : b.n == 0 ? INK_TEXT : INK_WARN,
		a.n == 0 ? "not given" : hex);
	free(hex);
}

static const struct cert *walk_issuer_of(const struct inspection *i, int card)
{
	for (size_t k = 0; k + 1 < i->n_path; k++) {
		if (i->path[k] == card)
			return i->cards[i->path[k + 1]].cert;
	}
	return card >= 0 && i->cards[card].cert->self_issued ? i->cards[card].cert : NULL;
}

static bool walk_issuer(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	const struct cert *c = s->card >= 0 ? i->cards[s->card].cert : NULL, *by = walk_issuer_of(i, s->card);

	if (s->id != STEP_ISSUER || c == NULL || by == NULL || !c->parsed || !by->parsed)
		return false;
	page_blank(p);
	walk_rdn_lines(p, "issued by", c->issuer.text, by->subject.text);
	walk_rdn_lines(p, "next is made out to", by->subject.text, c->issuer.text);
	if (c->akid.n > 0 || by->skid.n > 0) {
		page_blank(p);
		walk_octets(p, "names the key", c->akid, by->skid);
		walk_octets(p, "the next one's key", by->skid, c->akid);
	}
	return true;
}

static bool walk_signature(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	const struct cert *c = s->card >= 0 ? i->cards[s->card].cert : NULL, *by = walk_issuer_of(i, s->card);
	int at = walk_at(p);
	char *text;

	if (s->id != STEP_SIGNATURE || c == NULL || by == NULL || !c->parsed || !by->parsed)
		return false;
	page_blank(p);
	page_field(p, 0, at, INK_LABEL, "what was signed", INK_TEXT, cert_label(c));
	text = phrase_hex(c->signature.p, c->signature.n, walk_octets_fit(p));
	page_field(p, 0, at, INK_LABEL, "the signature", walk_signs[s->result].ink, text);
	free(text);
	text = phrase_key(&by->key);
	page_field(p, 0, at, INK_LABEL, "the issuer's key", walk_signs[s->result].ink, text);
	free(text);
	page_field(p, 0, at, INK_LABEL, "it belongs to", INK_TEXT, cert_label(by));
	return true;
}

/* --- anything else --- */

/* The two things compared, each below its label, side by side where there is room. */
static void walk_beside(struct page *p, enum ink ink, const struct walk_side *a, const struct walk_side *b)
{
	int half = p->width / 2;

	page_blank(p);
	if ((int)strlen(a->text) >= half - 4 || (int)strlen(b->text) >= half - 2 || p->width < 48) {
		page_field(p, 0, walk_at(p), INK_LABEL, a->label, ink, a->text);
		page_field(p, 0, walk_at(p), INK_LABEL, b->label, ink, b->text);
		return;
	}
	page_line(p);
	(void)page_span(p, 0, INK_LABEL, a->label);
	(void)page_span(p, half, INK_LABEL, b->label);
	page_line(p);
	(void)page_span(p, 0, ink, a->text);
	(void)page_span(p, half, ink, b->text);
}

static void walk_sides(struct page *p, const struct step *s)
{
	bool names = s->id == STEP_ISSUER;
	char *left, *right;

	if (s->left == NULL || s->right == NULL)
		return;
	left = names ? dn_plain(s->left) : mem_strdup(s->left);
	right = names ? dn_plain(s->right) : mem_strdup(s->right);
	walk_beside(p, walk_signs[s->result].ink == INK_DIM ? INK_TEXT : walk_signs[s->result].ink,
		&(struct walk_side){ s->left_label, left }, &(struct walk_side){ s->right_label, right });
	free(left);
	free(right);
}

static bool walk_any(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	for (size_t k = 0; k < s->n; k++)
		walk_sides(p, &i->steps[s->first + k]);
	return true;
}

static bool (*const walk_pictures[])(struct page *p, const struct inspection *i, const struct walk_step *s) = {
	walk_names, walk_dates, walk_issuer, walk_signature, walk_any,
};

/* --- the pages --- */

static void walk_results(struct page *p, const struct inspection *i, const struct walk_step *s)
{
	page_blank(p);
	for (size_t k = 0; k < s->n; k++) {
		const struct step *one = &i->steps[s->first + k];

		page_line(p);
		page_mark(p, 0, walk_signs[one->result].ink, walk_signs[one->result].sign,
			one->result == STEP_FAIL || one->result == STEP_WARN ? INK_STRONG : INK_TEXT, one->text);
	}
}

static void walk_lesson(struct page *p, const struct inspection *i, const struct walk_style *style)
{
	if (i->lesson == NULL)
		return;
	walk_field(p, "Question", INK_STRONG, i->lesson->question, style->compact);
	walk_field(p, "Answer", style->answer ? INK_TEXT : INK_DIM,
		style->answer ? i->lesson->answer : "Enter shows it.", style->compact);
}

static void walk_step_page(struct page *p, const struct inspection *i, const struct walk_step *s,
	const struct walk_style *style)
{
	const struct finding *f = walk_finding(i, s);
	const char *licence = f != NULL ? f->licence : walk_licence(s->id);

	for (size_t k = 0; k < sizeof walk_pictures / sizeof *walk_pictures; k++) {
		if (walk_pictures[k](p, i, s))
			break;
	}
	walk_results(p, i, s);
	if (style->who == AUDIENCE_TEACHER)
		walk_field(p, "Licence", INK_STRONG, licence, style->compact);
	if (s->result == STEP_FAIL || s->result == STEP_WARN)
		walk_lesson(p, i, style);
	walk_field(p, "Why look", INK_TEXT, walk_why(s->id), style->compact);
	if (style->who != AUDIENCE_TEACHER)
		walk_field(p, "Licence", INK_TEXT, licence, style->compact);
}

/* One line for each check: what was said at length below. */
static void walk_same_page(struct page *p, const struct inspection *i, const struct walk_step *s,
	const struct walk_style *style)
{
	page_blank(p);
	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *one = &i->steps[k];

		if (!walk_same(i, s, k))
			continue;
		page_line(p);
		page_mark(p, 0, walk_signs[one->result].ink, walk_signs[one->result].sign, INK_TEXT, one->text);
	}
	walk_field(p, "Why look", INK_TEXT, walk_same_why, style->compact);
}

/* The two messages: our hello with its random number, and the answer, a signature over it and all else. */
static void walk_proof_page(struct page *p, const struct inspection *i, const struct walk_step *s,
	const struct walk_style *style)
{
	const struct connection *c = &i->connection;
	size_t fit = p->width < 48 ? walk_octets_fit(p) : (size_t)(p->width / 2 - 8) / 3;
	char *ours = phrase_hex(c->hello_random, sizeof c->hello_random, fit), *text = proof_text(i),
		*theirs = c->n_proof > 0 ? phrase_hex(c->proof, c->n_proof, fit)
			: mem_strdup(s->result == STEP_PASS ? "what only the key can read" : "none");

	walk_beside(p, walk_signs[s->result].ink, &(struct walk_side){ "we said, at random", ours },
		&(struct walk_side){ c->n_proof > 0 ? "it answered, signed" : "it answered", theirs });
	page_blank(p);
	page_line(p);
	page_mark(p, 0, walk_signs[s->result].ink, walk_signs[s->result].sign,
		s->result == STEP_PASS ? INK_TEXT : INK_STRONG, text);
	if (s->result != STEP_PASS)
		walk_lesson(p, i, style);
	walk_field(p, "Why look", INK_TEXT, walk_proof_why, style->compact);
	walk_field(p, "Licence", INK_TEXT, walk_proof_licence, style->compact);
	free(ours);
	free(theirs);
	free(text);
}

static void walk_verdict_page(struct page *p, const struct inspection *i, const struct walk_step *s,
	const struct walk_style *style)
{
	static const enum ink inks[] = {
		[LEVEL_INFO] = INK_GOOD, [LEVEL_TRUSTED] = INK_GOOD, [LEVEL_CAUTION] = INK_WARN,
			[LEVEL_UNTRUSTED] = INK_BAD, [LEVEL_UNREACHABLE] = INK_STRONG,
	};
	const struct finding *f = walk_finding(i, s);

	page_blank(p);
	page_text(p, 0, inks[i->verdict.level], level_word(i->verdict.level));
	page_text(p, 0, INK_STRONG, i->verdict.headline);
	walk_lesson(p, i, style);
	if (f == NULL)
		return;
	walk_field(p, "Licence", INK_TEXT, f->licence, style->compact);
	walk_field(p, "The risk", INK_TEXT, f->risk, style->compact);
}

void walk_page(struct page *p, const struct inspection *i, const struct walk_step *s, const struct walk_style *style)
{
	switch (s->kind) {
	case WALK_STEP: walk_step_page(p, i, s, style); break;
	case WALK_SAME: walk_same_page(p, i, s, style); break;
	case WALK_PROOF: walk_proof_page(p, i, s, style); break;
	case WALK_DEAD_END: page_blank(p); why_dead_end(p, i, &i->dead_ends[s->dead_end]); break;
	case WALK_VERDICT: walk_verdict_page(p, i, s, style); break;
	}
}
