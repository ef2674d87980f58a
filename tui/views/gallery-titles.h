/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's titles, for the pages of courses. */
#ifndef CC_TUI_GALLERY_TITLES_H
#define CC_TUI_GALLERY_TITLES_H

#include "parts/quiz.h"
#include "views/view.h"

struct gallery_titles gallery_titles(struct app *a);     /* of a scenario that is none: its name */

#endif
