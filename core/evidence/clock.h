/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is this machine's clock right? Signs of what time it really is, weighed when a certificate's dates are in trouble.
 * Nobody is asked for the time: signs are what is known without a network, what the server sent anyway, and the Date of
 * answers fetched anyway. */
#ifndef CC_CLOCK_H
#define CC_CLOCK_H

#include "result/inspection.h"

enum clock_bound {
	CLOCK_AT_LEAST,          /* it is this time or later */
	CLOCK_AT_MOST,           /* it is hardly later than this */
	CLOCK_ABOUT              /* it is this time, as somebody else's clock says */
};

enum { CLOCK_SIGNS = 16 };       /* kept; further ones add nothing */

struct clock_sign {
	enum clock_bound bound;
	int64_t time;
	char *text;              /* clean clause: "a log stamped the certificate on 3 Dec 2026" */
};

struct ctlogs;
struct clock_signs {
	struct clock_sign list[CLOCK_SIGNS];
	size_t n;
};

/* The text is taken over. */
void clock_sign(struct clock_signs *s, enum clock_bound bound, int64_t time, char *text);
void clock_signs_done(struct clock_signs *s);

/* The signs in the certificates of an inspection, and what this program knows of itself. `logs` NULL: those that are
 * known. */
void clock_signs_of(struct clock_signs *s, const struct inspection *i, const struct ctlogs *logs);

/* Are the dates of a certificate in trouble, so that the clock matters? */
bool clock_matters(const struct inspection *i);

/* Weigh the signs against i->time. Adds clock-wrong where they say that the clock is off (how far, in days, and which
 * sign says so), else evidence to the findings about dates. Findings are sorted and the verdict is set anew. */
void clock_weigh(const struct clock_signs *s, struct inspection *i);

#endif
