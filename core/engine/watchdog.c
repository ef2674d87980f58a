/* SPDX-License-Identifier: GPL-3.0-or-later
 * A timer of the thread's own CPU clock. */
#include "engine/watchdog.h"

#include <signal.h>

static bool watchdog_make(struct watchdog *w)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGXCPU };

	if (!w->made && !w->failed) {
		w->made = timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &w->timer) == 0;
		w->failed = !w->made;
	}
	return w->made;
}

void watchdog_feed(struct watchdog *w, long ms)
{
	struct itimerspec limit = { .it_value = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L } };

	if (watchdog_make(w))
		(void)timer_settime(w->timer, 0, &limit, NULL);
}

void watchdog_done(struct watchdog *w)
{
	if (w->made)
		(void)timer_delete(w->timer);
	*w = (struct watchdog){ 0 };
}
