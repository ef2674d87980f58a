/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the view of many targets keeps, shared by fleet.c (screen and keys) and fleet-run.c (inspecting) alone. */
#ifndef CC_FLEET_RUN_H
#define CC_FLEET_RUN_H

#include "facts/fleet.h"
#include "parts/prompt.h"
#include "views/view.h"

/* An inspection kept whole. */
struct fleet_kept { struct shown *shown; int row; };

struct fleet_view {
	struct fleet fleet;
	struct fleet_kept kept[FLEET_MAX_KEPT];      /* a ring */
	size_t next_kept;
	bool listed;                 /* targets of the command line are still being taken */
	int at, marked;              /* rows: the chosen one; the one to compare with, -1: none */
	bool chosen;                 /* somebody has chosen: stay on that row whatever comes above it */
	int top, table_y, table_h;   /* of the table, for clicks */
	bool typing;
	struct prompt filter;
	int next;                    /* no row before this one waits */
	size_t running, done, total; /* of this round */
	int64_t began_ms, watch_ms;  /* watch_ms: when to look again */
	int watch_s;                 /* 0: not watching */
	bool moving;                 /* at the last tick */
	bool stale;                  /* to be arranged anew */
};

int64_t fleet_ms(void);                              /* of a clock that nobody sets */

int fleet_take(struct fleet_view *s, const char *target);    /* a new row, to be inspected; -1: there are too many */
void fleet_want(struct fleet_view *s, int row);      /* inspect it (again) as soon as there is room */
void fleet_again_all(struct view *v);
void fleet_fill_slots(struct view *v);               /* begin what is wanted, as far as there is room */
void fleet_keep(struct fleet_view *s, int row, struct shown *shown);
void fleet_arrange_now(struct fleet_view *s);         /* if it is stale */
int fleet_plain(struct view *v, struct page *p);
bool fleet_arrived(struct view *v, struct shown *shown, unsigned job, bool last);
bool fleet_tick(struct view *v);
bool fleet_busy(const struct fleet_view *s);

#endif
