/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lists of the first view. */
#include "views/start-lists.h"

#include "base/moment.h"

enum { RECENT_NAME_X = 3, RECENT_NAME_MIN = 16, RECENT_GAP = 3, RECENT_AGO_W = 14 /* "11 months ago", and a blank */,
	RECENT_AGO_FROM = 50, EXAMPLES_W = 34, EXAMPLES_NARROW_W = 28 };

static const struct { enum ink ink; enum glyph sign; } recent_levels[] = {
	[LEVEL_INFO] = { INK_GOOD, GLYPH_PASS }, [LEVEL_TRUSTED] = { INK_GOOD, GLYPH_PASS },
	[LEVEL_CAUTION] = { INK_WARN, GLYPH_WARN },
	[LEVEL_UNTRUSTED] = { INK_BAD, GLYPH_FAIL }, [LEVEL_UNREACHABLE] = { INK_DIM, GLYPH_OPEN },
};

/* The column of the notes: behind the longest name, but the notes keep half of the row. */
static int recent_note_x(const struct draw *d, const struct recent_shown *list, int n, int top)
{
	int name = RECENT_NAME_MIN, most = d->at.w / 2 - RECENT_NAME_X;

	for (int k = top; k < n && k < top + d->at.h; k++) {
		int w = draw_width(d, list[k].target);

		name = w > name ? w : name;
	}
	return RECENT_NAME_X + (name < most ? name : most) + RECENT_GAP;
}

void start_draw_recent(const struct draw *d, const struct recent_shown *list, int n, int top, int at, int64_t now)
{
	int w = d->at.w, note_x = recent_note_x(d, list, n, top), ago_w = w > RECENT_AGO_FROM ? RECENT_AGO_W : 0;

	if (n == 0)
		(void)draw_text(d, 0, RECENT_NAME_X, INK_DIM, "None yet.");
	for (int y = 0; y < d->at.h && top + y < n; y++) {
		const struct recent_shown *r = &list[top + y];
		bool is = top + y == at;
		char ago[MOMENT_SIZE];

		if (is)
			draw_row(d, y, 0, w, INK_SELECTED, GLYPH_SPACE);
		(void)draw_glyph(d, y, 1, is ? INK_SELECTED : recent_levels[r->level].ink,
			recent_levels[r->level].sign);
		(void)draw_name_in(d, y, RECENT_NAME_X, note_x - RECENT_NAME_X - 1, is ? INK_SELECTED : INK_TEXT,
			r->target);
		(void)draw_text_in(d, y, note_x, w - note_x - ago_w - 1,
			is ? INK_SELECTED : recent_levels[r->level].ink, r->note);
		if (ago_w > 0)
			(void)draw_text_right(d, y, w - 1, is ? INK_SELECTED : INK_DIM,
				moment_ago(r->when, now, ago));
	}
}

const struct view_word start_words[] = {
	{ REQUEST_UP, "choose", "the entry above; at the top, the prompt" },
	{ REQUEST_DOWN, "choose", "the entry below: from the prompt to recent hosts, and on to the gallery" },
	{ REQUEST_LEFT, "choose", "in the gallery: the entry on the left" },
	{ REQUEST_RIGHT, "choose", "in the gallery: the entry on the right" },
	{ REQUEST_TAB, "pane", "to recent hosts, the gallery, the prompt" },
	{ REQUEST_TAB_BACK, "pane", "the other way round" },
	{ REQUEST_NONE, NULL, NULL },
};

static const struct { const char *typed, *means; } examples[] = {
	{ "www.example.org:8443", "a host, its port if it is not 443" },
	{ "smtp://mail.example.org", "a mail server; imap, ldap, postgres and others likewise" },
	{ "chain.pem", "a file of certificates, a request, a key; .p12 and .jks, too" },
	{ "hosts.txt", "a file of hosts, or several hosts: all of them in a table" },
	{ "NET::ERR_CERT_DATE_INVALID", "what a browser or a tool said: it is explained" },
	{ "expired", "a fault out of the gallery" },
	{ "lessons", "a command: courses for a class; : lists all commands" },
};

int start_examples_rows(void)
{
	return (int)(sizeof examples / sizeof *examples);
}

void start_draw_examples(const struct draw *d)
{
	int x = d->at.w < 70 ? EXAMPLES_NARROW_W : EXAMPLES_W;

	for (int y = 0; y < d->at.h && y < start_examples_rows(); y++) {
		(void)draw_text(d, y, RECENT_NAME_X, INK_CODE, examples[y].typed);
		(void)draw_text_in(d, y, x, d->at.w - x - 1, INK_DIM, examples[y].means);
	}
}
