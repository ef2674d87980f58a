/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdict and advice, a line each. */
#include "parts/headline.h"

#include "base/mem.h"
#include "explain/brief.h"
#include "explain/cause.h"
#include "facts/fields.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum {
	HEADLINE_X = 3, HEADLINE_GAP = 2,
	HEADLINE_WHO = 13,           /* columns of "→ helpdesk    " */
	HEADLINE_WHO_W = 100         /* so wide must the screen be for it */
};

static const struct { enum ink band; enum glyph sign; } headline_signs[] = {
	[LEVEL_INFO] = { INK_VERDICT_TRUSTED, GLYPH_PASS },
	[LEVEL_TRUSTED] = { INK_VERDICT_TRUSTED, GLYPH_PASS },
	[LEVEL_CAUTION] = { INK_VERDICT_CAUTION, GLYPH_WARN },
	[LEVEL_UNTRUSTED] = { INK_VERDICT_UNTRUSTED, GLYPH_FAIL },
	[LEVEL_UNREACHABLE] = { INK_VERDICT_UNREACHABLE, GLYPH_OPEN },
};

static const enum reader headline_readers[] = {
	[AUDIENCE_VISITOR] = READER_VISITOR, [AUDIENCE_HELPDESK] = READER_HELPDESK,
	[AUDIENCE_ADMIN] = READER_ADMIN, [AUDIENCE_TEACHER] = READER_TEACHER,
};

/* Does the chain end in a root that is trusted for this session alone? */
static bool headline_lent(const struct inspection *i)
{
	return i->n_path > 0 && i->cards[i->path[i->n_path - 1]].anchor == ANCHOR_SESSION;
}

/* While T holds, the verdict is one of this session, and says so. The caller frees. */
static char *headline_line(const struct inspection *i, size_t cols)
{
	static const char *const words[] = { "Its root is trusted with T, until certcard ends, here alone",
		"Only while its root is trusted with T", "Only with T" };
	static const char tail[] = " (root trusted with T)";
	char *line, *both;
	size_t k = 0;

	if (!headline_lent(i))
		return brief_line(i, cols);
	if (i->verdict.level == LEVEL_TRUSTED) {
		while (k < 2 && strlen(words[k]) > cols)
			k++;
		return mem_strdup(words[k]);
	}
	line = brief_line(i, cols > sizeof tail + BRIEF_MIN ? cols - sizeof tail : cols);
	both = mem_printf("%s%s", line, cols > sizeof tail + BRIEF_MIN ? tail : "");
	free(line);
	return both;
}

/* Names that ASCII spells with more letters take their room from the sentence. The caller frees. */
static char *headline_fit(const struct draw *d, const struct inspection *i, int cols)
{
	char *line = headline_line(i, cols > 0 ? (size_t)cols : 0);
	int less = cols, over;

	while ((over = draw_width(d, line) - cols) > 0 && less > BRIEF_MIN) {
		less -= over;
		free(line);
		line = headline_line(i, less > BRIEF_MIN ? (size_t)less : BRIEF_MIN);
	}
	return line;
}

static void headline_verdict(const struct draw *d, const struct inspection *i)
{
	enum ink verdict = headline_signs[i->verdict.level].band;
	struct draw band = draw_part(d, (struct region){ 0, 0, 1, d->at.w });
	int x = HEADLINE_X;
	char *line;

	draw_band(&band, verdict);
	(void)draw_glyph(&band, 0, 1, verdict, headline_signs[i->verdict.level].sign);
	x += draw_text(&band, 0, x, verdict, inspection_word(i)) + HEADLINE_GAP;
	line = headline_fit(d, i, d->at.w - x - 1);
	(void)draw_text(&band, 0, x, verdict, line);
	free(line);
}

/* What somebody on the phone reads out, or what an admin looks up, which is shorter as well; NULL: there is neither, or
 * no room for it in so many columns. */
static const char *headline_code(const struct inspection *i, enum audience who, int cols)
{
	const struct finding *f = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;
	bool reads_out = who == AUDIENCE_VISITOR || who == AUDIENCE_HELPDESK;

	if (reads_out && i->verdict.browser_code != NULL && (int)strlen(i->verdict.browser_code) <= cols)
		return i->verdict.browser_code;
	return f != NULL && (int)strlen(finding_name(f->id)) <= cols ? finding_name(f->id) : NULL;
}

static void headline_next(const struct draw *d, const struct inspection *i, enum audience who)
{
	const char *code;
	int x = HEADLINE_X;
	char *next;

	x += draw_text(d, 1, x, INK_KEY, "→") + 1;
	if (d->at.w >= HEADLINE_WHO_W) {
		(void)draw_text(d, 1, x, INK_LABEL, opts_word("audience", (int)who));
		x = HEADLINE_X + HEADLINE_WHO;
	}
	next = brief_next(i, headline_readers[who], d->at.w > x ? (size_t)(d->at.w - x) - 1 : 0);
	x += draw_text(d, 1, x, INK_STRONG, next) + HEADLINE_GAP;
	code = headline_code(i, who, d->at.w - x - 1);
	if (code != NULL)
		(void)draw_text_right(d, 1, d->at.w - 1, INK_DIM, code);
	free(next);
}

void headline_draw(const struct draw *d, const struct inspection *i, enum audience who)
{
	headline_verdict(d, i);
	headline_next(d, i, who);
}

const char *headline_title(const char *finding)
{
	const char *title = cause_title(finding);

	return title != NULL ? title : finding;
}

char *headline_brief(const struct finding *f, size_t cols)
{
	return brief_of(f, cols);
}

char *headline_process(const struct inspection *i, int card)
{
	const struct finding *f = field_finding(i, card, FIELD_PROCESS);
	char *process = phrase_process(i, &i->cards[card]), *fault, *both;

	if (f == NULL)
		return process;
	fault = brief_of(f, 0);
	both = mem_printf("%s; %s", fault, process);
	free(fault);
	free(process);
	return both;
}
