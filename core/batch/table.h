/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many targets as a table, worst first, and as one line for a monitoring system. The texts are kept in a temporary
 * file; in memory a row is some 40 bytes. */
#ifndef CC_BATCH_TABLE_H
#define CC_BATCH_TABLE_H

#include "batch/sink.h"

int table_row(FILE *f, const struct inspection *i, const struct report_style *s);     /* one row of the table */
/* One line, unless its status is 0. */
int table_problem(FILE *f, const struct inspection *i, const struct opts *o);

int table_begin(struct batch_sink *s, struct cc_err *e);
void table_take(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text, size_t len);
void table_end(struct batch_sink *s);            /* rows, worst first, then a line that counts */
void table_end_nagios(struct batch_sink *s);     /* the line that counts, then what is not well, worst first */

#endif
