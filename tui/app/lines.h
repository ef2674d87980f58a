/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first and the last line, and questions in it. */
#ifndef CC_APP_LINES_H
#define CC_APP_LINES_H

#include "app/app-private.h"

void app_paint(struct app *a);
bool app_question_key(struct app *a, int32_t key);       /* false: nothing is being asked */
/* `brief`: the same for 40 columns; static; NULL: there is none. */
void app_ask_choice(struct app *a, const char *label, const char *brief,
	void (*choose)(struct app *a, struct view *v, int32_t key));

#endif
