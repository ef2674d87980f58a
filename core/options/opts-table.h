/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of opts.def as values: for the parser (opts.c) and what is printed about options (opts-help.c). */
#ifndef CC_OPTS_TABLE_H
#define CC_OPTS_TABLE_H

#include "options/opts.h"

enum opts_kind { OPTS_FLAG, OPTS_VALUE, OPTS_STRING, OPTS_LIST, OPTS_INT, OPTS_SECONDS, OPTS_WORD, OPTS_TIME,
	OPTS_PORT, OPTS_SHARD, OPTS_DAYS, OPTS_MAYBE };

enum opts_group { OPTS_OUTPUT, OPTS_TARGETS, OPTS_CONNECTING, OPTS_JUDGING, OPTS_LEARNING, OPTS_LOOKS, N_OPTS_GROUPS };

struct opts_row {
	int letter;                  /* 0: none */
	const char *name;            /* NULL: none */
	const char *arg;             /* what --help calls its argument; NULL: it takes none */
	enum opts_kind kind;
	size_t field;                /* offset in struct opts */
	size_t given;                /* offset of a bool to set as well; 0: none (the first member is no bool) */
	double lo, hi;               /* the range of a number */
	double def;                  /* of a number; VALUE: what to store */
	const char *const *words;    /* of a WORD: the word of each value, "" for values that have none; ends in NULL */
	enum opts_group group;
	const char *help;
};

extern const struct opts_row opts_rows[];
extern const size_t n_opts_rows;

#endif
