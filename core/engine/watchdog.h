/* SPDX-License-Identifier: GPL-3.0-or-later
 * What nothing else ends. Every wait has its deadline and every computation its bound, but a library may find a way to
 * compute for hours inside one call: no key and no signal's flag is looked at meanwhile. So each turn of the loop has
 * a limit, in CPU of its own thread (a process that is stopped, or a machine that sleeps or is busy, spends none). What
 * goes beyond gets SIGXCPU, as from setrlimit(2): the front ends say so and put the terminal right. */
#ifndef CC_WATCHDOG_H
#define CC_WATCHDOG_H

#include <stdbool.h>
#include <time.h>

/* All zeroed: not yet at work. */
struct watchdog { timer_t timer; bool made, failed; };

/* From now on the calling thread, always the same, has so many milliseconds until the next call. Where there is no such
 * timer, nothing watches. */
void watchdog_feed(struct watchdog *w, long ms);
void watchdog_done(struct watchdog *w);

#endif
