/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of all findings. */
#ifndef CC_DOC_H
#define CC_DOC_H

#include "explain/texts.h"

#include <stdio.h>

/* The page of all findings, as Markdown. 0, or -1 when writing failed. */
int texts_doc(FILE *f);

/* A line for each finding: what it is called, what a visitor and what an admin does first. For one printed page. */
int texts_page(FILE *f);

#endif
