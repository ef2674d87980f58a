/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the gallery says to a browser that goes on: whole HTTP answers, for one request each. */
#ifndef CC_DEMO_PAGE_H
#define CC_DEMO_PAGE_H

#include "base/buf.h"
#include "gallery/gallery.h"

void demo_page_lesson(struct buf *out, const struct demo_scenario *s);
void demo_page_fetch(struct buf *out, const struct buf *der);      /* NULL: not found */
void demo_page_refusal(struct buf *out);                           /* of what is no HTTP request: 400, in plain text */

#endif
