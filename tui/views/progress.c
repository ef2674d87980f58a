/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happens while an inspection is under way: its steps, the one it is in, and the time. */
#include "base/mem.h"
#include "parts/page.h"
#include "views/view.h"

#include <stdio.h>
#include <stdlib.h>

struct progress_state { char *target; };

static void progress_open(struct view *v)
{
	struct progress_state *s = v->state;

	s->target = mem_strdup(v->text != NULL ? v->text : "");
}

static void progress_close(struct view *v)
{
	struct progress_state *s = v->state;

	free(s->target);
}

static void progress_heading(const struct view *v, char *left, char *right, size_t size)
{
	const struct progress_state *s = v->state;

	(void)snprintf(left, size, "%s", s->target);
	right[0] = '\0';
}

static void progress_stage(const struct draw *d, int y, const struct stage_shown *s, const char *detail)
{
	enum glyph sign = s->current ? GLYPH_POINT : s->reached ? GLYPH_PASS : GLYPH_DOT;
	enum ink ink = s->current ? INK_STRONG : s->reached ? INK_GOOD : INK_DIM;
	int x;

	(void)draw_glyph(d, y, 0, ink, sign);
	x = 2 + draw_text(d, y, 2, s->current ? INK_STRONG : INK_DIM, s->name);
	if (s->current && detail[0] != '\0')
		(void)draw_text(d, y, x + 2, INK_TEXT, detail);
}

static void progress_bar(const struct draw *d, int y, double elapsed, double timeout)
{
	int w = d->at.w < 40 ? d->at.w : 40, gone = timeout > 0 ? (int)(elapsed / timeout * w) : 0;

	gone = gone > w ? w : gone;
	draw_row(d, y, 0, gone, INK_BAR_NOW, GLYPH_BAR_GONE);
	draw_row(d, y, gone, w - gone, INK_BAR_GONE, GLYPH_BAR_LEFT);
	(void)draw_textf(d, y + 1, 0, INK_DIM, "%.1f s of at most %.0f s", elapsed / 1000, timeout / 1000);
}

static void progress_paint(struct view *v, const struct draw *d)
{
	struct progress_shown p;
	struct draw in;
	int y = 0, need;

	if (!app_progress(v->app, v->job, &p))
		return;
	need = (int)p.n_stages + 4;
	in = draw_part(d, (struct region){ d->at.h > need + 6 ? 3 : 0, d->at.w > 60 ? 6 : 2, need,
		d->at.w - (d->at.w > 60 ? 12 : 4) });
	for (size_t i = 0; i < p.n_stages; i++)
		progress_stage(&in, y++, &p.stages[i], p.detail);
	progress_bar(&in, y + 1, p.elapsed_ms, p.timeout_ms);
}

/* The stage alone: a clock would talk without end. */
static int progress_plain(struct view *v, struct page *p)
{
	const struct progress_state *s = v->state;
	struct progress_shown shown;

	page_lead(p, INK_LABEL, "Inspecting", INK_TEXT, s->target);
	if (!app_progress(v->app, v->job, &shown))
		return -1;
	for (size_t k = 0; k < shown.n_stages; k++) {
		if (shown.stages[k].current)
			page_lead(p, INK_LABEL, "Now", INK_TEXT, shown.stages[k].name);
	}
	return -1;
}

static enum handled progress_request(struct view *v, enum request r)
{
	(void)v;
	return r == REQUEST_CANCEL ? CLOSE : IGNORED;
}

static const enum request progress_requests[] = { REQUEST_CANCEL, REQUEST_NONE };

const struct view_ops view_progress = {
	.name = "progress", .title = "Inspecting", .state_size = sizeof(struct progress_state),
		.requests = progress_requests,
	.open = progress_open, .close = progress_close, .paint = progress_paint,
	.plain = progress_plain, .request = progress_request,
	.heading = progress_heading,
};
