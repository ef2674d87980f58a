/* SPDX-License-Identifier: GPL-3.0-or-later
 * The offers for a half typed line, and their order. */
#include "facts/palette.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct { const char *word, *does; } palette_kinds[N_PALETTE_KINDS] = {
	[PALETTE_HOST] = { "host", "inspect" }, [PALETTE_RECENT] = { "recent", "inspect" },
	[PALETTE_GALLERY] = { "gallery", "open" }, [PALETTE_FILE] = { "file", "open" },
	[PALETTE_LIST] = { "list", "open the fleet" }, [PALETTE_FLEET] = { "fleet", "open the fleet" },
	[PALETTE_FOLDER] = { "folder", "look into it" }, [PALETTE_CODE] = { "error", "explain" },
	[PALETTE_COMMAND] = { "command", "do it" },
};

const char *palette_word(enum palette_kind kind)
{
	return palette_kinds[kind].word;
}

const char *palette_does(enum palette_kind kind)
{
	return palette_kinds[kind].does;
}

void palette_clear(struct palette *p)
{
	for (size_t k = 0; k < p->n; k++) {
		free(p->entries[k].text);
		free(p->entries[k].title);
	}
	p->n = 0;
	p->at = -1;
	p->top = 0;
}

void palette_offer(struct palette *p, enum palette_kind kind, enum palette_rank rank, const char *text,
	const char *title)
{
	for (size_t k = 0; k < p->n; k++) {
		if (p->entries[k].kind == kind && strcmp(p->entries[k].text, text) == 0)
			return;
	}
	if (p->n == PALETTE_MAX)
		return;
	p->entries[p->n++] = (struct palette_entry){ .kind = kind, .rank = rank, .text = mem_strdup(text),
		.title = text_clean_str(title) };
}

void palette_match(struct palette *p, enum palette_kind kind, const char *line, const char *text, const char *title,
	bool titles)
{
	if (strcasecmp(text, line) == 0)
		palette_offer(p, kind, RANK_EXACT, text, title);
	else if (strncasecmp(text, line, strlen(line)) == 0)
		palette_offer(p, kind, RANK_BEGINS, text, title);
	else if (strcasestr(text, line) != NULL || (titles && strcasestr(title, line) != NULL))
		palette_offer(p, kind, RANK_HOLDS, text, title);
}

void palette_sort(struct palette *p, bool choose)
{
	/* Few, and equal ones keep their order. */
	for (size_t k = 1; k < p->n; k++) {
		struct palette_entry e = p->entries[k];
		size_t to = k;

		for (; to > 0 && p->entries[to - 1].rank > e.rank; to--)
			p->entries[to] = p->entries[to - 1];
		p->entries[to] = e;
	}
	p->at = choose && p->n > 0 ? 0 : -1;
	p->top = 0;
}

const struct palette_entry *palette_chosen(const struct palette *p)
{
	return p->at >= 0 && p->at < (int)p->n ? &p->entries[p->at] : NULL;
}

bool palette_goes_on(const struct palette_entry *e, const char *line)
{
	return e->kind == PALETTE_FOLDER && strcmp(e->text, line) != 0;
}

void palette_move(struct palette *p, int step)
{
	int to = p->at + step;

	if (p->n == 0)
		return;
	p->at = to < 0 ? 0 : to >= (int)p->n ? (int)p->n - 1 : to;
}
