/* SPDX-License-Identifier: GPL-3.0-or-later
 * A bar for each certificate of the path, marks at round dates, and a line at the moment judged at. */
#include "report/html-timeline.h"

#include "base/moment.h"
#include "base/text.h"
#include "result/axis.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

/* In pixels of the drawing, which is scaled to the page. */
enum {
	LINE_W = 760, LINE_LABEL = 210, LINE_AXIS = LINE_W - LINE_LABEL - 10, LINE_ROW = 26, LINE_TOP = 24,
	LINE_BAR = 10, LINE_NAME = 30 /* columns */, LINE_APART = 90, LINE_LETTER = 7
};

static bool timeline_card(const struct inspection *i, size_t n)
{
	const struct cert *c = i->cards[i->path[n]].cert;

	return c->parsed && !c->request && c->not_before < c->not_after;
}

/* So that the leaf's bar is seen: three of its lifetimes around now; what is longer goes on beyond the edge. */
static bool timeline_axis(const struct inspection *i, struct axis *a)
{
	for (size_t n = 0; n < i->n_path; n++) {
		const struct cert *c = i->cards[i->path[n]].cert;
		int64_t life, from, to;

		if (!timeline_card(i, n))
			continue;
		life = c->not_after - c->not_before;
		from = c->not_before < i->time ? c->not_before : i->time;
		to = c->not_after > i->time ? c->not_after : i->time;
		*a = (struct axis){ from - life / 3, to + life / 3, LINE_AXIS };
		return true;
	}
	return false;
}

static void timeline_marks(struct html *h, const struct axis *a, int height)
{
	struct axis_tick ticks[AXIS_MAX_TICKS];
	size_t n = axis_ticks(a, LINE_APART, ticks);

	for (size_t k = 0; k < n; k++) {
		html_put(h, "<line class=\"tick\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", LINE_LABEL + ticks[k].x,
			LINE_LABEL + ticks[k].x, LINE_TOP - 4, height);
		/* at the edge the mark alone: its date would be cut off */
		if (LINE_LABEL + ticks[k].x + 3 + (int)strlen(ticks[k].label) * LINE_LETTER > LINE_W)
			continue;
		html_put(h, "<text x=\"%d\" y=\"%d\">", LINE_LABEL + ticks[k].x + 3, LINE_TOP - 8);
		html_escape(h, ticks[k].label);
		html_put(h, "</text>\n");
	}
}

static void timeline_bar(struct html *h, const struct inspection *i, const struct axis *a, size_t n, int y)
{
	const struct card *c = &i->cards[i->path[n]];
	struct axis_bar bar = axis_bar(a, c->cert->not_before, c->cert->not_after);
	char *name = text_middle(phrase_label(c), LINE_NAME), *when = phrase_validity(c, i->time);
	enum level l = i->time < c->cert->not_before || i->time > c->cert->not_after ? LEVEL_UNTRUSTED : LEVEL_TRUSTED;

	html_put(h, "<text x=\"0\" y=\"%d\">", y + LINE_BAR);
	html_escape(h, name);
	html_put(h, "</text>\n<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"><title>",
		html_class(l), LINE_LABEL + bar.from, y, bar.to >= bar.from ? bar.to - bar.from + 1 : 0, LINE_BAR,
		bar.cut_left || bar.cut_right ? 0 : 3);
	html_escape(h, when);
	html_put(h, "</title></rect>\n");
	free(name);
	free(when);
}

void html_timeline(struct html *h, const struct inspection *i)
{
	struct axis a;
	int rows = 0, y = LINE_TOP, now, height;
	char at[MOMENT_SIZE];

	if (!timeline_axis(i, &a))
		return;
	for (size_t n = 0; n < i->n_path; n++)
		rows += timeline_card(i, n);
	height = LINE_TOP + rows * LINE_ROW;
	html_put(h, "<section class=\"time\">\n<h2>Timeline</h2>\n<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>"
		"When each certificate of the chain is valid</title>\n", LINE_W, height + 20);
	timeline_marks(h, &a, height);
	for (size_t n = 0; n < i->n_path; n++, y += LINE_ROW) {
		if (timeline_card(i, n))
			timeline_bar(h, i, &a, n, y + 4);
		else
			y -= LINE_ROW;
	}
	now = LINE_LABEL + axis_cell(&a, i->time);
	html_put(h, "<line class=\"now\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n"
		"<text class=\"now\" x=\"%d\" y=\"%d\">judged as of %s</text>\n</svg>\n</section>\n", now, now, LINE_TOP - 4, height + 4, now > LINE_W - 160 ? LINE_W - 160
		: now + 4, height + 16, moment_day(i->time, at));
}
