/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chain and cards of a page. */
#ifndef CC_HTML_CARDS_H
#define CC_HTML_CARDS_H

#include "report/html-mark.h"
#include "result/inspection.h"

/* The path, a link a line, and what was sent beside it; nothing for requests and the store. */
void html_chain(struct html *h, const struct inspection *i);
/* A licence for each certificate of the path (of a file with requests: for each card); the store as a table. */
void html_cards(struct html *h, const struct inspection *i);
/* A certificate that parses, with nothing said about it and no telling name: for those who are to find out. */
void html_card_bare(struct html *h, const struct inspection *i, const struct card *c);

#endif
