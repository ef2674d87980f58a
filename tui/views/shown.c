/* SPDX-License-Identifier: GPL-3.0-or-later
 * An inspection that views show, and how many do. */
#include "views/shown.h"

#include <stdlib.h>

struct shown *shown_ref(struct shown *v)
{
	if (v != NULL)
		v->refs++;
	return v;
}

void shown_unref(struct shown *v)
{
	if (v == NULL || --v->refs > 0)
		return;
	shown_unref(v->before);
	inspection_free(v->i);
	free(v);
}
