/* SPDX-License-Identifier: GPL-3.0-or-later
 * An inspection on the screen: verdict and chain stay, a tab is chosen below them. A tab is a view of its own that
 * lies inside the inspection's: its `outer` is that one. It gets the requests that it lists, except those that mean
 * the same in every tab (left, right, the tabs themselves), and is told by chosen() when another certificate is. */
#ifndef CC_TABS_H
#define CC_TABS_H

#include "parts/layout.h"
#include "parts/rail.h"
#include "views/view.h"

enum tab_id {
#define TAB(view, title, brief, tiny, request, card) TAB_##request,
#include "views/tabs.def"
#undef TAB
	N_TABS
};

struct tab_row { const struct view_ops *ops; const char *title, *brief, *tiny; enum request key; bool needs_card; };
extern const struct tab_row tab_rows[N_TABS];

enum { TABS_MAX_KNOWN = 96 };

struct tabs {
	struct rail rail;
	int at;                              /* the chosen entry of the rail, -1: none */
	bool rail_focus;                     /* the arrows up and down choose in the chain */
	struct view tab[N_TABS];             /* those that were shown already have a state */
	enum tab_id shown;
	enum request known[TABS_MAX_KNOWN];  /* of the inspection and its tab, made by view_ops.known */
	struct layout_main l;                /* of the last painting */
	struct region rail_at, tabs_at;      /* where they were drawn, for clicks */
};

/* For a tab: the inspection's state; the entry of the chain that is chosen, NULL: none. */
struct tabs *tabs_of(const struct view *tab);
const struct rail_entry *tabs_chosen(const struct view *tab);
/* For a tab: choose an entry of the chain, -1: leave it as it is; the tab itself is not told. */
void tabs_mark(struct view *tab, int at);

#endif
