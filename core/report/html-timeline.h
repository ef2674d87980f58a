/* SPDX-License-Identifier: GPL-3.0-or-later
 * The validity of the path's certificates on one axis, as SVG. */
#ifndef CC_HTML_TIMELINE_H
#define CC_HTML_TIMELINE_H

#include "report/html-mark.h"
#include "result/inspection.h"

/* A section of its own; nothing where no certificate has dates. */
void html_timeline(struct html *h, const struct inspection *i);

#endif
