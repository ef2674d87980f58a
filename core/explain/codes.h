/* SPDX-License-Identifier: GPL-3.0-or-later
 * What browsers and tools call things, and what some of them were seen to say: error-codes.tsv and
 * observed-matrix.tsv, compiled in. */
#ifndef CC_CODES_H
#define CC_CODES_H

#include "explain/explain.h"
#include "result/inspection.h"

enum { CODES_MAX = 12, OBSERVED_MAX = 16 };     /* shown with one finding */

/* The codes of a cause, one a tool, browsers first; those in `prefer` (NULL-terminated or n_prefer long; NULL: none)
 * before others of the same tool. Returns how many were put into `out`, at most `max`. Static strings. */
size_t codes_of(const char *cause, const char *const *prefer, size_t n_prefer, struct code *out, size_t max);

/* What a common tool said of a server like this one, when it was tried. Static strings. */
struct observed {
	const char *tool;        /* "curl 7.88.1" or "curl", where the version was not noted */
	bool accepts;
	const char *words;       /* what it printed; "" where it accepted in silence */
};

/* When the tools were tried, for saying so beside every use. */
#define OBSERVED_WHEN "Observed 2026-11 on Debian 12, with a server of the same kind"

/* What tools said of a server with this finding. Returns how many, at most `max`; 0 where nobody tried. */
size_t observed_of(const struct finding *f, struct observed *out, size_t max);

/* The same as a sentence that names tools and versions and says when they were tried: "Refused by: ... . Accepted by:
 * ... ." NULL where nobody tried; the caller frees. */
char *observed_sentence(const struct finding *f);

size_t code_rows(const struct code_row **first);         /* the whole table */

#endif
