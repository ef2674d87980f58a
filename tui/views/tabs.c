/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tabs of an inspection, and what they may know of it. */
#include "views/tabs.h"

const struct tab_row tab_rows[N_TABS] = {
#define TAB(view, title, brief, tiny, request, card) \
	[TAB_##request] = { &view_##view, title, brief, tiny, REQUEST_##request, card },
#include "views/tabs.def"
#undef TAB
};

struct tabs *tabs_of(const struct view *tab)
{
	return tab->outer->state;
}

const struct rail_entry *tabs_chosen(const struct view *tab)
{
	const struct tabs *s = tabs_of(tab);

	return s->at >= 0 ? &s->rail.entries[s->at] : NULL;
}

void tabs_mark(struct view *tab, int at)
{
	struct tabs *s = tabs_of(tab);

	if (at < 0)
		return;
	s->at = at;
	tab->card = tab->outer->card = s->rail.entries[at].card;
}
