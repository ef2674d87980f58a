/* SPDX-License-Identifier: GPL-3.0-or-later
 * One exit status out of many. */
#include "batch/worst.h"

/* In the order 2, 3, 1, 0. */
static int worst_of(int a, int b)
{
	return opts_exit_rank(a) >= opts_exit_rank(b) ? a : b;
}

int batch_worst(const struct batch_sink *s)
{
	int worst = s->rejected > 0 ? 3 : 0;

	for (int status = 0; status < 4; status++)
		worst = s->by_status[status] > 0 ? worst_of(worst, opts_exit_status(s->in->opts, status)) : worst;
	return worst;
}
