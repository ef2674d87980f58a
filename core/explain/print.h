/* SPDX-License-Identifier: GPL-3.0-or-later
 * An explanation for people. */
#ifndef CC_PRINT_H
#define CC_PRINT_H

#include "explain/brief.h"
#include "explain/explain.h"

#include <stdio.h>

/* How it is printed: for whom (READER_ALL: everything for everybody), how wide. */
enum { READER_ALL = N_READERS };
struct explain_style { unsigned who; bool color, ascii; int width; };

/* For people. The reader's advice stands first, what others should do takes a line each; several causes take at most
 * three lines each; for the helpdesk it is never more than EXPLAIN_HELPDESK lines at 80 columns: what it means, what to
 * tell the caller, and the one question. 0, or -1 when writing failed. */
enum { EXPLAIN_HELPDESK = 10 };
int explain_print(FILE *f, const struct explanation *x, const struct explain_style *s);

#endif
