/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many targets as a table: what is kept of each, and the table's order, filter and groups. Pure; views/fleet.c draws
 * it. */
#ifndef CC_FLEET_H
#define CC_FLEET_H

#include "result/inspection.h"

enum {
	FLEET_MAX_ROWS = 20000,
	/* whole inspections kept, the latest ones; others are inspected again when opened */
	FLEET_MAX_KEPT = 64,
	FLEET_FILTER_BYTES = 128
};

enum fleet_state { FLEET_IDLE, FLEET_WAITING, FLEET_RUNNING, FLEET_DONE, FLEET_BAD /* no target */ };

enum fleet_column {
#define COLUMN(id, title, csv, width, weight, right) FLEET_##id,
#include "facts/fleet-columns.def"
#undef COLUMN
	N_FLEET_COLUMNS
};

/* One line, some 200 bytes. Clean text, owned. */
struct fleet_row {
	char *target;            /* as it was given: what is inspected again */
	enum fleet_state state;
	bool had;                /* the facts below mean something, be it from last time */
	bool further;            /* a further address of another row's target */
	unsigned job;            /* while running */
	enum level level;
	bool paper;              /* a key or a request, in which there is nothing to trust */
	char *what;              /* "trusted", "key", "request", or the finding's id; of FLEET_BAD: why it is no
				  * target */
	char *title;             /* the same as fleet.title says it */
	char *brief;             /* and in the fewest words, for a narrow column; NULL: none */
	char *issuer, *address, *protocol, *key;   /* "" for none */
	char *refused;           /* the clients that refuse it, "" for none */
	bool refused_by_all;     /* the column says so then, instead of naming them */
	bool has_days;
	int64_t days;
	double ms;               /* below 0: not known */
	struct shown *shown;     /* borrowed: the view keeps the references; NULL: none kept */
};

struct fleet {
	struct fleet_row *rows;
	size_t n;
	size_t *shown, n_shown;  /* indexes of rows, in order, after filter and group; fleet_arrange() makes it */
	enum fleet_column sort;
	bool reverse;
	char filter[FLEET_FILTER_BYTES];
	int group;               /* an enum level; -1: all */
	bool unheaded;           /* too narrow for headings of groups: each row's sign and words say it already */
	const char *(*title)(const char *finding);   /* what rows call a finding; NULL: by its id */
	char *(*brief)(const struct finding *f, size_t cols);   /* and in the fewest words (0); the caller frees */
};

void fleet_init(struct fleet *f);
void fleet_done(struct fleet *f);

/* Add a target. Its row, or -1 when there are FLEET_MAX_ROWS. */
int fleet_add(struct fleet *f, const char *target);
/* Put in what an inspection found. */
void fleet_fill(struct fleet *f, int row, const struct inspection *i);
void fleet_bad(struct fleet *f, int row, const char *why);       /* it is no target */
int fleet_of_job(const struct fleet *f, unsigned job);           /* the row that waits for a job; -1: none */
/* The row of this target's further address, a new one if there is none yet; -1: there are too many. */
int fleet_further(struct fleet *f, int row, const char *address);

void fleet_arrange(struct fleet *f);
int fleet_place(const struct fleet *f, int row);                 /* in `shown`; -1: not shown */

struct fleet_count { size_t by_level[LEVEL_TRUSTED + 1], papers, bad, waiting, running; };
struct fleet_count fleet_count(const struct fleet *f);           /* of all rows; LEVEL_INFO is trusted, papers apart */
enum level fleet_level(const struct fleet_row *r);               /* its group; of rows without facts LEVEL_INFO */
int fleet_next_group(const struct fleet *f, int direction);      /* the next group that has rows, or -1 for all */

/* What stands in a column; the caller frees. */
char *fleet_cell(const struct fleet_row *r, enum fleet_column c);
const char *fleet_title(enum fleet_column c);
/* What is shown, in its order, as comma-separated values (RFC 4180, with a head) or as text in columns. The caller
 * frees. */
char *fleet_csv(const struct fleet *f);
char *fleet_text(const struct fleet *f);

#endif
